import type { ObjectSchema, Schema } from "../model/index.js";

/** Which way a value travels: `readOnly` properties are not in requests, `writeOnly` ones not in responses. */
export type SchemaDirection = "request" | "response";

type Schemas = ReadonlyMap<string, Schema>;

/** Whether a property is left out of values of that direction; a `$ref` counts as its target. */
export function isDropped(
  property: Schema,
  schemas: Schemas,
  direction: SchemaDirection | undefined,
): boolean {
  if (!direction) return false;
  const keyword = direction === "request" ? "readOnly" : "writeOnly";
  const seen = new Set<string>();
  let schema: Schema | undefined = property;
  while (schema?.kind === "ref") {
    if (schema.siblings?.[keyword]) return true;
    if (seen.has(schema.name)) return false;
    seen.add(schema.name);
    schema = schemas.get(schema.name);
  }
  return schema?.kind === "schema" && schema[keyword] === true;
}

/**
 * Names of properties that a schema's `required` cannot ask for in that direction: its own, those of its
 * `allOf` branches, and those handed down from the schema that it is a branch of.
 */
export function inheritedNames(
  schema: ObjectSchema,
  schemas: Schemas,
  direction: SchemaDirection | undefined,
  inherited: ReadonlySet<string>,
): ReadonlySet<string> {
  if (!direction) return inherited;
  const names = new Set(inherited);
  collect(schema, schemas, direction, names, new Set());
  return names;
}

function collect(
  schema: Schema,
  schemas: Schemas,
  direction: SchemaDirection,
  names: Set<string>,
  seen: Set<string>,
): void {
  if (schema.kind === "ref") {
    if (seen.has(schema.name)) return;
    seen.add(schema.name);
    const target = schemas.get(schema.name);
    if (target) collect(target, schemas, direction, names, seen);
    return;
  }
  if (schema.kind === "boolean") return;
  for (const { name, value } of schema.properties ?? []) {
    if (isDropped(value, schemas, direction)) names.add(name);
  }
  for (const branch of schema.allOf ?? []) collect(branch, schemas, direction, names, seen);
}
