import type { SourceLocation } from "../../src/diagnostics/location.js";
import type { ObjectSchema, Schema } from "../../src/model/index.js";

/** A place in a file without text, for nodes that tests write by hand. */
export const nowhere: SourceLocation = {
  file: { path: "test.yaml", locate: () => undefined, line: () => undefined },
};

type Written = boolean | { readonly [keyword: string]: unknown };

const SINGLE = "items contains additionalProperties propertyNames not if then else".split(" ");
const LISTS = "allOf anyOf oneOf prefixItems".split(" ");
const MAPS = "properties patternProperties".split(" ");

/** A model schema from JSON Schema as tests write it; `$ref` holds a schema's name. */
export function modelSchema(written: Written): Schema {
  if (typeof written === "boolean") return { kind: "boolean", location: nowhere, value: written };
  const { $ref, ...siblings } = written;
  if (typeof $ref !== "string") return objectSchema(written);
  const ref = { kind: "ref", location: nowhere, name: $ref } as const;
  return Object.keys(siblings).length > 0 ? { ...ref, siblings: objectSchema(siblings) } : ref;
}

/** Named schemas of a model. */
export function modelSchemas(written: Record<string, Written>): ReadonlyMap<string, Schema> {
  return new Map(Object.entries(written).map(([name, value]) => [name, modelSchema(value)]));
}

function objectSchema(written: Record<string, unknown>): ObjectSchema {
  const made: Record<string, unknown> = { kind: "schema", location: nowhere };
  for (const [keyword, value] of Object.entries(written)) {
    if (keyword === "type") made.types = Array.isArray(value) ? value : [value];
    else if (SINGLE.includes(keyword)) made[keyword] = modelSchema(value as Written);
    else if (LISTS.includes(keyword)) made[keyword] = (value as Written[]).map(modelSchema);
    else if (MAPS.includes(keyword)) {
      made[keyword] = Object.entries(value as Record<string, Written>).map(([name, schema]) => ({
        name,
        value: modelSchema(schema),
      }));
    } else if (keyword === "discriminator") {
      const { propertyName, mapping } = value as { propertyName: string; mapping?: object };
      const names = Object.entries(mapping ?? {}).map(([name, target]) => ({
        name,
        value: target,
      }));
      made[keyword] = { location: nowhere, propertyName, ...(mapping && { mapping: names }) };
    } else if (keyword.startsWith("x-")) made.extensions = [{ name: keyword, value }];
    else made[keyword] = value;
  }
  return made as unknown as ObjectSchema;
}
