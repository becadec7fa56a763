import { Failure } from "../failure.js";
import { equalValues, hashValue } from "./compare.js";
import { elementText, joinTexts, nested } from "./text.js";
import type { JavaType, Value } from "./value.js";
import { JavaObject } from "./value.js";

/** java.util.Iterator */
export abstract class JavaIterator extends JavaObject {
  get javaType(): JavaType {
    return "java.util.Iterator";
  }

  toText(): string {
    return `java.util.Iterator@${this.hash().toString(16)}`;
  }

  abstract hasNext(): boolean;
  abstract next(): Value;
  abstract remove(): void;
}

/** What changing a container while one goes through it gives. */
export function concurrentModification(): Failure {
  return new Failure("ConcurrentModificationException: the container changed during #foreach");
}

/** What lists, sets and the views of maps share. */
export abstract class JavaCollection extends JavaObject {
  abstract readonly size: number;
  abstract values(): Iterable<Value>;
  abstract iterator(): JavaIterator;
  abstract add(value: Value): boolean;
  abstract removeValue(value: Value): boolean;
  abstract clear(): void;

  contains(value: Value): boolean {
    for (const element of this.values()) if (equalValues(value, element)) return true;
    return false;
  }

  /** Removes the elements that are, or are not, in another collection. */
  filterBy(other: JavaCollection, keep: boolean): boolean {
    const gone = [...this.values()].filter((value) => other.contains(value) !== keep);
    for (const value of gone) this.removeValue(value);
    return gone.length > 0;
  }

  toText(): string | null {
    return joinTexts("[", this.#texts(), ", ", "]");
  }

  *#texts(): Iterable<string> {
    for (const value of this.values()) {
      yield value === this ? "(this Collection)" : elementText(value);
    }
  }
}

/** Compares two sequences of values element by element. */
export function equalSequences(left: JavaCollection, right: JavaCollection): boolean {
  if (left === right) return true;
  if (left.size !== right.size) return false;
  const others = right.values()[Symbol.iterator]();
  for (const value of nested(left.values())) {
    const other = others.next();
    if (other.done || !equalValues(value, other.value)) return false;
  }
  return true;
}

/** Java's hash of a list. */
export function hashSequence(values: Iterable<Value>): number {
  let hash = 1;
  for (const value of nested(values)) hash = (Math.imul(31, hash) + hashValue(value)) | 0;
  return hash;
}
