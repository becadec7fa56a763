import { commonMultiple } from "./decimal.js";
import { isListed } from "./evaluate.js";
import type { KeywordNode, Keywords, SchemaNode } from "./node.js";

type Draft = { -readonly [K in keyof Keywords]: Keywords[K] };
type Make = (keywords: Keywords) => SchemaNode;

/**
 * The keywords of a schema with its `allOf` merged and a union with `null` turned into a type, as far as that
 * changes no value; what cannot be merged stays in `allOf`.
 */
export function flatten(node: SchemaNode, make: Make): Keywords {
  return flattenWithin(node, make, new Set());
}

function flattenWithin(node: SchemaNode, make: Make, seen: ReadonlySet<number>): Keywords {
  if (node.kind === "boolean") return node.value ? {} : { anyOf: [] };
  if (node.kind === "dropped") return {};
  if (node.kind === "recursive") {
    if (seen.has(node.id)) return { allOf: [node] };
    return flattenWithin(node.target(), make, new Set(seen).add(node.id));
  }
  const merged = ownKeywords(node);
  const apart: SchemaNode[] = [];
  for (const part of node.allOf ?? []) {
    const flat = flattenWithin(part, make, seen);
    if (!merge(merged, flat, make)) apart.push(part);
  }
  if (apart.length > 0) merged.allOf = apart;
  return withNull(merged, make, seen);
}

function ownKeywords(node: KeywordNode): Draft {
  const { kind: _kind, id: _id, allOf: _allOf, ...own } = node;
  return { ...own };
}

const LARGEST = [
  "minimum",
  "exclusiveMinimum",
  "minLength",
  "minItems",
  "minProperties",
] as const satisfies (keyof Keywords)[];
const SMALLEST = [
  "maximum",
  "exclusiveMaximum",
  "maxLength",
  "maxItems",
  "maxProperties",
] as const satisfies (keyof Keywords)[];
const MERGED = new Set<string>([
  ...LARGEST,
  ...SMALLEST,
  "types",
  "enum",
  "integer",
  "uniqueItems",
  "required",
  "properties",
  "multipleOf",
]);

/** Merges one schema into another; false, and nothing is changed, when that cannot be done keyword by keyword. */
function merge(into: Draft, from: Keywords, make: Make): boolean {
  const others = Object.keys(from).filter((name) => !MERGED.has(name));
  if (others.some((name) => name in into)) return false;
  if (isClosed(from) && (isClosed(into) || into.properties)) return false;
  if (isClosed(into) && from.properties) return false;
  const step = mergeSteps(into, from);
  if (step === undefined) return false;
  if (step > 0) into.multipleOf = step;
  Object.assign(
    into,
    Object.fromEntries(others.map((name) => [name, from[name as keyof Keywords]])),
  );
  mergeBounds(into, from);
  mergeMembers(into, from, make);
  return true;
}

/** The common step; zero when neither has one, undefined when it cannot be told. */
function mergeSteps(into: Keywords, from: Keywords): number | undefined {
  const steps = [into.multipleOf, from.multipleOf].filter((step) => step !== undefined);
  return steps.length === 0 ? 0 : commonMultiple(steps);
}

function isClosed(keywords: Keywords): boolean {
  return (
    keywords.additionalProperties !== undefined ||
    keywords.patternProperties !== undefined ||
    keywords.unevaluatedProperties !== undefined
  );
}

function mergeBounds(into: Draft, from: Keywords): void {
  for (const name of LARGEST) {
    const bounds = [into[name], from[name]].filter((bound) => bound !== undefined);
    if (bounds.length > 0) into[name] = Math.max(...bounds);
  }
  for (const name of SMALLEST) {
    const bounds = [into[name], from[name]].filter((bound) => bound !== undefined);
    if (bounds.length > 0) into[name] = Math.min(...bounds);
  }
  if (from.integer) into.integer = true;
  if (from.uniqueItems) into.uniqueItems = true;
}

function mergeMembers(into: Draft, from: Keywords, make: Make): void {
  if (from.types) {
    into.types = into.types ? into.types.filter((type) => from.types?.includes(type)) : from.types;
  }
  if (from.enum) {
    const listed = from.enum;
    into.enum = into.enum ? into.enum.filter((value) => isListed(listed, value)) : listed;
  }
  if (from.required)
    into.required = [...new Set([...(into.required ?? []), ...from.required])].sort();
  if (!from.properties) return;
  const properties = new Map(into.properties);
  for (const [name, node] of from.properties) {
    const known = properties.get(name);
    properties.set(name, known ? make({ allOf: [known, node] }) : node);
  }
  into.properties = properties;
}

/** `anyOf` or `oneOf` of one schema and `null` becomes that schema with the type `null`. */
function withNull(keywords: Draft, make: Make, seen: ReadonlySet<number>): Keywords {
  const name = keywords.anyOf ? "anyOf" : "oneOf";
  const branches = keywords[name];
  if (branches?.length !== 2 || keywords.types || keywords.enum) return keywords;
  const rest = branches.filter((branch) => !isNull(branch));
  const [only] = rest;
  if (rest.length !== 1 || !only) return keywords;
  const inner: Draft = { ...flattenWithin(only, make, seen) };
  if (!inner.types || inner.types.includes("null")) return keywords;
  inner.types = [...inner.types, "null" as const].sort();
  if (inner.enum) inner.enum = [...inner.enum, null];
  const { [name]: _branches, ...others } = keywords;
  const merged: Draft = { ...others };
  return merge(merged, inner, make) ? merged : keywords;
}

function isNull(node: SchemaNode): boolean {
  if (node.kind !== "keywords") return false;
  if (node.enum) return node.enum.length === 1 && node.enum[0] === null;
  return node.types?.length === 1 && node.types[0] === "null";
}
