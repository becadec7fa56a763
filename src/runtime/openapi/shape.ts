import type { ObjectSchema, Schema } from "../../model/index.js";

type Schemas = ReadonlyMap<string, Schema>;

/** What the text of a parameter becomes. */
export type ValueShape = "primitive" | "array" | "object";

/** The keywords of a schema without its references; undefined for `true`, `false` and a missing name. */
export function resolveSchema(
  schema: Schema | undefined,
  schemas: Schemas,
): ObjectSchema | undefined {
  let current = schema;
  for (let steps = 0; current?.kind === "ref" && steps < 50; steps++)
    current = schemas.get(current.name);
  return current?.kind === "schema" ? current : undefined;
}

/** Whether values of a schema are lists, objects or single values; the first branch that says so decides. */
export function shapeOf(schema: Schema | undefined, schemas: Schemas, depth = 0): ValueShape {
  const resolved = resolveSchema(schema, schemas);
  if (!resolved || depth > 8) return "primitive";
  const types = resolved.types?.filter((type) => type !== "null");
  if (types && types.length > 0) {
    if (types.includes("array")) return "array";
    return types.includes("object") ? "object" : "primitive";
  }
  if (resolved.properties) return "object";
  if (resolved.items ?? resolved.prefixItems) return "array";
  for (const branch of [
    ...(resolved.allOf ?? []),
    ...(resolved.oneOf ?? []),
    ...(resolved.anyOf ?? []),
  ]) {
    const shape = shapeOf(branch, schemas, depth + 1);
    if (shape !== "primitive") return shape;
  }
  return "primitive";
}

/** Names of the properties that a schema and its `allOf` branches list. */
export function propertyNames(
  schema: Schema | undefined,
  schemas: Schemas,
  depth = 0,
): readonly string[] {
  const resolved = resolveSchema(schema, schemas);
  if (!resolved || depth > 8) return [];
  const branches = [
    ...(resolved.allOf ?? []),
    ...(resolved.oneOf ?? []),
    ...(resolved.anyOf ?? []),
  ];
  const names = resolved.properties?.map(({ name }) => name) ?? [];
  return [
    ...new Set([...names, ...branches.flatMap((one) => propertyNames(one, schemas, depth + 1))]),
  ];
}

/** The schema of a property, in the schema itself or its `allOf` branches. */
export function propertySchema(
  schema: Schema | undefined,
  name: string,
  schemas: Schemas,
  depth = 0,
): Schema | undefined {
  const resolved = resolveSchema(schema, schemas);
  if (!resolved || depth > 8) return undefined;
  const own = resolved.properties?.find((property) => property.name === name);
  if (own) return own.value;
  for (const branch of resolved.allOf ?? []) {
    const found = propertySchema(branch, name, schemas, depth + 1);
    if (found) return found;
  }
  return undefined;
}
