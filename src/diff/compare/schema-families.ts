import type { Keywords, ValueType } from "../../schema/inclusion/index.js";
import type { SchemaFamily } from "./schema-change.js";

/** The keywords of each family that is compared as a whole. */
export const FAMILY_KEYWORDS: readonly (readonly [SchemaFamily, readonly (keyof Keywords)[]])[] = [
  ["type", ["types", "integer"]],
  ["enum", ["enum"]],
  ["minimum", ["minimum", "exclusiveMinimum"]],
  ["maximum", ["maximum", "exclusiveMaximum"]],
  ["multiple-of", ["multipleOf"]],
  ["min-length", ["minLength"]],
  ["max-length", ["maxLength"]],
  ["pattern", ["pattern"]],
  ["format", ["format", "numberFormat"]],
  ["content", ["content"]],
  ["min-items", ["minItems"]],
  ["max-items", ["maxItems"]],
  ["unique-items", ["uniqueItems"]],
  ["contains", ["contains"]],
  ["property-names", ["propertyNames"]],
  ["min-properties", ["minProperties"]],
  ["max-properties", ["maxProperties"]],
  ["dependent-required", ["dependentRequired"]],
  ["dependent-schemas", ["dependentSchemas"]],
  ["pattern-properties", ["patternProperties"]],
  ["unevaluated", ["unevaluatedProperties", "unevaluatedItems"]],
  ["all-of", ["allOf"]],
  ["any-of", ["anyOf"]],
  ["one-of", ["oneOf"]],
  ["not", ["not"]],
  ["conditional", ["conditional"]],
];

/** The type whose values a family's keywords narrow; absent: those of all types. */
export const FAMILY_TYPES: Readonly<Partial<Record<SchemaFamily, ValueType>>> = {
  minimum: "number",
  maximum: "number",
  "multiple-of": "number",
  "min-length": "string",
  "max-length": "string",
  pattern: "string",
  format: "string",
  "min-items": "array",
  "max-items": "array",
  "unique-items": "array",
  contains: "array",
  "property-names": "object",
  "min-properties": "object",
  "max-properties": "object",
  "dependent-required": "object",
  "dependent-schemas": "object",
  "pattern-properties": "object",
};

/** The keywords with some of them as the other side has them. */
export function withKeywords(
  base: Keywords,
  names: readonly (keyof Keywords)[],
  from: Keywords,
): Keywords {
  const kept = Object.entries(base).filter(([name]) => !names.some((one) => one === name));
  const taken = Object.entries(from).filter(([name]) => names.some((one) => one === name));
  return Object.fromEntries([...kept, ...taken]);
}
