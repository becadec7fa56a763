import { Failure } from "../failure.js";
import {
  JavaBigDecimal,
  JavaBigInteger,
  JavaDouble,
  JavaLong,
  integerValue,
  toDecimal,
  toDouble,
  toLong,
} from "./numbers.js";
import type { JavaNumber } from "./numbers.js";

/** The types in which Velocity calculates. */
type Base = "long" | "bigInteger" | "float" | "double" | "decimal";

function isInteger(value: JavaNumber): boolean {
  return typeof value === "number" || value instanceof JavaLong || value instanceof JavaBigInteger;
}

function baseOf(left: JavaNumber, right: JavaNumber): Base {
  const big = left instanceof JavaBigInteger || right instanceof JavaBigInteger;
  const whole = isInteger(left) && isInteger(right);
  if (left instanceof JavaBigDecimal || right instanceof JavaBigDecimal) return "decimal";
  if (whole) return big ? "bigInteger" : "long";
  if (big) return "decimal";
  const single = [left, right].every((side) => !(side instanceof JavaDouble) || side.single);
  return single ? "float" : "double";
}

function toBig(value: JavaNumber): bigint {
  return value instanceof JavaBigInteger ? value.value : toLong(value);
}

/** Keeps the wider of both types unless the result overflows it. */
function wrap(result: bigint, left: JavaNumber, right: JavaNumber): JavaNumber {
  const fits = integerValue(result);
  const long = left instanceof JavaLong || right instanceof JavaLong;
  return long && typeof fits === "number" ? new JavaLong(result) : fits;
}

const SAFE = 2 ** 53;

/** `left + right`, `-`, `*`, `/` or `%` of two numbers, in Java's types; null for a division by zero. */
export function calculate(
  operator: "+" | "-" | "*" | "/" | "%",
  left: JavaNumber,
  right: JavaNumber,
): JavaNumber | null {
  if (typeof left === "number" && typeof right === "number") {
    const quick = smallIntegers(operator, left, right);
    if (quick !== undefined) return quick;
  }
  if ((operator === "/" || operator === "%") && isZero(right)) return null;
  const base = baseOf(left, right);
  if (base === "float" || base === "double") {
    const result = doubles(operator, toDouble(left), toDouble(right));
    return new JavaDouble(result, base === "float");
  }
  if (base === "decimal") return decimals(operator, left, right);
  const a = toBig(left);
  const b = toBig(right);
  const result = integers(operator, a, b, base === "bigInteger");
  return base === "bigInteger" ? new JavaBigInteger(result) : wrap(result, left, right);
}

function smallIntegers(
  operator: "+" | "-" | "*" | "/" | "%",
  left: number,
  right: number,
): number | null | undefined {
  if (operator === "/" || operator === "%") {
    if (right === 0) return null;
    const result = operator === "/" ? Math.trunc(left / right) : left % right;
    return (result | 0) === result ? result + 0 : undefined;
  }
  const result = doubles(operator, left, right);
  return (result | 0) === result && Math.abs(result) < SAFE ? result | 0 : undefined;
}

function isZero(value: JavaNumber): boolean {
  if (value instanceof JavaBigDecimal) return value.value.unscaled === 0n;
  return toDouble(value) === 0;
}

function doubles(operator: string, left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    default:
      return left % right;
  }
}

function integers(operator: string, left: bigint, right: bigint, big: boolean): bigint {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    default:
      return big ? modulo(left, right) : left % right;
  }
}

function modulo(left: bigint, right: bigint): bigint {
  if (right < 0n) throw new Failure("BigInteger: modulus not positive");
  const rest = left % right;
  return rest < 0n ? rest + right : rest;
}

function decimals(operator: string, left: JavaNumber, right: JavaNumber): JavaBigDecimal {
  const a = toDecimal(left);
  const b = toDecimal(right);
  switch (operator) {
    case "+":
      return new JavaBigDecimal(a.plus(b));
    case "-":
      return new JavaBigDecimal(a.minus(b));
    case "*":
      return new JavaBigDecimal(a.times(b));
    case "/":
      return new JavaBigDecimal(a.dividedBy(b));
    default:
      throw new Failure("Cannot calculate the modulo of BigDecimals.");
  }
}

/** Compares two numbers across their types: -1, 0 or 1; NaN equals everything, as Velocity has it. */
export function compareNumbers(left: JavaNumber, right: JavaNumber): number {
  if (typeof left === "number" && typeof right === "number") return order(left, right);
  const base = baseOf(left, right);
  if (base === "decimal") return toDecimal(left).compare(toDecimal(right));
  if (base === "long" || base === "bigInteger") return order(toBig(left), toBig(right));
  const single = base === "float";
  const a = toDouble(left);
  const b = toDouble(right);
  return single ? order(Math.fround(a), Math.fround(b)) : order(a, b);
}

function order<N extends number | bigint>(left: N, right: N): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
