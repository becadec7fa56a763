import type { Keywords } from "../../schema/inclusion/index.js";
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
