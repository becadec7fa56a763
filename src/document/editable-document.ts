import { childLocation, type PathKey, type SourceLocation } from "../diagnostics/location.js";
import { copyKeyOrder } from "../source/key-order.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../util/json.js";

/** An object or array of the copy that may be changed. */
type Container = Record<string, JsonValue> | JsonValue[];

/**
 * A document that is changed without touching the one that was read: what lies on the way to a change is copied once.
 * Keeps where each node comes from that was brought in or moved.
 */
export class EditableDocument {
  readonly provenance: Map<JsonValue, SourceLocation>;
  readonly #location: SourceLocation;
  readonly #owned = new Set<Container>();
  #root: JsonObject;

  constructor(
    root: JsonObject,
    location: SourceLocation,
    provenance?: ReadonlyMap<JsonValue, SourceLocation>,
  ) {
    this.#root = root;
    this.#location = location;
    this.provenance = new Map(provenance);
  }

  get root(): JsonObject {
    return this.#root;
  }

  /** The node at a path; undefined when there is none. */
  at(path: readonly PathKey[]): JsonValue | undefined {
    return path.reduce<JsonValue | undefined>(memberOf, this.#root);
  }

  /** The object or array at a path, free to be changed in place; undefined when there is none. */
  own(path: readonly PathKey[]): Container | undefined {
    let container = this.#copyOnce(this.#root);
    if (isJsonObject(container)) this.#root = container;
    for (const key of path) {
      const child = memberOf(container, key);
      if (typeof child !== "object" || child === null) return undefined;
      const copy = this.#copyOnce(child);
      setMember(container, key, copy);
      container = copy;
    }
    return container;
  }

  /** Puts a value at a path whose parent is there; an object keeps the place that it came from. */
  set(path: readonly PathKey[], value: JsonValue, from: SourceLocation): void {
    const key = path.at(-1);
    if (key === undefined) {
      if (isJsonObject(value)) this.#root = value;
    } else {
      const parent = this.own(path.slice(0, -1));
      if (parent) setMember(parent, key, value);
    }
    this.note(value, from);
  }

  /** Keeps where a brought-in node comes from. */
  note(value: JsonValue, from: SourceLocation): void {
    const isNode = typeof value === "object" && value !== null;
    if (isNode && !this.provenance.has(value)) this.provenance.set(value, from);
  }

  /** Takes the node at a path out of its object or array. */
  remove(path: readonly PathKey[]): void {
    const key = path.at(-1);
    const parent = this.own(path.slice(0, -1));
    if (key === undefined || !parent) return;
    if (!Array.isArray(parent)) {
      Reflect.deleteProperty(parent, key);
      return;
    }
    // The ones behind move up: their own places are kept before.
    const location = this.locate(path.slice(0, -1));
    parent.forEach((item, index) => this.note(item, childLocation(location, index)));
    parent.splice(Number(key), 1);
  }

  /** Where the node at a path comes from. */
  locate(path: readonly PathKey[]): SourceLocation {
    let location = this.#location;
    let value: JsonValue | undefined = this.#root;
    for (const key of path) {
      value = memberOf(value, key);
      location =
        (value === undefined ? undefined : this.provenance.get(value)) ??
        childLocation(location, key);
    }
    return location;
  }

  #copyOnce(container: JsonObject | readonly JsonValue[]): Container {
    if (this.#owned.has(container as Container)) return container as Container;
    let copy: Container;
    if (isJsonObject(container)) {
      copy = { ...container };
      copyKeyOrder(container, copy);
    } else {
      copy = [...container];
    }
    const from = this.provenance.get(container);
    if (from) this.provenance.set(copy, from);
    this.#owned.add(copy);
    return copy;
  }
}

/** The member or item of a value under a key; undefined when there is none. */
export function memberOf(value: JsonValue | undefined, key: PathKey): JsonValue | undefined {
  if (Array.isArray(value)) return (value as readonly JsonValue[])[Number(key)];
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[String(key)] : undefined;
}

function setMember(container: Container, key: PathKey, value: JsonValue): void {
  // Not by assignment: a member may be called `__proto__`.
  Object.defineProperty(container, key, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}
