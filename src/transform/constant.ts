import type { JsonValue } from "../util/json.js";
import { textOrNull, toValue, writeJson } from "../vtl/index.js";

/** A constant as JSON, written as the gateway writes values. */
export function constantJson(value: JsonValue): string {
  return writeJson(toValue(value), false);
}

/** A constant as text: nothing for null. */
export function constantText(value: JsonValue): string {
  if (typeof value === "object" && value !== null) return constantJson(value);
  return textOrNull(toValue(value)) ?? "";
}
