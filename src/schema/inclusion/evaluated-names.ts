import type { ObjectSchema, Schema } from "../../model/schema.js";
import type { NamedSchemas } from "./recursion.js";

/**
 * The property names that a schema evaluates whatever the value, for `unevaluatedProperties`
 * (JSON Schema 2020-12 Core §11.3). Undefined when that depends on the value.
 */
export function evaluatedNames(
  schema: ObjectSchema,
  schemas: NamedSchemas,
): readonly string[] | undefined {
  const names = new Set<string>();
  return collect(schema, schemas, names, new Set()) ? [...names].sort() : undefined;
}

function collect(
  schema: Schema,
  schemas: NamedSchemas,
  names: Set<string>,
  seen: Set<string>,
): boolean {
  if (schema.kind === "boolean") return true;
  if (schema.kind === "ref") {
    if (seen.has(schema.name)) return false;
    const target = schemas.get(schema.name);
    const inner = new Set(seen).add(schema.name);
    const siblings = !schema.siblings || collect(schema.siblings, schemas, names, inner);
    return target !== undefined && siblings && collectNested(target, schemas, names, inner);
  }
  if (schema.anyOf ?? schema.oneOf ?? schema.if ?? schema.dependentSchemas) return false;
  for (const { name } of schema.properties ?? []) names.add(name);
  return (schema.allOf ?? []).every((part) => collectNested(part, schemas, names, seen));
}

function collectNested(
  schema: Schema,
  schemas: NamedSchemas,
  names: Set<string>,
  seen: Set<string>,
): boolean {
  if (schema.kind === "schema") {
    if (schema.additionalProperties ?? schema.unevaluatedProperties ?? schema.patternProperties) {
      return false;
    }
  }
  return collect(schema, schemas, names, seen);
}
