import { Failure } from "../failure.js";
import type { JsonArray } from "../json/json-array.js";
import { writeJson } from "../json/json-writer.js";
import { JavaCollection, JavaIterator } from "../values/collection.js";
import { JavaArray, JavaList } from "../values/list.js";
import { isNumber } from "../values/numbers.js";
import { compareNumbers } from "../values/arithmetic.js";
import type { Value } from "../values/value.js";
import type { Methods } from "./java-class.js";
import { VOID, takes, takesMany } from "./signature.js";
import { compareStrings } from "./string-methods.js";

function containsAll(self: JavaCollection, others: JavaCollection): boolean {
  for (const value of others.values()) if (!self.contains(value)) return false;
  return true;
}

function toArray(self: JavaCollection): JavaArray {
  return new JavaArray([...self.values()], "[Ljava.lang.Object;");
}

/** What lists, sets and the views of maps share. */
export const collectionMethods: Methods<JavaCollection> = {
  size: takes([], (self: JavaCollection) => self.size),
  isEmpty: takes([], (self: JavaCollection) => self.size === 0),
  contains: takes(["Object"], (self: JavaCollection, value) => self.contains(value)),
  containsAll: takes(["Collection"], (self: JavaCollection, others) => containsAll(self, others)),
  iterator: takes([], (self: JavaCollection) => self.iterator()),
  toArray: takesMany([], (self: JavaCollection) => toArray(self)),
  removeAll: takes(["Collection"], (self: JavaCollection, others) => self.filterBy(others, false)),
  retainAll: takes(["Collection"], (self: JavaCollection, others) => self.filterBy(others, true)),
  clear: takes([], (self: JavaCollection) => {
    self.clear();
    return VOID;
  }),
};

function growsNot(): never {
  throw new Failure("UnsupportedOperationException: a map's view takes no new elements");
}

/** What sets and the values of maps have beside that. */
export const viewMethods: Methods<JavaCollection> = {
  remove: takes(["Object"], (self: JavaCollection, value) => self.removeValue(value)),
  add: takes(["Object"], growsNot),
  addAll: takes(["Collection"], growsNot),
};

function slice(list: JavaList, from: number, to: number): Value[] {
  if (from < 0 || to > list.size || from > to) {
    throw new Failure(`fromIndex: ${from}, toIndex: ${to}, size: ${list.size}`);
  }
  return list.values().slice(from, to);
}

function iteratorFrom(list: JavaList, index: number): JavaIterator {
  if (index < 0 || index > list.size) throw new Failure(`Index: ${index}`);
  const iterator = list.iterator();
  for (let at = 0; at < index; at++) iterator.next();
  return iterator;
}

function naturalOrder(left: Value, right: Value): number {
  if (typeof left === "string" && typeof right === "string") return compareStrings(left, right);
  if (isNumber(left) && isNumber(right) && typeof left === typeof right) {
    return compareNumbers(left, right);
  }
  if (typeof left === "boolean" && typeof right === "boolean") return Number(left) - Number(right);
  throw new Failure("ClassCastException: the list's elements cannot be ordered");
}

/** java.util.ArrayList */
export const listMethods: Methods<JavaList> = {
  get: takes(["int"], (self: JavaList, index) => self.at(index)),
  set: takes(["int", "Object"], (self: JavaList, index, value) => self.set(index, value)),
  add: [
    takes(["Object"], (self: JavaList, value) => self.add(value)),
    takes(["int", "Object"], (self: JavaList, index, value) => {
      self.insert(index, [value]);
      return VOID;
    }),
  ],
  addAll: [
    takes(["Collection"], (self: JavaList, others) => self.addAll([...others.values()])),
    takes(["int", "Collection"], (self: JavaList, index, others) => {
      self.insert(index, [...others.values()]);
      return others.size > 0;
    }),
  ],
  remove: [
    takes(["int"], (self: JavaList, index) => self.removeAt(index)),
    takes(["Object"], (self: JavaList, value) => self.removeValue(value)),
  ],
  indexOf: takes(["Object"], (self: JavaList, value) => self.indexOf(value)),
  lastIndexOf: takes(["Object"], (self: JavaList, value) => self.lastIndexOf(value)),
  subList: takes(["int", "int"], (self: JavaList, from, to) => new JavaList(slice(self, from, to))),
  listIterator: [
    takes([], (self: JavaList) => self.iterator()),
    takes(["int"], (self: JavaList, index) => iteratorFrom(self, index)),
  ],
  clone: takes([], (self: JavaList) => new JavaList([...self.values()])),
  sort: takes(["null"], (self: JavaList) => {
    self.sort(naturalOrder);
    return VOID;
  }),
  ensureCapacity: takes(["int"], () => VOID),
  trimToSize: takes([], () => VOID),
};

/** net.minidev.json.JSONArray */
export const jsonArrayMethods: Methods<JsonArray> = {
  toJSONString: takes([], (self: JsonArray) => writeJson(self, true)),
  appendElement: takes(["Object"], (self: JsonArray, value) => {
    self.add(value);
    return self;
  }),
};

function fixedSize(): never {
  throw new Failure("UnsupportedOperationException: an array has a fixed size");
}

/** Arrays, which Velocity lets one use as lists of fixed size. */
export const arrayMethods: Methods<JavaArray> = {
  get: takes(["int"], (self: JavaArray, index) => self.at(index)),
  set: takes(["int", "Object"], (self: JavaArray, index, value) => self.set(index, value)),
  size: takes([], (self: JavaArray) => self.size),
  isEmpty: takes([], (self: JavaArray) => self.size === 0),
  contains: takes(["Object"], (self: JavaArray, value) => self.contains(value)),
  containsAll: takes(["Collection"], (self: JavaArray, others) => containsAll(self, others)),
  indexOf: takes(["Object"], (self: JavaArray, value) => self.indexOf(value)),
  lastIndexOf: takes(["Object"], (self: JavaArray, value) => self.lastIndexOf(value)),
  iterator: takes([], (self: JavaArray) => self.iterator()),
  listIterator: takes([], (self: JavaArray) => self.iterator()),
  toArray: takesMany([], (self: JavaArray) => toArray(self)),
  add: [takes(["Object"], fixedSize), takes(["int", "Object"], fixedSize)],
  addAll: takes(["Collection"], fixedSize),
  remove: takes(["Object"], fixedSize),
  removeAll: takes(["Collection"], fixedSize),
  retainAll: takes(["Collection"], fixedSize),
  clear: takes([], fixedSize),
  subList: takes(
    ["int", "int"],
    (self: JavaArray, from, to) => new JavaList(slice(self, from, to)),
  ),
};

/** java.util.Iterator */
export const iteratorMethods: Methods<JavaIterator> = {
  hasNext: takes([], (self: JavaIterator) => self.hasNext()),
  next: takes([], (self: JavaIterator) => self.next()),
  remove: takes([], (self: JavaIterator) => {
    self.remove();
    return VOID;
  }),
};
