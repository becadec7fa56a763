import type { Keywords } from "../../schema/inclusion/index.js";
import type { JsonValue } from "../../util/json.js";

/** The keywords as a value for a report; undefined when none of them is there. */
export function describeKeywords(
  keywords: Keywords,
  names: readonly (keyof Keywords)[],
): JsonValue | undefined {
  const present = names.flatMap((name) => {
    const value = describe(keywords, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const [only] = present;
  if (!only) return undefined;
  return present.length === 1 ? only[1] : Object.fromEntries(present);
}

function describe(keywords: Keywords, name: keyof Keywords): JsonValue | undefined {
  const value = keywords[name];
  if (value === undefined) return undefined;
  if (name === "types") return typeNames(keywords);
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

function typeNames(keywords: Keywords): JsonValue | undefined {
  const named = keywords.types?.map((type) =>
    type === "number" && keywords.integer ? "integer" : type,
  );
  return named?.length === 1 ? named[0] : named;
}
