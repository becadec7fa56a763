import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Stage } from "../../model/index.js";
import { keysInOrder } from "../../source/key-order.js";
import { parsePointerFragment } from "../../util/json-pointer.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";
import { memberOf } from "../../document/editable-document.js";
import { objectOf } from "../shared/openapi/members.js";
import { diagnostic } from "./diagnostics.js";

/** A document after a pass, and what the pass found. */
export interface PassResult {
  readonly document: JsonObject;
  readonly diagnostics: readonly Diagnostic[];
}

/** Puts a stage's variables in place of `${stageVariables.NAME}`; what does not change is shared. */
export function resolveStageVariables(document: JsonObject, stage: Stage): PassResult {
  const values = new Map(stage.variables.map(({ name, value }) => [name, value]));
  const unset = new Set<string>();
  const resolved = mapStrings(document, (text) =>
    text.replaceAll(/\$\{stageVariables\.(\w+)\}/g, (reference, name: string) => {
      const value = values.get(name);
      if (value === undefined) unset.add(name);
      return value ?? reference;
    }),
  );
  const diagnostics = [...unset].map((name) => {
    return diagnostic("stage-variable-unset", stage.location, [name, stage.name]);
  });
  return { document: isJsonObject(resolved) ? resolved : document, diagnostics };
}

/** Sets `info.version`. */
export function stampVersion(document: JsonObject, version: string): JsonObject {
  const info = memberOf(document, "info");
  const stamped = objectOf([
    ...entriesOf(isJsonObject(info) ? info : {}).filter(({ name }) => name !== "version"),
    { name: "version", value: version },
  ]);
  if (memberOf(info, "version") === version) return document;
  const inPlace = isJsonObject(info) && info.version !== undefined;
  const next = inPlace
    ? objectOf(
        entriesOf(info).map(({ name, value }) => ({
          name,
          value: name === "version" ? version : value,
        })),
      )
    : stamped;
  return objectOf(
    entriesOf(document).map(({ name, value }) => ({ name, value: name === "info" ? next : value })),
  );
}

/** Puts what local references lead to in their place; a reference to something that it stands in stays. */
export function dereference(document: JsonObject): JsonObject {
  const inline = (value: JsonValue, open: ReadonlySet<string>): JsonValue => {
    if (Array.isArray(value)) {
      return (value as readonly JsonValue[]).map((item) => inline(item, open));
    }
    if (!isJsonObject(value)) return value;
    const { $ref, ...beside } = value;
    if (typeof $ref === "string" && $ref.startsWith("#/") && !open.has($ref)) {
      const target = targetOf(document, $ref);
      if (isJsonObject(target)) {
        const found = inline(target, new Set([...open, $ref]));
        return isJsonObject(found) ? { ...found, ...beside } : found;
      }
    }
    return objectOf(
      entriesOf(value).map(({ name, value: item }) => {
        // The targets of a mapping are names, not places to fill.
        return { name, value: name === "mapping" ? item : inline(item, open) };
      }),
    );
  };
  const { components, definitions } = document;
  const entries = entriesOf(document).map(({ name, value }) => {
    const isLibrary = value === components || value === definitions;
    return { name, value: isLibrary ? value : inline(value, new Set()) };
  });
  return objectOf(entries);
}

function targetOf(document: JsonObject, ref: string): JsonValue | undefined {
  return parsePointerFragment(ref.slice(1)).reduce<JsonValue | undefined>(memberOf, document);
}

function entriesOf(object: JsonObject): { readonly name: string; readonly value: JsonValue }[] {
  return keysInOrder(object).map((name) => ({ name, value: object[name] ?? null }));
}

function mapStrings(value: JsonValue, map: (text: string) => string): JsonValue {
  if (typeof value === "string") return value.includes("${") ? map(value) : value;
  if (Array.isArray(value)) {
    const items = value as readonly JsonValue[];
    const mapped = items.map((item) => mapStrings(item, map));
    return mapped.every((item, index) => item === items[index]) ? value : mapped;
  }
  if (!isJsonObject(value)) return value;
  const entries = entriesOf(value);
  const mapped = entries.map(({ name, value: item }) => ({ name, value: mapStrings(item, map) }));
  const isSame = mapped.every(({ value: item }, index) => item === entries[index]?.value);
  return isSame ? value : objectOf(mapped);
}
