import { dump } from "js-yaml";
import { isJsonObject, type JsonObject, type JsonValue } from "../../src/util/json.js";

/** The document as YAML, by another writer than the one that reads it. */
export function asYaml(document: JsonValue): string {
  return dump(document, { noRefs: true, lineWidth: -1 });
}

/** The document with the members of each object in the opposite order. */
export function shuffled(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(shuffled);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, shuffled(member)]),
  );
}

/** The document with local references replaced by their targets, save those within themselves. */
export function dereferenced(document: JsonObject): JsonValue {
  const inline = (value: JsonValue, open: readonly string[]): JsonValue => {
    if (Array.isArray(value)) return value.map((item) => inline(item, open));
    if (!isJsonObject(value)) return value;
    const pointer = value["$ref"];
    if (typeof pointer === "string" && Object.keys(value).length === 1) {
      const target = open.includes(pointer) ? undefined : at(document, pointer);
      return target === undefined ? value : inline(target, [...open, pointer]);
    }
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, inline(member, open)]),
    );
  };
  const { components, definitions, parameters, responses, ...rest } = document;
  const kept = { components, definitions, parameters, responses };
  const parts = Object.entries(kept).filter(([, part]) => part !== undefined);
  return { ...(inline(rest, []) as JsonObject), ...Object.fromEntries(parts) } as JsonObject;
}

function at(document: JsonValue, pointer: string): JsonValue | undefined {
  if (!pointer.startsWith("#/")) return undefined;
  let value: JsonValue | undefined = document;
  for (const step of pointer.slice(2).split("/")) {
    if (!isJsonObject(value)) return undefined;
    value = value[decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  return value;
}
