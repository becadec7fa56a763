import type { JsonObject, JsonValue } from "../../util/json.js";
import { isJsonObject } from "../../util/json.js";

/** An object whose `$ref` is a string. */
export type Reference = JsonObject & { readonly $ref: string };

/** Whether a value is an object that refers to another place. */
export function isReference(value: JsonValue | undefined): value is Reference {
  return isJsonObject(value) && typeof value.$ref === "string";
}

const inert = new Set(["$ref", "$anchor", "$comment", "$defs", "$dynamicAnchor", "$id", "$schema"]);

/** Whether a value says nothing beside its reference; definitions that bind anchors do say something. */
export function isAlias(value: JsonValue | undefined): value is Reference {
  if (!isReference(value) || bindsAnchors(value)) return false;
  for (const name in value) if (!inert.has(name)) return false;
  return true;
}

/** Whether a schema binds dynamic anchors for what it refers to. */
export function bindsAnchors(raw: JsonObject): boolean {
  const definitions = raw.$defs;
  if (!isJsonObject(definitions)) return false;
  for (const name in definitions) {
    const definition = definitions[name];
    if (isJsonObject(definition) && typeof definition.$dynamicAnchor === "string") return true;
  }
  return false;
}

/** Whether a reference does nothing but bind anchors for its target. */
export function isBindingAlias(value: JsonValue | undefined): value is Reference {
  if (!isReference(value) || !bindsAnchors(value)) return false;
  for (const name in value) if (!inert.has(name)) return false;
  return true;
}
