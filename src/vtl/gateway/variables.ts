import { JavaCollection } from "../values/collection.js";
import { JavaMap } from "../values/map.js";
import { JavaList } from "../values/list.js";
import { JavaDouble, JavaLong, integerValue } from "../values/numbers.js";
import { nested, textOrNull } from "../values/text.js";
import type { Value } from "../values/value.js";
import { JavaObject } from "../values/value.js";
import { GatewayMap } from "./gateway-map.js";

/** A plain JavaScript value as a template's: whole numbers become Integer or Long, others Double. */
export function toValue(value: unknown): Value {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return numberValue(value);
    case "bigint":
      return integerValue(value);
    case "object":
      return value === null ? null : objectValue(value);
    default:
      return null;
  }
}

function numberValue(value: number): Value {
  if ((value | 0) === value && !Object.is(value, -0)) return value;
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return new JavaLong(BigInt(value));
  return new JavaDouble(value);
}

function objectValue(value: object): Value {
  if (value instanceof JavaObject) return value;
  if (Array.isArray(value)) return new JavaList(value.map(toValue));
  if (!(value instanceof Map)) return new JavaMap("inserted", { members: value, convert: toValue });
  const map = new JavaMap();
  for (const [key, member] of value) map.put(toValue(key), toValue(member));
  return map;
}

/** `$context` and the maps in it. */
export function toGatewayMap(members: Iterable<readonly [string, unknown]>): GatewayMap {
  const map = new GatewayMap();
  for (const [key, value] of members) {
    const nested = typeof value === "object" && value !== null && !Array.isArray(value);
    map.put(key, nested ? toGatewayMap(Object.entries(value)) : toValue(value));
  }
  return map;
}

/** A template's value as plain data: objects, arrays, strings, numbers, booleans and null. */
export function toPlain(value: Value): unknown {
  if (value instanceof JavaMap) {
    const member = (key: Value): [string, unknown] => [
      textOrNull(key) ?? "null",
      toPlain(value.get(key)),
    ];
    // Unlike assignment, this makes a member named `__proto__` a member.
    return Object.fromEntries(Array.from(nested(value.keys()), member));
  }
  if (value instanceof JavaCollection) return Array.from(nested(value.values()), toPlain);
  if (value instanceof JavaDouble) return value.value;
  if (value instanceof JavaLong && Number.isSafeInteger(Number(value.value))) {
    return Number(value.value);
  }
  return typeof value === "object" && value !== null ? textOrNull(value) : value;
}
