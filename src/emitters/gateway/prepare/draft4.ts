import { SchemaMapper } from "../../../model/map-schemas.js";
import type { ApiModel, ObjectSchema, Schema } from "../../../model/index.js";
import { diagnostic } from "../diagnostics.js";
import type { Preparation } from "./preparation.js";

/** Keywords of JSON Schema that neither OpenAPI 3.0 nor the gateway's models (draft 4) know. */
const UNKNOWN = [
  "contentEncoding",
  "contentMediaType",
  "contentSchema",
  "prefixItems",
  "contains",
  "minContains",
  "maxContains",
  "unevaluatedItems",
  "patternProperties",
  "propertyNames",
  "dependentRequired",
  "dependentSchemas",
  "unevaluatedProperties",
  "if",
  "then",
  "else",
] as const satisfies readonly (keyof ObjectSchema)[];

/** Writes schemas with the keywords that OpenAPI 3.0 and models share; what they cannot say is loosened and told. */
export function toDraft4(model: ApiModel, run: Preparation): ApiModel {
  const lost = new Map<string, ObjectSchema>();
  const mapped = new SchemaMapper((schema) => convert(schema, lost)).model(model);
  for (const [keyword, { location }] of lost) {
    const what = `the keyword \`${keyword}\`, here and wherever else it stands`;
    run.diagnostics.push(diagnostic("gateway-validation-loosened", location, [what]));
  }
  return mapped;
}

function convert(schema: Schema, lost: Map<string, ObjectSchema>): Schema {
  if (schema.kind !== "schema") return schema;
  const draft: { -readonly [K in keyof ObjectSchema]: ObjectSchema[K] } = { ...schema };
  if (schema.const !== undefined) {
    delete draft.const;
    draft.enum = [schema.const];
  }
  const dropped = UNKNOWN.filter((keyword) => schema[keyword] !== undefined);
  for (const keyword of dropped) {
    delete draft[keyword];
    if (!lost.has(keyword)) lost.set(keyword, schema);
  }
  // What these leave to their neighbours would be judged by the neighbours alone.
  if (schema.patternProperties) delete draft.additionalProperties;
  if (schema.prefixItems) delete draft.items;
  return draft;
}
