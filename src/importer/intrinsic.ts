import type { SourceLocation } from "../diagnostics/location.js";
import { childLocation } from "../diagnostics/location.js";
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

/** The place of the branch that a `Fn::If` is taken to choose: the first that is there; anything else stays as it is. */
export function chosenBranch(
  value: JsonValue,
  location: SourceLocation,
): { readonly value: JsonValue; readonly location: SourceLocation } {
  const intrinsic = asIntrinsic(value);
  const branches = intrinsic?.function === "Fn::If" ? intrinsic.argument : undefined;
  if (!Array.isArray(branches)) return { value, location };
  const list = branches as readonly JsonValue[];
  const index = [1, 2].find((at) => isJsonObject(list[at]) && !isNoValue(list[at]));
  const branch = index === undefined ? undefined : list[index];
  if (index === undefined || branch === undefined) return { value: null, location };
  const parent = childLocation(location, "Fn::If");
  return { value: branch, location: childLocation(parent, index) };
}

function isNoValue(value: JsonValue | undefined): boolean {
  return asIntrinsic(value)?.argument === "AWS::NoValue";
}
