import type { JsonType, Named, ObjectSchema, Schema } from "../model/index.js";
import type { JsonValue } from "../util/json.js";

/** Gives the schema that a reference names. */
export type SchemaLookup = (name: string) => Schema | undefined;

type Fold = (a: ObjectSchema, b: ObjectSchema) => Partial<ObjectSchema> | undefined;

/** Keywords that only annotate: the later part's win. */
const ANNOTATIONS = [
  "title",
  "description",
  "default",
  "examples",
  "externalDocs",
  "deprecated",
  "readOnly",
  "writeOnly",
  "enumNames",
  "enumDescriptions",
  "xml",
] as const;

/** Lower and upper bounds: of two, the narrower holds. */
const LOWER = [
  "minLength",
  "minimum",
  "exclusiveMinimum",
  "minItems",
  "minProperties",
  "minContains",
] as const;
const UPPER = [
  "maxLength",
  "maximum",
  "exclusiveMaximum",
  "maxItems",
  "maxProperties",
  "maxContains",
] as const;

/** Keywords that two parts cannot both have unless they say the same. */
const SOLE = [
  "const",
  "format",
  "pattern",
  "contentEncoding",
  "contentMediaType",
  "contentSchema",
  "multipleOf",
  "prefixItems",
  "contains",
  "unevaluatedItems",
  "patternProperties",
  "propertyNames",
  "unevaluatedProperties",
  "dependentRequired",
  "dependentSchemas",
  "anyOf",
  "oneOf",
  "not",
  "if",
  "then",
  "else",
  "discriminator",
] as const;

const FOLDS: readonly Fold[] = [
  mergeTypes,
  mergeEnums,
  (a, b) => pick(LOWER, a, b, Math.max),
  (a, b) => pick(UPPER, a, b, Math.min),
  mergeSole,
  mergeMembers,
  mergeItems,
  (a, b) => (a.uniqueItems || b.uniqueItems ? { uniqueItems: true } : {}),
];

/**
 * One schema without `allOf` that means what the schema with it means; undefined where no such schema can be
 * written down (two unions, two patterns, types that exclude each other, circular parts). Members that
 * several parts describe keep an `allOf` of their own.
 */
export function mergeAllOf(schema: ObjectSchema, lookup: SchemaLookup): ObjectSchema | undefined {
  const parts: ObjectSchema[] = [];
  if (!collectParts(schema, lookup, new Set(), parts)) return undefined;
  let [merged, ...others]: readonly (ObjectSchema | undefined)[] = parts;
  for (const part of others) merged = merged && part && mergeTwo(merged, part);
  return merged && { ...merged, location: schema.location };
}

/** Gathers all parts without their `allOf`, inner ones first; false for a circular or an impossible one. */
function collectParts(
  schema: Schema,
  lookup: SchemaLookup,
  open: Set<string>,
  into: ObjectSchema[],
): boolean {
  if (schema.kind === "boolean") return schema.value;
  if (schema.kind === "ref") {
    const target = open.has(schema.name) ? undefined : lookup(schema.name);
    if (!target) return false;
    open.add(schema.name);
    const isWhole = collectParts(target, lookup, open, into);
    open.delete(schema.name);
    return isWhole && (!schema.siblings || collectParts(schema.siblings, lookup, open, into));
  }
  const { allOf = [], ...own } = schema;
  if (!allOf.every((part) => collectParts(part, lookup, open, into))) return false;
  into.push(own);
  return true;
}

function mergeTwo(a: ObjectSchema, b: ObjectSchema): ObjectSchema | undefined {
  let merged: ObjectSchema = { kind: "schema", location: b.location };
  for (const keyword of ANNOTATIONS) {
    const value = b[keyword] ?? a[keyword];
    if (value !== undefined) merged = { ...merged, [keyword]: value };
  }
  for (const fold of FOLDS) {
    const part = fold(a, b);
    if (!part) return undefined;
    merged = { ...merged, ...part };
  }
  const extensions = [...(a.extensions ?? []), ...(b.extensions ?? [])];
  return extensions.length > 0 ? { ...merged, extensions } : merged;
}

