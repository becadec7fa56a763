import type { JsonObject } from "../../util/json.js";
import type { JsonType, ObjectSchema, Schema } from "../../model/index.js";
import { diagnostic } from "../diagnostics.js";
import type { Draft } from "../draft.js";
import type { Scope } from "../run.js";
import { report } from "../run.js";

/** Fields that describe the whole schema rather than one of its alternatives. */
const annotations = [
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
] as const;

/** Whether a schema as written says `nullable`, in the form of OpenAPI 3.0 or the older extension. */
export function isNullable(raw: JsonObject): boolean {
  return raw.nullable === true || raw["x-nullable"] === true;
}

/** Lets null into a schema (OAS 3.0 §4.7.24.1, and its proposal 2019-10-31 for `enum`). */
export function withNull(draft: Draft<ObjectSchema>, scope: Scope): Schema {
  if (draft.types) {
    if (!draft.types.includes("null")) draft.types = [...draft.types, "null"];
    admitNullValue(draft);
    return draft;
  }
  admitNullValue(draft);
  const beside = (["allOf", "anyOf", "oneOf"] as const).filter((keyword) => draft[keyword]);
  if (beside.length === 0) return draft;
  report(scope, diagnostic("nullable-without-type", draft.location, [beside.join(" and ")]));
  return nullAlternative(draft);
}

/** The reference, or null (`nullable` beside `$ref`). */
export function orNull(schema: Schema): Schema {
  const { location } = schema;
  return { kind: "schema", location, anyOf: [schema, nullSchema(schema)] };
}

function admitNullValue(draft: Draft<ObjectSchema>): void {
  if (draft.enum && !draft.enum.includes(null)) draft.enum = [...draft.enum, null];
}

function nullAlternative(draft: Draft<ObjectSchema>): Schema {
  const outer: Draft<ObjectSchema> = { kind: "schema", location: draft.location };
  const inner: Draft<ObjectSchema> = { ...draft };
  for (const field of annotations) move(field, draft, outer, inner);
  const fields = Object.keys(inner).length - 2;
  const alone = inner.allOf?.length === 1 ? inner.allOf[0] : undefined;
  const listed =
    fields === 1 && inner.anyOf ? inner.anyOf : [fields === 1 && alone ? alone : inner];
  outer.anyOf = [...listed, nullSchema(draft)];
  return outer;
}

function move<K extends (typeof annotations)[number]>(
  field: K,
  from: ObjectSchema,
  outer: Draft<ObjectSchema>,
  inner: Draft<ObjectSchema>,
): void {
  const value = from[field];
  if (value === undefined) return;
  outer[field] = value as Draft<ObjectSchema>[K];
  delete inner[field];
}

function nullSchema(beside: Schema): ObjectSchema {
  const types: readonly JsonType[] = ["null"];
  return { kind: "schema", location: beside.location, types };
}
