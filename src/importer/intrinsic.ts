import type { Intrinsic } from "../model/index.js";
import type { JsonValue } from "../util/json.js";
import { isJsonObject } from "../util/json.js";

/** The intrinsic function that an object is: its only member is `Ref`, `Condition` or `Fn::…`. */
export function asIntrinsic(value: JsonValue | undefined): Intrinsic | undefined {
  if (!isJsonObject(value)) return undefined;
  let only: string | undefined;
  for (const name in value) {
    if (only !== undefined) return undefined;
    only = name;
  }
  if (only === undefined || !(only === "Ref" || only === "Condition" || only.startsWith("Fn::"))) {
    return undefined;
  }
  return { kind: "intrinsic", function: only, argument: value[only] as JsonValue };
}