function mergeTypes(a: ObjectSchema, b: ObjectSchema): Partial<ObjectSchema> | undefined {
  const types = a.types ?? b.types;
  if (!types) return {};
  if (!a.types || !b.types) return { types };
  const both = new Set<JsonType>();
  for (const type of a.types) if (allows(b.types, type)) both.add(type);
  for (const type of b.types) if (allows(a.types, type)) both.add(type);
  return both.size > 0 ? { types: [...both] } : undefined;
}

function allows(types: readonly JsonType[], type: JsonType): boolean {
  return types.includes(type) || (type === "integer" && types.includes("number"));
}

function mergeEnums(a: ObjectSchema, b: ObjectSchema): Partial<ObjectSchema> | undefined {
  if (!a.enum || !b.enum) {
    const only = a.enum ?? b.enum;
    return only ? { enum: only } : {};
  }
  const known = new Set(b.enum.map((value) => JSON.stringify(value)));
  const both: readonly JsonValue[] = a.enum.filter((value) => known.has(JSON.stringify(value)));
  return both.length > 0 ? { enum: both } : undefined;
}

function pick<K extends (typeof LOWER)[number] | (typeof UPPER)[number]>(
  keywords: readonly K[],
  a: ObjectSchema,
  b: ObjectSchema,
  choose: (...values: number[]) => number,
): Partial<ObjectSchema> {
  const entries = keywords.flatMap((keyword) => {
    const values = [a[keyword], b[keyword]].filter((value) => value !== undefined);
    return values.length > 0 ? [[keyword, choose(...values)] as const] : [];
  });
  return Object.fromEntries(entries);
}

function mergeSole(a: ObjectSchema, b: ObjectSchema): Partial<ObjectSchema> | undefined {
  const entries: [string, unknown][] = [];
  for (const keyword of SOLE) {
    const [one, other] = [a[keyword], b[keyword]];
    if (one !== undefined && other !== undefined && one !== other) return undefined;
    const value = one ?? other;
    if (value !== undefined) entries.push([keyword, value]);
  }
  return Object.fromEntries(entries);
}

function mergeMembers(a: ObjectSchema, b: ObjectSchema): Partial<ObjectSchema> | undefined {
  const names = new Set([...(a.required ?? []), ...(b.required ?? [])]);
  const properties = mergeProperties(a.properties, b.properties);
  if (closes(a, b) || closes(b, a)) return undefined;
  const further = both(a.additionalProperties, b.additionalProperties);
  return {
    ...(names.size > 0 && { required: [...names] }),
    ...(properties && { properties }),
    ...(further && { additionalProperties: further }),
  };
}

/** Whether what a part says of further members reaches members that the other part names. */
function closes(part: ObjectSchema, other: ObjectSchema): boolean {
  const further = part.additionalProperties;
  if (!further || (further.kind === "boolean" && further.value)) return false;
  const own = new Set(part.properties?.map(({ name }) => name));
  return other.properties?.some(({ name }) => !own.has(name)) === true;
}

function mergeProperties(
  a: readonly Named<Schema>[] | undefined,
  b: readonly Named<Schema>[] | undefined,
): readonly Named<Schema>[] | undefined {
  if (!a || !b) return a ?? b;
  const merged = new Map(a.map(({ name, value }) => [name, value]));
  for (const { name, value } of b) {
    const before = merged.get(name);
    merged.set(name, before ? together(before, value) : value);
  }
  return [...merged].map(([name, value]) => ({ name, value }));
}

function mergeItems(a: ObjectSchema, b: ObjectSchema): Partial<ObjectSchema> {
  const items = both(a.items, b.items);
  return items ? { items } : {};
}

function both(a: Schema | undefined, b: Schema | undefined): Schema | undefined {
  return a && b ? together(a, b) : (a ?? b);
}

/** A schema that is both. */
function together(a: Schema, b: Schema): Schema {
  return a === b ? a : { kind: "schema", location: b.location, allOf: [a, b] };
}
