import type { JsonObject, JsonValue } from "../../util/json.js";
import { isJsonObject } from "../../util/json.js";

/** An object whose `$ref` is a string. */
export type Reference = JsonObject & { readonly $ref: string };

/** Whether a value is an object that refers to another place. */
export function isReference(value: JsonValue | undefined): value is Reference {
  return isJsonObject(value) && typeof value.$ref === "string";
}
