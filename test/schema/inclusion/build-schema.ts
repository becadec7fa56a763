import type { SourceLocation } from "../../../src/diagnostics/location.js";
import type { Named } from "../../../src/model/node.js";
import type { Schema } from "../../../src/model/schema.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../src/util/json.js";

/** Where hand-built nodes stand: nowhere. */
export const location: SourceLocation = {
  file: { path: "test", locate: () => undefined, line: () => undefined },
};

const NESTED = new Set([
  ..."items contains unevaluatedItems additionalProperties propertyNames".split(" "),
  ..."unevaluatedProperties not if then else".split(" "),
]);
const LISTS = new Set(["prefixItems", "allOf", "anyOf", "oneOf"]);
const MAPS = new Set(["properties", "patternProperties", "dependentSchemas"]);

/** A model schema from JSON Schema as it is written; `#/$defs/X` becomes the name `X`. */
export function schemaOf(value: JsonValue): Schema {
  if (typeof value === "boolean") return { kind: "boolean", value, location };
  if (!isJsonObject(value)) throw new TypeError("not a schema");
  const { $ref, ...rest } = value;
  if (typeof $ref !== "string") return keywords(rest);
  const name = $ref.split("/").at(-1) ?? "";
  const ref: Schema = { kind: "ref", name, location };
  if (Object.keys(rest).length === 0) return ref;
  const siblings = keywords(rest);
  return siblings.kind === "schema" ? { ...ref, siblings } : ref;
}

function keywords(value: JsonObject): Schema {
  const entries = Object.entries(value).map(([name, member]) => keyword(name, member));
  return { kind: "schema", location, ...Object.fromEntries(entries) };
}

function keyword(name: string, member: JsonValue): readonly [string, unknown] {
  if (name === "type") return ["types", Array.isArray(member) ? member : [member]];
  if (NESTED.has(name)) return [name, schemaOf(member)];
  if (LISTS.has(name) && Array.isArray(member)) return [name, member.map(schemaOf)];
  if (MAPS.has(name)) return [name, named(member, schemaOf)];
  if (name === "dependentRequired") return [name, named(member, (one) => one)];
  return [name, member];
}

function named<T>(value: JsonValue, convert: (member: JsonValue) => T): Named<T>[] {
  if (!isJsonObject(value)) return [];
  return Object.entries(value).map(([name, member]) => ({ name, value: convert(member) }));
}
