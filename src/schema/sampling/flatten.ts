import type { Named, ObjectSchema, Schema } from "../../model/index.js";

type Writable = { -readonly [K in keyof ObjectSchema]: ObjectSchema[K] };

const LARGER = ["minLength", "minimum", "exclusiveMinimum", "minItems", "minProperties"] as const;
const SMALLER = ["maxLength", "maximum", "exclusiveMaximum", "maxItems", "maxProperties"] as const;

/**
 * One schema that asks for what both ask for, as far as making a value needs it: bounds are narrowed,
 * members of the same name are joined by `allOf`, and for the rest the second wins.
 */
export function joinSchemas(first: ObjectSchema, second: ObjectSchema): ObjectSchema {
  const joined: Writable = { ...first, ...second };
  const types = joinTypes(first, second);
  if (types) joined.types = types;
  for (const keyword of LARGER) {
    const [a, b] = [first[keyword], second[keyword]];
    if (a !== undefined && b !== undefined) joined[keyword] = Math.max(a, b);
  }
  for (const keyword of SMALLER) {
    const [a, b] = [first[keyword], second[keyword]];
    if (a !== undefined && b !== undefined) joined[keyword] = Math.min(a, b);
  }
  if (first.enum && second.enum) {
    const allowed = new Set(second.enum.map((value) => JSON.stringify(value)));
    joined.enum = first.enum.filter((value) => allowed.has(JSON.stringify(value)));
  }
  if (first.required && second.required) {
    joined.required = [...new Set([...first.required, ...second.required])];
  }
  if (first.properties && second.properties) {
    joined.properties = joinMembers(first.properties, second.properties, second);
  }
  if (first.items && second.items) joined.items = both(first.items, second.items, second);
  return joined;
}

/** A schema that asks for both. */
export function both(first: Schema, second: Schema, at: ObjectSchema): Schema {
  return { kind: "schema", location: at.location, allOf: [first, second] };
}

function joinTypes(first: ObjectSchema, second: ObjectSchema): ObjectSchema["types"] {
  if (!first.types || !second.types) return first.types ?? second.types;
  const { types } = second;
  const shared = first.types.filter((type) => types.includes(type));
  if (shared.length > 0) return shared;
  const integer = first.types.includes("integer") || types.includes("integer");
  return integer && [...first.types, ...types].includes("number") ? ["integer"] : types;
}

function joinMembers(
  first: readonly Named<Schema>[],
  second: readonly Named<Schema>[],
  at: ObjectSchema,
): readonly Named<Schema>[] {
  const members = new Map(first.map(({ name, value }) => [name, value]));
  for (const { name, value } of second) {
    const known = members.get(name);
    members.set(name, known && known !== value ? both(known, value, at) : value);
  }
  return [...members].map(([name, value]) => ({ name, value }));
}
