import type { PathKey } from "../../diagnostics/location.js";
import type { JsonObject, JsonValue } from "../../util/json.js";
import { isJsonObject } from "../../util/json.js";

/** A schema that an `$id` or an anchor names, by its path in the file. */
export interface NamedPlace {
  readonly raw: JsonObject;
  readonly path: readonly PathKey[];
}

/** A schema that is a resource of its own: it has an `$id`. */
export interface IdentifiedResource extends NamedPlace {
  readonly base: string;
}

/** What `$id`, `$anchor` and `$dynamicAnchor` name within one file (JSON Schema 2020-12, Core §8.2). */
export interface ResourceIndex {
  readonly byId: ReadonlyMap<string, IdentifiedResource>;
  /** Anchors by the raw value of the resource that they belong to. */
  readonly anchors: ReadonlyMap<JsonValue, ReadonlyMap<string, NamedPlace>>;
}

/** Members that hold values, not schemas. */
const dataMembers = new Set(["example", "examples", "enum", "const", "default", "value"]);
const depthLimit = 600;

/** Looks through a file once for what names schemas. */
export function indexResources(file: JsonValue, base: string): ResourceIndex {
  const byId = new Map<string, IdentifiedResource>();
  const anchors = new Map<JsonValue, Map<string, NamedPlace>>();
  const path: PathKey[] = [];

  function addAnchor(resource: JsonValue, name: JsonValue | undefined, raw: JsonObject): void {
    if (typeof name !== "string") return;
    const known = anchors.get(resource) ?? new Map<string, NamedPlace>();
    anchors.set(resource, known);
    if (!known.has(name)) known.set(name, { raw, path: [...path] });
  }

  function visit(value: JsonValue, resource: JsonValue, resourceBase: string): void {
    if (typeof value !== "object" || value === null || path.length > depthLimit) return;
    let own = resource;
    let ownBase = resourceBase;
    if (isJsonObject(value)) {
      if (typeof value.$id === "string") {
        own = value;
        ownBase = resolveUri(value.$id, resourceBase);
        if (!byId.has(ownBase)) byId.set(ownBase, { raw: value, path: [...path], base: ownBase });
      }
      addAnchor(own, value.$anchor, value);
      addAnchor(own, value.$dynamicAnchor, value);
    }
    for (const key of Object.keys(value)) {
      if (dataMembers.has(key)) continue;
      path.push(Array.isArray(value) ? Number(key) : key);
      visit((value as JsonObject)[key] as JsonValue, own, ownBase);
      path.pop();
    }
  }

  visit(file, file, base);
  return { byId, anchors };
}

/** A reference without its fragment, made absolute; what is no URI is taken as it is. */
export function resolveUri(reference: string, base: string): string {
  const hash = reference.indexOf("#");
  const uri = hash < 0 ? reference : reference.slice(0, hash);
  try {
    return new URL(uri, base).href;
  } catch {
    return uri;
  }
}
