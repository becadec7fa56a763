import { posix } from "node:path";
import { memberOf } from "../../document/editable-document.js";
import { keysInOrder } from "../../source/key-order.js";
import { parsePointerFragment } from "../../util/json-pointer.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";
import { objectOf } from "../shared/openapi/members.js";
import { FileNames } from "./file-names.js";

/** One file of a split document; `path` is relative to the folder of all. */
export interface SplitFile {
  readonly path: string;
  readonly value: JsonObject;
}

/** Members whose values are data: a `$ref` in them refers to nothing. */
const DATA = new Set(["example", "default", "enum", "const", "value"]);

/** Members that hold things by name, where `default` is a name like any other. */
const BY_NAME = new Set([
  "properties",
  "patternProperties",
  "dependentSchemas",
  "$defs",
  "definitions",
  "paths",
  "pathItems",
  "webhooks",
  "responses",
  "headers",
  "content",
  "encoding",
  "examples",
  "links",
  "callbacks",
  "schemas",
  "parameters",
  "requestBodies",
  "mediaTypes",
  "securitySchemes",
  "mapping",
]);

/** The extensions that may refer to things; what is in others means nothing here, and stays as it is. */
const UNDERSTOOD = "x-amazon-apigateway-";

/** Members that tie a schema to the document that it stands in. */
const ANCHORED = ["$id", "$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveRef"] as const;

/**
 * Splits an OpenAPI document into a root file and one file for each path and each component, with relative references.
 * The root keeps what cannot stand alone: components that only refer to others, schemas with anchors of their own,
 * and paths with parts that others refer to: from outside such parts would have other names.
 * `ending` is that of all files, without a dot.
 */
export function splitDocument(document: JsonObject, ending: "json" | "yaml"): readonly SplitFile[] {
  return new Splitter(document, ending).files();
}

class Splitter {
  readonly #document: JsonObject;
  readonly #root: string;
  readonly #ending: string;
  readonly #names = new FileNames();
  /** Files by the pointer of what they hold, as tokens in JSON. */
  readonly #places = new Map<string, string>();

  constructor(document: JsonObject, ending: string) {
    this.#document = document;
    this.#ending = ending;
    this.#root = `${document.swagger === undefined ? "openapi" : "swagger"}.${ending}`;
    const shared = sharedPaths(document);
    this.#placeAll(["paths"], (path) => path.startsWith("/") && !shared.has(path));
    if (document.swagger !== undefined) {
      // Swagger's other components have no references by its specification.
      this.#placeAll(["definitions"], () => true);
    } else if (isJsonObject(document.components)) {
      for (const section of Object.keys(document.components)) {
        if (!section.startsWith("x-")) this.#placeAll(["components", section], () => true);
      }
    }
  }

  files(): readonly SplitFile[] {
    const files: SplitFile[] = [];
    const parts = this.#without(this.#document, [], files);
    return [{ path: this.#root, value: parts }, ...files];
  }

  #placeAll(container: readonly string[], isPart: (name: string) => boolean): void {
    const value = container.reduce<JsonValue | undefined>(memberOf, this.#document);
    if (!isJsonObject(value)) return;
    for (const name of keysInOrder(value)) {
      const part = memberOf(value, name);
      if (!isJsonObject(part) || part.$ref !== undefined || !isPart(name)) continue;
      if (hasAnchors(part)) continue;
      const path = this.#names.take(container.join("/"), name, this.#ending);
      this.#places.set(JSON.stringify([...container, name]), path);
    }
  }

  /** The root's part at some tokens, with references in the place of what has a file. */
  #without(value: JsonObject, at: readonly string[], files: SplitFile[]): JsonObject {
    return mapMembers(value, (member, name) => {
      const path = [...at, name];
      const file = this.#places.get(JSON.stringify(path));
      if (file !== undefined && isJsonObject(member)) {
        files.push({ path: file, value: this.#object(member, file, false) });
        return { $ref: file };
      }
      const isContainer =
        path.length === 1
          ? name === "paths" || name === "components" || name === "definitions"
          : path.length === 2 && path[0] === "components";
      return isContainer && isJsonObject(member)
        ? this.#without(member, path, files)
        : this.#member(member, name, this.#root, at.length > 0);
    });
  }

  #object(value: JsonObject, from: string, isByName: boolean): JsonObject {
    return mapMembers(value, (member, name) => this.#member(member, name, from, isByName));
  }

  #member(value: JsonValue, name: string, from: string, isName: boolean): JsonValue {
    if (isName) return this.#value(value, from, false);
    if (name.startsWith("x-") && !name.startsWith(UNDERSTOOD)) return value;
    if (DATA.has(name) || (name === "examples" && this.#hasPlainExamples(value))) return value;
    if (name === "$ref" && typeof value === "string") return this.#reference(value, from);
    if (name === "discriminator" && isJsonObject(value)) return this.#discriminator(value, from);
    return this.#value(value, from, BY_NAME.has(name));
  }

  #value(value: JsonValue, from: string, isByName: boolean): JsonValue {
    if (Array.isArray(value)) {
      return (value as readonly JsonValue[]).map((item) => this.#value(item, from, false));
    }
    return isJsonObject(value) ? this.#object(value, from, isByName) : value;
  }

  /** Whether examples are values: those of JSON Schema, and Swagger's by media type. */
  #hasPlainExamples(value: JsonValue): boolean {
    return Array.isArray(value) || this.#document.swagger !== undefined;
  }

  #discriminator(value: JsonObject, from: string): JsonObject {
    return mapMembers(value, (member, name) => {
      if (name !== "mapping" || !isJsonObject(member)) return member;
      return mapMembers(member, (target) =>
        typeof target === "string" ? this.#reference(target, from) : target,
      );
    });
  }

  /** A reference as it must be in the file at `from`; those that leave the document stay. */
  #reference(reference: string, from: string): string {
    if (!reference.startsWith("#")) return reference;
    const tokens = parsePointerFragment(reference.slice(1));
    const depth = tokens[0] === "components" ? 3 : 2;
    const file = this.#places.get(JSON.stringify(tokens.slice(0, depth)));
    const rest = tokens.slice(depth);
    if (from === this.#root && (file === undefined || rest.length === 0)) return reference;
    const target = posix.relative(posix.dirname(from), file ?? this.#root);
    return target + (file === undefined ? reference : pointerFragment(rest));
  }
}

function pointerFragment(tokens: readonly string[]): string {
  if (tokens.length === 0) return "";
  const steps = tokens.map((token) =>
    encodeURIComponent(token.replaceAll("~", "~0").replaceAll("/", "~1")),
  );
  return `#/${steps.join("/")}`;
}

/** The paths with parts that are referred to. */
function sharedPaths(value: JsonValue, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value !== "object" || value === null) return found;
  const reference = memberOf(value, "$ref");
  if (typeof reference === "string" && reference.startsWith("#/paths/")) {
    const [, path = "", ...rest] = parsePointerFragment(reference.slice(1));
    if (rest.length > 0) found.add(path);
  }
  for (const member of Object.values(value)) sharedPaths(member, found);
  return found;
}

function hasAnchors(value: JsonValue): boolean {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).some(hasAnchors);
  if (!isJsonObject(value)) return false;
  const own = ANCHORED.some((name) => typeof memberOf(value, name) === "string");
  return own || Object.values(value).some(hasAnchors);
}

function mapMembers(
  object: JsonObject,
  map: (value: JsonValue, name: string) => JsonValue,
): JsonObject {
  return objectOf(
    keysInOrder(object).map((name) => ({ name, value: map(memberOf(object, name) ?? null, name) })),
  );
}
