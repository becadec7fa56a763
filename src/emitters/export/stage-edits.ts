import type { Document } from "../../document/document.js";
import { EditableDocument, memberOf } from "../../document/editable-document.js";
import type { ApiModel } from "../../model/index.js";
import { keysInOrder } from "../../source/key-order.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";

const METHODS: ReadonlySet<string> = new Set(
  "get put post delete options head patch trace query x-amazon-apigateway-any-method".split(" "),
);
const SWAGGER_SECTIONS: Readonly<Record<string, string>> = {
  schemas: "definitions",
  securitySchemes: "securityDefinitions",
};

/** The members of the root that say where the API is. */
const ADDRESS = ["servers", "host", "basePath", "schemes"];

/**
 * The document as one view of the API has it: operations that the model no longer has are taken out, with the components
 * that only they needed; `address` replaces where the API is. The document itself when nothing changes.
 */
export function viewOf(document: Document, model: ApiModel, address?: JsonObject): JsonObject {
  const editable = new EditableDocument(document.value, document.location);
  const { location } = document;
  const removed = removeOperations(editable, model);
  if (removed > 0) removeComponents(editable, model);
  if (address) {
    for (const name of ADDRESS) {
      const value = address[name];
      const before = memberOf(editable.root, name);
      if (value !== undefined && !sameJson(value, before)) editable.set([name], value, location);
      if (value === undefined && before !== undefined) editable.remove([name]);
    }
  }
  return editable.root;
}

function removeOperations(editable: EditableDocument, model: ApiModel): number {
  const kept = new Set(model.operations.map(({ key }) => key));
  const paths = memberOf(editable.root, "paths");
  if (!isJsonObject(paths)) return 0;
  let removed = 0;
  for (const path of keysInOrder(paths)) {
    const item = paths[path];
    if (!isJsonObject(item)) continue;
    const methods = Object.keys(item).filter((name) => METHODS.has(name));
    const gone = methods.filter((name) => {
      const isAny = name === "x-amazon-apigateway-any-method";
      return !kept.has(`${isAny ? "ANY" : name.toUpperCase()} ${path}`);
    });
    removed += gone.length;
    if (methods.length > 0 && gone.length === methods.length) editable.remove(["paths", path]);
    else for (const name of gone) editable.remove(["paths", path, name]);
  }
  return removed;
}

function removeComponents(editable: EditableDocument, { components, source }: ApiModel): void {
  const isSwagger = source.dialect === "swagger-2.0";
  for (const [section, nodes] of Object.entries(components)) {
    if (!(nodes instanceof Map)) continue;
    const names: ReadonlyMap<string, unknown> = nodes;
    const path = isSwagger ? [SWAGGER_SECTIONS[section] ?? section] : ["components", section];
    const raw = editable.at(path);
    if (!isJsonObject(raw) || (isSwagger && section === "requestBodies")) continue;
    const bodies = isSwagger && section === "parameters" ? components.requestBodies : undefined;
    for (const name of Object.keys(raw)) {
      if (!names.has(name) && !bodies?.has(name)) editable.remove([...path, name]);
    }
    if (Object.keys(memberObject(editable.at(path))).length === 0) editable.remove(path);
  }
}

function memberObject(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** Whether two values say the same, the order of members apart. */
export function sameJson(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    const [left, right] = [one as readonly JsonValue[], other as readonly JsonValue[]];
    return (
      left.length === right.length && left.every((item, index) => sameJson(item, right[index]))
    );
  }
  if (!isJsonObject(one) || !isJsonObject(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && sameJson(one[name], other[name]))
  );
}
