import type { Schema } from "../model/index.js";

/** Whether a schema, or one beside or within it by `allOf`, `anyOf`, `oneOf` or conditions, describes a property. */
export function declaresProperty(
  schema: Schema,
  name: string,
  named: ReadonlyMap<string, Schema>,
  seen: ReadonlySet<string> = new Set(),
): boolean {
  if (schema.kind === "boolean") return schema.value;
  if (schema.kind === "ref") {
    if (schema.siblings && declaresProperty(schema.siblings, name, named, seen)) return true;
    const target = seen.has(schema.name) ? undefined : named.get(schema.name);
    return (
      target !== undefined && declaresProperty(target, name, named, new Set([...seen, schema.name]))
    );
  }
  if (schema.properties?.some((property) => property.name === name)) return true;
  if (schema.patternProperties?.some((property) => matches(property.name, name))) return true;
  const parts = [schema.allOf, schema.anyOf, schema.oneOf].flatMap((list) => list ?? []);
  const conditions = [schema.if, schema.then, schema.else].filter((part) => part !== undefined);
  return [...parts, ...conditions].some((part) => declaresProperty(part, name, named, seen));
}

function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, "u").test(name);
  } catch {
    // A pattern that does not compile may mean any name; another rule reports it.
    return true;
  }
}
