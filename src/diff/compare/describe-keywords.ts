import type { Keywords, ValueType } from "../../schema/inclusion/index.js";
import type { JsonValue } from "../../util/json.js";

/** The keywords as a value for a report; undefined when none of them is there. In a parameter all text is a string. */
export function describeKeywords(
  keywords: Keywords,
  names: readonly (keyof Keywords)[],
  isTextual: boolean,
): JsonValue | undefined {
  const present = names.flatMap((name) => {
    const value = describe(keywords, name, isTextual);
    return value === undefined ? [] : [[name, value] as const];
  });
  const [only] = present;
  if (!only) return undefined;
  return present.length === 1 ? only[1] : Object.fromEntries(present);
}

function describe(
  keywords: Keywords,
  name: keyof Keywords,
  isTextual: boolean,
): JsonValue | undefined {
  const value = keywords[name];
  if (value === undefined) return undefined;
  if (name === "types") return typeNames(keywords, isTextual);
  if (name === "integer") return undefined;
  if (name === "enum") return keywords.enum;
  if (name === "dependentRequired") return keywords.dependentRequired?.map(([one]) => one);
  if (name === "patternProperties") return keywords.patternProperties?.map(([one]) => one);
  if (name === "dependentSchemas") return keywords.dependentSchemas?.map(([one]) => one);
  if (name === "contains") return { min: keywords.contains?.min ?? 1 };
  if (name === "format") return keywords.format?.replace("?", "");
  if (typeof value === "object") return Array.isArray(value) ? `${value.length} schemas` : "schema";
  return value;
}

function typeNames(keywords: Keywords, isTextual: boolean): JsonValue | undefined {
  const types = keywords.types ?? [];
  if (isTextual && ANY_TEXT.every((type) => types.includes(type))) {
    const left = types.filter((type) => !ANY_TEXT.includes(type));
    return left.length === 0 ? "string" : [...left, "string"];
  }
  const named = keywords.types?.map((type) =>
    type === "number" && keywords.integer ? "integer" : type,
  );
  return named?.length === 1 ? named[0] : named;
}

/** What the text of a parameter that is declared a string can be read as. */
const ANY_TEXT: readonly ValueType[] = ["boolean", "number", "string"];
