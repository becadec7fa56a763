import { isJsonObject, type JsonValue } from "../../../util/json.js";
import type { SpecVersion } from "./dialect.js";

/** Where Swagger 2.0 and OpenAPI 3 keep the same kind of component. */
const PLACES = [
  ["#/definitions/", "#/components/schemas/"],
  ["#/parameters/", "#/components/parameters/"],
  ["#/responses/", "#/components/responses/"],
  ["#/securityDefinitions/", "#/components/securitySchemes/"],
] as const;

/** A value whose references to components point to where another version keeps them. */
export function moveReferences(value: JsonValue, to: SpecVersion): JsonValue {
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).map((item) => moveReferences(item, to));
  }
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([name, item]): [string, JsonValue] => {
    const isRef = name === "$ref" && typeof item === "string";
    return [name, isRef ? movedReference(item, to) : moveReferences(item, to)];
  });
  return Object.fromEntries(entries);
}

function movedReference(ref: string, to: SpecVersion): string {
  for (const [older, newer] of PLACES) {
    const [from, target] = to === 2 ? [newer, older] : [older, newer];
    if (ref.startsWith(from)) return target + ref.slice(from.length);
  }
  return ref;
}
