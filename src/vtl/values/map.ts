import { Failure, limitFailure } from "../failure.js";
import { concurrentModification } from "./collection.js";
import { equalValues, hashValue } from "./compare.js";
import { MAX_ELEMENTS } from "./list.js";
import { elementText, joinTexts, nested, textOrNull } from "./text.js";
import type { JavaType, Value } from "./value.js";
import { JavaObject } from "./value.js";

/** A map's key as JavaScript compares it: values that Java calls equal have one key. */
type Key = string | number | boolean | null;

/** Plain data that a map shows, read member by member as a template asks. */
export interface MapSource {
  readonly members: object;
  readonly convert: (member: unknown) => Value;
}

/** java.util.LinkedHashMap, in the order of insertion, or java.util.HashMap, in the order of its buckets. */
export class JavaMap extends JavaObject {
  #known = new Map<Key, Value>();
  #source: MapSource | undefined;
  /** The original keys of those that are objects. */
  #objects: Map<Key, Value> | undefined;
  readonly #hashed: boolean;
  #capacity = 16;
  /** Counts the changes of size, so that going through a changing map fails. */
  changes = 0;

  constructor(order: "inserted" | "hashed" = "inserted", source?: MapSource) {
    super();
    this.#hashed = order === "hashed";
    this.#source = source;
  }

  /** All members; what the source still holds is taken over. */
  get #values(): Map<Key, Value> {
    if (this.#source === undefined) return this.#known;
    const { members, convert } = this.#source;
    this.#source = undefined;
    const known = this.#known;
    this.#known = new Map();
    for (const key of Object.keys(members)) {
      this.append(key, known.get(key) ?? convert(Reflect.get(members, key)));
    }
    return this.#known;
  }

  /** Whether its only property beside its members is `class`. */
  get isPlain(): boolean {
    return true;
  }

  get javaType(): JavaType {
    return this.#hashed ? "java.util.HashMap" : "java.util.LinkedHashMap";
  }

  get size(): number {
    return this.#values.size;
  }

  /** The value of a key; null when it is absent. */
  get(key: Value): Value {
    const simple = keyOf(key);
    const value = this.#known.get(simple);
    if (value !== undefined) return value;
    return this.#source === undefined ? null : this.#fromSource(this.#source, simple);
  }

  #fromSource({ members, convert }: MapSource, key: Key): Value {
    if (typeof key !== "string" || !Object.hasOwn(members, key)) return null;
    const value = convert(Reflect.get(members, key));
    // A container must stay the same one, for the template may change it.
    if (typeof value === "object" && value !== null) this.#known.set(key, value);
    return value;
  }

  has(key: Value): boolean {
    return this.#values.has(keyOf(key));
  }

  /** Sets a key and gives its old value. */
  put(key: Value, value: Value): Value {
    const simple = keyOf(key);
    const values = this.#values;
    const old = values.get(simple);
    values.set(simple, value);
    if (old !== undefined) return old;
    if (simple !== key) (this.#objects ??= new Map()).set(simple, key);
    this.changes++;
    if (this.size > MAX_ELEMENTS)
      throw limitFailure("a map is too large", "elements", MAX_ELEMENTS);
    if (this.#hashed) while (this.size > this.#capacity * 0.75) this.#capacity *= 2;
    return null;
  }

  /** Adds a text key that the map has not. */
  append(key: string, value: Value): void {
    const values = this.#values;
    values.set(key, value);
    if (this.#hashed) while (values.size > this.#capacity * 0.75) this.#capacity *= 2;
  }

  /** Removes a key and gives its value. */
  remove(key: Value): Value {
    const simple = keyOf(key);
    const old = this.#values.get(simple);
    if (old === undefined) return null;
    this.#values.delete(simple);
    this.#objects?.delete(simple);
    this.changes++;
    return old;
  }

  clear(): void {
    this.#values.clear();
    this.#objects = undefined;
    this.changes++;
  }

  /** The keys, in the map's order. */
  keys(): readonly Value[] {
    const keys: Value[] = [];
    for (const key of this.#values.keys()) keys.push(this.#original(key));
    if (!this.#hashed) return keys;
    const mask = this.#capacity - 1;
    const buckets = new Map(keys.map((key) => [key, bucketOf(key) & mask]));
    return keys.sort((a, b) => (buckets.get(a) ?? 0) - (buckets.get(b) ?? 0));
  }

  #original(key: Key): Value {
    return this.#objects?.get(key) ?? key;
  }

  /** Goes through the keys; fails when the map changes meanwhile. */
  *walk(): Generator<Value> {
    const { changes } = this;
    for (const key of this.keys()) {
      if (changes !== this.changes) throw concurrentModification();
      yield key;
    }
  }

  toText(): string | null {
    return joinTexts("{", this.#texts(), ", ", "}");
  }

  *#texts(): Iterable<string> {
    for (const key of this.keys()) {
      const value = this.get(key);
      const text = value === this ? "(this Map)" : elementText(value);
      yield `${key === this ? "(this Map)" : elementText(key)}=${text}`;
    }
  }

  override equalTo(other: Value): boolean {
    if (!(other instanceof JavaMap) || other.size !== this.size) return false;
    for (const key of nested(this.keys())) {
      if (!other.has(key) || !equalValues(this.get(key), other.get(key))) return false;
    }
    return true;
  }

  override hash(): number {
    let hash = 0;
    for (const key of nested(this.keys())) {
      hash = (hash + (hashValue(key) ^ hashValue(this.get(key)))) | 0;
    }
    return hash;
  }
}

function bucketOf(key: Value): number {
  const hash = hashValue(key);
  return hash ^ (hash >>> 16);
}

function keyOf(key: Value): Key {
  if (typeof key !== "object" || key === null) return key;
  const text = textOrNull(key);
  if (text === null) throw new Failure("a value without text cannot be a key");
  // Objects get keys that no text of a payload is likely to equal.
  return `\u0000${key.javaType}\u0000${text}`;
}
