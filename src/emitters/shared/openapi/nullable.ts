import type { ObjectSchema, Schema } from "../../../model/index.js";

/** Fields that describe the whole schema rather than one of its alternatives. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  "kind",
  "location",
  "anyOf",
  "title",
  "description",
  "default",
  "deprecated",
  "readOnly",
  "writeOnly",
  "examples",
  "externalDocs",
  "extensions",
  "unknown",
]);

/**
 * The alternatives beside null of a schema that is nothing but a choice whose last is null: what `nullable` means where
 * it stands beside a composition or a reference. Undefined for any other schema.
 */
export function alternativesToNull(schema: ObjectSchema): readonly Schema[] | undefined {
  const { anyOf } = schema;
  if (!anyOf || anyOf.length < 2) return undefined;
  const last = anyOf.at(-1);
  if (!last || !isNull(last)) return undefined;
  for (const field in schema) if (!ANNOTATIONS.has(field)) return undefined;
  return anyOf.slice(0, -1);
}

/** Whether a schema accepts null and says nothing else. */
function isNull(schema: Schema): boolean {
  if (schema.kind !== "schema" || schema.types?.length !== 1) return false;
  return schema.types[0] === "null" && Object.keys(schema).length === 3;
}
