/** A JSON value as JSON.parse gives it. */
export type JsonValue = null | boolean | number | string | JsonArray | JsonObject;
/** A JSON array. */
export type JsonArray = readonly JsonValue[];
/** A JSON object; read it with `Object.hasOwn`, for its keys come from outside. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Whether a value is a JSON object (not null, not an array). */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object of the members that have a value, in their order. */
export function definedMembers(
  members: Readonly<Record<string, JsonValue | undefined>>,
): JsonObject {
  const defined: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(members)) {
    if (value !== undefined) defined[name] = value;
  }
  return defined;
}
