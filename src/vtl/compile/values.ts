import { Failure } from "../failure.js";
import { callMethod } from "../methods/classes.js";
import { calculate, compareNumbers } from "../values/arithmetic.js";
import { JavaCollection, JavaIterator } from "../values/collection.js";
import { equalValues } from "../values/compare.js";
import { ForeachScope } from "../values/foreach-scope.js";
import { JavaArray, JavaList } from "../values/list.js";
import { JavaMap } from "../values/map.js";
import { MapView } from "../values/map-view.js";
import { isNumber } from "../values/numbers.js";
import { textOrNull } from "../values/text.js";
import type { Value } from "../values/value.js";

type Present = Exclude<Value, null>;

/** An index into a value: a list's element, a map's member; null for what has neither. */
export function readIndex(target: Present, index: Value): Value {
  const adjusted = fromEnd(target, index);
  if (target instanceof JavaMap) return target.get(adjusted);
  return callMethod(target, "get", [adjusted]) ?? null;
}

/** A negative index counts from the end. */
function fromEnd(target: Present, index: Value): Value {
  if (typeof index !== "number" || index >= 0) return index;
  const size = callMethod(target, "size", []);
  if (typeof size !== "number") throw new Failure("a negative index needs a list");
  return size + index;
}

/** Sets a list's element or a map's member; values that have neither ignore it. */
export function writeIndex(target: Present, index: Value, value: Value): void {
  const args = [fromEnd(target, index), value];
  if (callMethod(target, "set", args) === undefined) callMethod(target, "put", args);
}

/** Sets a property through its setter, or a map's member; values that have neither ignore it. */
export function writeProperty(target: Present, name: string, value: Value): void {
  const first = name.charAt(0);
  const upper = first.toUpperCase();
  const flipped = (first === upper ? first.toLowerCase() : upper) + name.slice(1);
  for (const setter of [`set${name}`, `set${flipped}`]) {
    if (callMethod(target, setter, [value]) !== undefined) return;
  }
  if (target instanceof JavaMap) target.put(name, value);
}

/** A method's result; null when the value has no method that takes these arguments. */
export function invoke(target: Present, name: string, args: readonly Value[]): Value {
  return callMethod(target, name, args) ?? null;
}

/** Velocity's `==`: numbers by value, like types by `equals`, everything else by its text. */
export function looselyEqual(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right) === 0;
  if (left !== null && right !== null && areAlike(left, right)) return equalValues(left, right);
  const leftText = textOrNull(left);
  return leftText === textOrNull(right);
}

function areAlike(left: Present, right: Present): boolean {
  if (typeof left !== "object" || typeof right !== "object") return typeof left === typeof right;
  if (left.javaType === right.javaType) return true;
  if (left instanceof JavaArray || right instanceof JavaArray) return false;
  if (left instanceof ForeachScope || right instanceof ForeachScope) return false;
  if (left instanceof JavaList) return right instanceof JavaList;
  if (left instanceof MapView || right instanceof MapView) return false;
  return left instanceof JavaMap && right instanceof JavaMap;
}

/** Compares two numbers; undefined when one side is none, which makes every comparison false. */
export function orderOf(left: Value, right: Value): number | undefined {
  return isNumber(left) && isNumber(right) ? compareNumbers(left, right) : undefined;
}

/** `-`, `*`, `/` or `%`, or `+` of numbers; null when a side is no number. */
export function arithmetic(
  operator: "+" | "-" | "*" | "/" | "%",
  left: Value,
  right: Value,
): Value {
  return isNumber(left) && isNumber(right) ? calculate(operator, left, right) : null;
}

/** What `#foreach` goes through; undefined for what has no elements. */
export function iterate(source: Present): JavaIterator | undefined {
  if (source instanceof JavaCollection) return source.iterator();
  if (source instanceof JavaMap) return new MapView(source, "values").iterator();
  return source instanceof JavaIterator ? source : undefined;
}
