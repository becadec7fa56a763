import { Failure } from "../failure.js";
import { JavaCollection, JavaIterator } from "./collection.js";
import { equalValues, hashValue } from "./compare.js";
import type { JavaMap } from "./map.js";
import { elementText, nested } from "./text.js";
import type { JavaType, Value } from "./value.js";
import { JavaObject } from "./value.js";

/** What of a map a view shows. */
export type ViewKind = "keys" | "values" | "entries";

const TYPES: Readonly<Record<ViewKind, JavaType>> = {
  keys: "java.util.LinkedHashMap$LinkedKeySet",
  values: "java.util.LinkedHashMap$LinkedValues",
  entries: "java.util.LinkedHashMap$LinkedEntrySet",
};

/** The live keys, values or entries of a map. */
export class MapView extends JavaCollection {
  readonly map: JavaMap;
  readonly kind: ViewKind;

  constructor(map: JavaMap, kind: ViewKind) {
    super();
    this.map = map;
    this.kind = kind;
  }

  get javaType(): JavaType {
    return TYPES[this.kind];
  }

  get size(): number {
    return this.map.size;
  }

  *values(): Iterable<Value> {
    for (const key of this.map.walk()) yield this.#element(key);
  }

  #element(key: Value): Value {
    if (this.kind === "keys") return key;
    return this.kind === "values" ? this.map.get(key) : new MapEntry(this.map, key);
  }

  iterator(): JavaIterator {
    return new ViewIterator(this.map, (key) => this.#element(key));
  }

  override contains(value: Value): boolean {
    return this.kind === "keys" ? this.map.has(value) : super.contains(value);
  }

  add(): boolean {
    throw new Failure("UnsupportedOperationException: a map's view takes no new elements");
  }

  removeValue(value: Value): boolean {
    for (const key of this.map.keys()) {
      if (!equalValues(value, this.#element(key))) continue;
      this.map.remove(key);
      return true;
    }
    return false;
  }

  clear(): void {
    this.map.clear();
  }

  override equalTo(other: Value): boolean {
    if (this === other) return true;
    if (this.kind === "values" || !(other instanceof MapView)) return false;
    if (other.kind === "values" || other.size !== this.size) return false;
    for (const value of nested(this.values())) if (!other.contains(value)) return false;
    return true;
  }

  override hash(): number {
    if (this.kind === "values") return super.hash();
    let hash = 0;
    for (const value of nested(this.values())) hash = (hash + hashValue(value)) | 0;
    return hash;
  }
}

/** A key with its value in a map. */
export class MapEntry extends JavaObject {
  readonly #map: JavaMap;
  readonly key: Value;

  constructor(map: JavaMap, key: Value) {
    super();
    this.#map = map;
    this.key = key;
  }

  get javaType(): JavaType {
    return "java.util.LinkedHashMap$Entry";
  }

  get value(): Value {
    return this.#map.get(this.key);
  }

  /** Sets the value in the map and gives the old one. */
  setValue(value: Value): Value {
    return this.#map.put(this.key, value);
  }

  toText(): string {
    return `${elementText(this.key)}=${elementText(this.value)}`;
  }

  override equalTo(other: Value): boolean {
    return (
      other instanceof MapEntry &&
      equalValues(this.key, other.key) &&
      equalValues(this.value, other.value)
    );
  }

  override hash(): number {
    return hashValue(this.key) ^ hashValue(this.value);
  }
}

class ViewIterator extends JavaIterator {
  readonly #map: JavaMap;
  readonly #element: (key: Value) => Value;
  readonly #keys: readonly Value[];
  #changes: number;
  #next = 0;
  #current: Value | undefined;

  constructor(map: JavaMap, element: (key: Value) => Value) {
    super();
    this.#map = map;
    this.#element = element;
    this.#keys = map.keys();
    this.#changes = map.changes;
  }

  hasNext(): boolean {
    return this.#next < this.#keys.length;
  }

  next(): Value {
    if (this.#changes !== this.#map.changes) throw new Failure("ConcurrentModificationException");
    const key = this.#keys[this.#next];
    if (key === undefined) throw new Failure("NoSuchElementException");
    this.#next++;
    this.#current = key;
    return this.#element(key);
  }

  remove(): void {
    if (this.#current === undefined) throw new Failure("IllegalStateException");
    this.#map.remove(this.#current);
    this.#current = undefined;
    this.#changes = this.#map.changes;
  }
}
