import type { Operation } from "../../../../model/index.js";
import { diagnostic } from "./diagnostics.js";
import type { PlanContext } from "./plan-context.js";

/** The extension of an operation that says whether, and in which header, it takes an idempotency key. */
const EXTENSION = "x-gw-gen-idempotency";

/** The header of draft-ietf-httpapi-idempotency-key-header. */
const STANDARD_HEADER = "Idempotency-Key";

const KEY_HEADERS = /^(?:x-)?idempotency-(?:key|token)$/i;

/** A field name (RFC 9110 §5.1). */
const FIELD_NAME = /^[!#$%&'*+.^_`|~\w-]+$/;

/** The header in which an operation takes an idempotency key: as its extension says, else the parameter that is named so. */
export function planIdempotency(
  context: PlanContext,
  { key, location, parameters, extensions = [] }: Operation,
): string | undefined {
  const declared = parameters.find((one) => one.in === "header" && KEY_HEADERS.test(one.name));
  const stated = extensions.find(({ name }) => name === EXTENSION)?.value;
  if (stated === undefined) return declared?.name;
  if (stated === true) return declared?.name ?? STANDARD_HEADER;
  if (stated === false) return undefined;
  if (typeof stated === "string" && FIELD_NAME.test(stated)) return stated;
  context.report(diagnostic("sdk-idempotency-invalid", location, [key, JSON.stringify(stated)]));
  return declared?.name;
}
