import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";

/** The schema that an example suggests: the types of its values, nothing required. */
export function inferSchema(value: JsonValue): JsonObject {
  if (value === null) return { type: "null" };
  if (Array.isArray(value)) {
    const items = uniqueSchemas(value.map((item: JsonValue) => inferSchema(item)));
    return { type: "array", ...(items && { items }) };
  }
  if (isJsonObject(value)) {
    const properties = Object.entries(value).map(([name, member]) => [name, inferSchema(member)]);
    return { type: "object", properties: Object.fromEntries(properties) };
  }
  if (typeof value === "number") return { type: Number.isInteger(value) ? "integer" : "number" };
  return { type: typeof value };
}

/** One schema for several: itself when they are the same, else `anyOf`; undefined for none. */
export function uniqueSchemas(schemas: readonly JsonObject[]): JsonObject | undefined {
  const distinct = new Map(schemas.map((schema) => [JSON.stringify(schema), schema]));
  const [first, ...rest] = distinct.values();
  return rest.length > 0 ? { anyOf: [...distinct.values()] } : first;
}
