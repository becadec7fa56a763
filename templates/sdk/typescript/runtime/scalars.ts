import type { ParameterDescriptor } from "./operation.js";
import { fillPath } from "./path.js";
import { percentEncode } from "./percent.js";
import type { RequestDraft } from "./request.js";

// A single value reads the same in a place's own style, exploded or not: these are `pathSimple`, `queryForm` and
// `headerSimple` without what lists and objects need.

/** A path parameter of one value. */
export function pathValue(
  draft: RequestDraft,
  { name }: ParameterDescriptor,
  value: unknown,
): void {
  fillPath(draft, name, percentEncode(String(value)));
}

/** A query parameter of one value. */
export function queryValue(
  draft: RequestDraft,
  { name }: ParameterDescriptor,
  value: unknown,
): void {
  draft.query.push(`${percentEncode(name)}=${percentEncode(String(value))}`);
}

/** A header of one value. */
export function headerValue(
  draft: RequestDraft,
  { name }: ParameterDescriptor,
  value: unknown,
): void {
  draft.headers.set(name, String(value));
}
