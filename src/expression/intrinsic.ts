import type { Intrinsic, Value } from "../model/index.js";
import type { JsonValue } from "../util/json.js";

/** Whether a template computes the value (CloudFormation guide, "Intrinsic function reference"). */
export function isIntrinsic(value: Value<JsonValue> | undefined): value is Intrinsic {
  return (
    typeof value === "object" && value !== null && "kind" in value && value.kind === "intrinsic"
  );
}

/** Writes a value that a template may compute: itself, or the object of its intrinsic function. */
export function printValue(value: Value<string | number | boolean>): JsonValue {
  return isIntrinsic(value) ? { [value.function]: value.argument } : value;
}
