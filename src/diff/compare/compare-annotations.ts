import type { JsonValue } from "../../util/json.js";
import type { Named } from "../../model/node.js";
import type { ObjectSchema, Schema } from "../../model/schema.js";
import { canonicalJson } from "../../schema/inclusion/index.js";
import type { Place, Recorder } from "./recorder.js";
import { extensionText, extensionValue } from "./extensions.js";
import type { Flow } from "./schema-change.js";

/** Pairs of schemas that were walked before, by flow and the older schema: what they hold is said once. */
export type WalkedPairs = Map<Flow, Map<Schema, Set<Schema>>>;

interface Walk {
  readonly context: Recorder;
  readonly place: Place & { readonly flow: Flow };
  readonly seen: WalkedPairs;
}

/** Takes note of a pair; whether it is new. */
function isFirst({ seen, place }: Walk, before: Schema, after: Schema): boolean {
  const pairs = seen.get(place.flow) ?? new Map<Schema, Set<Schema>>();
  seen.set(place.flow, pairs);
  const partners = pairs.get(before) ?? new Set();
  pairs.set(before, partners);
  return partners.size < partners.add(after).size;
}

/**
 * Adds the changes within two schemas that narrow no values: defaults, deprecation, access flags, discriminators
 * and vendor enums. What a shared component holds is said at its first use.
 */
export function annotationChanges(
  context: Recorder,
  place: Place & { readonly flow: Flow },
  before: Schema,
  after: Schema,
  seen: WalkedPairs,
): void {
  walk({ context, place, seen }, before, after, []);
}

function walk(at: Walk, before: Schema, after: Schema, path: readonly string[]): void {
  if (!isFirst(at, before, after)) return;
  const old = resolve(before, at.context.old.components.schemas);
  const next = resolve(after, at.context.new.components.schemas);
  if (!old || !next) return;
  compareOwn(at, old, next, path);
  const referred = old !== before || next !== after;
  if (referred && !isFirst(at, old, next)) return;
  for (const [segment, a, b] of pairs(old, next)) walk(at, a, b, [...path, ...segment]);
}

/**
 * The schema behind references, with what stands beside them. A schema that only wraps another one by `allOf` is that
 * one: dialects without members beside `$ref` write them in this way.
 */
function resolve(
  schema: Schema,
  schemas: ReadonlyMap<string, Schema>,
  hops = 0,
): ObjectSchema | undefined {
  if (hops > 50 || schema.kind === "boolean") return undefined;
  if (schema.kind === "ref") {
    const target = schemas.get(schema.name);
    const found = target && resolve(target, schemas, hops + 1);
    return found && schema.siblings ? { ...found, ...schema.siblings } : found;
  }
  const [inner] = schema.allOf ?? [];
  if (!inner || !isWrapper(schema)) return schema;
  const { allOf: _allOf, ...own } = schema;
  const found = resolve(inner, schemas, hops + 1);
  return found && { ...found, ...own };
}

/** Whether a schema has one part and nothing beside it but texts and annotations. */
function isWrapper({ allOf, properties, items, additionalProperties, anyOf, oneOf }: ObjectSchema) {
  return allOf?.length === 1 && !properties && !items && !additionalProperties && !anyOf && !oneOf;
}

type Pairing = readonly [readonly string[], Schema, Schema];

function pairs(old: ObjectSchema, next: ObjectSchema): Pairing[] {
  const found: Pairing[] = [];
  const properties = new Map(next.properties?.map(({ name, value }) => [name, value]));
  for (const { name, value } of old.properties ?? []) {
    const other = properties.get(name);
    if (other) found.push([[name], value, other]);
  }
  if (old.items && next.items) found.push([["[]"], old.items, next.items]);
  if (old.additionalProperties && next.additionalProperties) {
    found.push([["{}"], old.additionalProperties, next.additionalProperties]);
  }
  for (const group of ["allOf", "anyOf", "oneOf"] as const) {
    const others = next[group] ?? [];
    (old[group] ?? []).forEach((branch, index) => {
      const other = others[index];
      const segment = group === "allOf" ? [] : [`${group}[${index}]`];
      if (other && others.length === old[group]?.length) found.push([segment, branch, other]);
    });
  }
  return found;
}

function compareOwn(
  at: Walk,
  old: ObjectSchema,
  next: ObjectSchema,
  path: readonly string[],
): void {
  const place: Place = { ...at.place, places: { old: old.location, new: next.location } };
  const { context } = at;
  if ((old.deprecated ?? false) !== (next.deprecated ?? false)) {
    const sunset = extensionText(next, "x-sunset");
    context.add("schema-deprecated", place, {
      path,
      deprecated: next.deprecated ?? false,
      ...(sunset !== undefined && { sunset }),
    });
  }
  if (path.length > 0 || at.place.subject.includes("body")) {
    compareValue(old.default, next.default, (values) =>
      context.add("schema-default", place, { path, ...values }),
    );
  }
  compareValue(extensionValue(old, "x-sunset"), extensionValue(next, "x-sunset"), (values) => {
    if (old.deprecated && next.deprecated) context.add("schema-sunset", place, { path, ...values });
  });
  const stability = "x-stability-level";
  compareValue(extensionValue(old, stability), extensionValue(next, stability), (values) =>
    context.add("schema-stability", place, { path, ...values }),
  );
  const vendor = "x-extensible-enum";
  compareValue(extensionValue(old, vendor), extensionValue(next, vendor), (values) =>
    context.add("schema-extensible-enum", place, { path, ...values }),
  );
  for (const flag of ["readOnly", "writeOnly"] as const) {
    compareValue(old[flag] ?? false, next[flag] ?? false, (values) =>
      context.add("schema-access", place, { path, flag, ...values }),
    );
  }
  compareDiscriminator(context, place, { old, next, path });
}

function compareDiscriminator(
  context: Recorder,
  place: Place,
  pair: {
    readonly old: ObjectSchema;
    readonly next: ObjectSchema;
    readonly path: readonly string[];
  },
): void {
  const before = pair.old.discriminator;
  const after = pair.next.discriminator;
  const { path } = pair;
  if (!before !== !after) {
    const values = {
      ...(before && { before: before.propertyName }),
      ...(after && { after: after.propertyName }),
    };
    context.add("schema-discriminator", place, { path, what: "discriminator", ...values });
    return;
  }
  compareValue(before?.propertyName, after?.propertyName, (values) =>
    context.add("schema-discriminator", place, { path, what: "property", ...values }),
  );
  compareValue(mappingOf(before?.mapping), mappingOf(after?.mapping), (values) =>
    context.add("schema-discriminator", place, { path, what: "mapping", ...values }),
  );
}

function mappingOf(mapping: readonly Named<string>[] | undefined): JsonValue | undefined {
  return mapping && Object.fromEntries(mapping.map(({ name, value }) => [name, value]));
}

/** Calls back when two values differ, with those that are there. */
export function compareValue(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  differ: (values: { readonly before?: JsonValue; readonly after?: JsonValue }) => void,
): void {
  if (before === after || canonicalJson(before) === canonicalJson(after)) return;
  differ({ ...(before !== undefined && { before }), ...(after !== undefined && { after }) });
}
