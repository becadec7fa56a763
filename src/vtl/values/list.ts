import { Failure, limitFailure } from "../failure.js";
import {
  JavaCollection,
  JavaIterator,
  concurrentModification,
  equalSequences,
  hashSequence,
} from "./collection.js";
import { equalValues } from "./compare.js";
import type { JavaType, Value } from "./value.js";
import { identityHash } from "./value.js";

/** The most elements that a list may have. */
export const MAX_ELEMENTS = 1_000_000;

/** java.util.ArrayList and its like. */
export class JavaList extends JavaCollection {
  #items: Value[];
  /** Counts the changes of size, so that going through a changing list fails. */
  changes = 0;

  constructor(items: Value[] = []) {
    super();
    this.#items = items;
  }

  get javaType(): JavaType {
    return "java.util.ArrayList";
  }

  get size(): number {
    return this.#items.length;
  }

  values(): readonly Value[] {
    return this.#items;
  }

  /** The element at an index; fails outside the list. */
  at(index: number): Value {
    const value = this.#items[index];
    if (value === undefined) throw this.#outside(index);
    return value;
  }

  /** Replaces an element and gives the old one. */
  set(index: number, value: Value): Value {
    const old = this.at(index);
    this.#items[index] = value;
    return old;
  }

  add(value: Value): boolean {
    return this.addAll([value]);
  }

  /** Appends values. */
  addAll(values: readonly Value[]): boolean {
    this.insert(this.size, values);
    return values.length > 0;
  }

  /** Inserts values before an index, which may be the list's end. */
  insert(index: number, values: readonly Value[]): void {
    if (index < 0 || index > this.size) throw this.#outside(index);
    if (this.size + values.length > MAX_ELEMENTS) {
      throw limitFailure("a list is too long", "elements", MAX_ELEMENTS);
    }
    if (index === this.size) for (const value of values) this.#items.push(value);
    else this.#items = [...this.#items.slice(0, index), ...values, ...this.#items.slice(index)];
    this.changes++;
  }

  /** Removes the element at an index and gives it. */
  removeAt(index: number): Value {
    const old = this.at(index);
    this.#items.splice(index, 1);
    this.changes++;
    return old;
  }

  removeValue(value: Value): boolean {
    const index = this.indexOf(value);
    if (index >= 0) this.removeAt(index);
    return index >= 0;
  }

  override filterBy(other: JavaCollection, keep: boolean): boolean {
    const kept = this.#items.filter((value) => other.contains(value) === keep);
    if (kept.length === this.size) return false;
    this.#items = kept;
    this.changes++;
    return true;
  }

  clear(): void {
    this.#items.length = 0;
    this.changes++;
  }

  indexOf(value: Value): number {
    return this.#items.findIndex((item) => equalValues(value, item));
  }

  lastIndexOf(value: Value): number {
    return this.#items.findLastIndex((item) => equalValues(value, item));
  }

  /** Sorts in place. */
  sort(compare: (left: Value, right: Value) => number): void {
    this.#items.sort(compare);
    this.changes++;
  }

  iterator(): JavaIterator {
    return new ListIterator(this);
  }

  override equalTo(other: Value): boolean {
    return other instanceof JavaList && equalSequences(this, other);
  }

  override hash(): number {
    return hashSequence(this.#items);
  }

  #outside(index: number): Failure {
    return new Failure(`Index ${index} out of bounds for length ${this.size}`);
  }
}

class ListIterator extends JavaIterator {
  readonly #list: JavaList;
  #changes: number;
  #next = 0;
  #last = -1;

  constructor(list: JavaList) {
    super();
    this.#list = list;
    this.#changes = list.changes;
  }

  hasNext(): boolean {
    return this.#next !== this.#list.size;
  }

  next(): Value {
    if (this.#changes !== this.#list.changes) throw concurrentModification();
    if (this.#next >= this.#list.size) throw new Failure("NoSuchElementException");
    this.#last = this.#next++;
    return this.#list.at(this.#last);
  }

  remove(): void {
    if (this.#last < 0) throw new Failure("IllegalStateException");
    if (this.#changes !== this.#list.changes) throw concurrentModification();
    this.#list.removeAt(this.#last);
    this.#next = this.#last;
    this.#last = -1;
    this.#changes = this.#list.changes;
  }
}

/** A Java array, such as `split` gives; it has the methods of a list but no fixed text. */
export class JavaArray extends JavaList {
  readonly #arrayType: JavaType;

  constructor(items: Value[], type: JavaType = "[Ljava.lang.String;") {
    super(items);
    this.#arrayType = type;
  }

  override get javaType(): JavaType {
    return this.#arrayType;
  }

  override equalTo(other: Value): boolean {
    return this === other;
  }

  override hash(): number {
    return identityHash(this);
  }

  override toText(): string {
    return `${this.#arrayType}@${this.hash().toString(16)}`;
  }
}
