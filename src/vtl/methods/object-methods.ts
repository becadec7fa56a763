import { ClassValue, classNameOf } from "../values/class-value.js";
import { equalValues, hashValue } from "../values/compare.js";
import { textOrNull } from "../values/text.js";
import type { Value } from "../values/value.js";
import type { Methods } from "./java-class.js";
import { takes } from "./signature.js";

type Present = Exclude<Value, null>;

/** What every value has. */
export const objectMethods: Methods<Present> = {
  toString: takes([], (self: Present) => textOrNull(self)),
  equals: takes(["Object"], (self: Present, other) => equalValues(self, other)),
  hashCode: takes([], (self: Present) => hashValue(self)),
  getClass: takes([], (self: Present) => new ClassValue(classNameOf(self))),
};

/** What `.class` has: names only. */
export const classMethods: Methods<ClassValue> = {
  getName: takes([], (self: ClassValue) => self.name),
  getTypeName: takes([], (self: ClassValue) => self.name),
  getCanonicalName: takes([], (self: ClassValue) => self.name),
  getSimpleName: takes([], (self: ClassValue) => self.simpleName),
  isArray: takes([], (self: ClassValue) => self.name.startsWith("[")),
  isInterface: takes([], () => false),
};
