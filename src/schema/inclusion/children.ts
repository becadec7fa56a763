import type { ObjectSchema, Schema } from "../../model/schema.js";

/** Every schema directly within a schema, in no particular order. */
export function childSchemas(schema: Schema): readonly Schema[] {
  if (schema.kind === "boolean") return [];
  if (schema.kind === "ref") return schema.siblings ? [schema.siblings] : [];
  return [...single(schema), ...listed(schema), ...named(schema)];
}

function single(schema: ObjectSchema): Schema[] {
  const all = [
    schema.items,
    schema.contains,
    schema.unevaluatedItems,
    schema.additionalProperties,
    schema.propertyNames,
    schema.unevaluatedProperties,
    schema.not,
    schema.if,
    schema.then,
    schema.else,
    schema.contentSchema,
  ];
  return all.filter((child) => child !== undefined);
}

function listed(schema: ObjectSchema): readonly Schema[] {
  return [schema.allOf, schema.anyOf, schema.oneOf, schema.prefixItems].flatMap(
    (list) => list ?? [],
  );
}

function named(schema: ObjectSchema): readonly Schema[] {
  return [schema.properties, schema.patternProperties, schema.dependentSchemas].flatMap((list) =>
    (list ?? []).map((child) => child.value),
  );
}
