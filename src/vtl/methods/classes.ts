import { inputMethods } from "../gateway/input.js";
import { utilMethods } from "../gateway/util.js";
import type { InputValue } from "../gateway/input.js";
import type { UtilValue } from "../gateway/util.js";
import { JavaArray } from "../values/list.js";
import { JavaMap } from "../values/map.js";
import type { JavaType, Value } from "../values/value.js";
import {
  arrayMethods,
  collectionMethods,
  iteratorMethods,
  jsonArrayMethods,
  listMethods,
  viewMethods,
} from "./collection-methods.js";
import { JavaClass } from "./java-class.js";
import type { Methods } from "./java-class.js";
import { entryMethods, mapMethods } from "./map-methods.js";
import {
  bigDecimalMethods,
  bigIntegerMethods,
  booleanMethods,
  characterMethods,
  doubleMethods,
  integerMethods,
  longMethods,
  numberMethods,
} from "./number-methods.js";
import { classMethods, objectMethods } from "./object-methods.js";
import { foreachMethods, scopeInfoMethods } from "./scope-methods.js";
import { stringMethods } from "./string-methods.js";

type Present = Exclude<Value, null>;

const stringClass = new JavaClass<string>(...stringMethods, objectMethods);
const integerClass = new JavaClass<number>(integerMethods, numberMethods, objectMethods);
const booleanClass = new JavaClass<boolean>(booleanMethods, objectMethods);

/** The class of a Java type; its `self` is what that type's values are, which the type's name stands for. */
function classFor<Self extends Present>(...tables: readonly Methods<Self>[]): JavaClass<Present> {
  const own = new JavaClass<Self>(...tables, objectMethods);
  return own as unknown as JavaClass<Present>;
}

const doubleClass = classFor(doubleMethods, numberMethods);
const listClass = classFor(listMethods, collectionMethods);
const arrayClass = classFor(arrayMethods);
const mapClass = classFor(mapMethods);
const viewClass = classFor(viewMethods, collectionMethods);

const CLASSES: Readonly<Record<JavaType, JavaClass<Present>>> = {
  "java.lang.Long": classFor(longMethods, numberMethods),
  "java.lang.Double": doubleClass,
  "java.lang.Float": doubleClass,
  "java.math.BigInteger": classFor(bigIntegerMethods, numberMethods),
  "java.math.BigDecimal": classFor(bigDecimalMethods, numberMethods),
  "java.lang.Character": classFor(characterMethods),
  "java.util.ArrayList": listClass,
  "net.minidev.json.JSONArray": classFor(jsonArrayMethods, listMethods, collectionMethods),
  "[Ljava.lang.String;": arrayClass,
  "[Ljava.lang.Object;": arrayClass,
  "[C": arrayClass,
  "[B": arrayClass,
  "java.util.LinkedHashMap": mapClass,
  "java.util.HashMap": mapClass,
  "java.util.LinkedHashMap$LinkedKeySet": viewClass,
  "java.util.LinkedHashMap$LinkedValues": viewClass,
  "java.util.LinkedHashMap$LinkedEntrySet": viewClass,
  "java.util.LinkedHashMap$Entry": classFor(entryMethods),
  "java.util.Iterator": classFor(iteratorMethods),
  "java.lang.Class": classFor(classMethods),
  "org.apache.velocity.runtime.directive.ForeachScope": classFor(foreachMethods, mapMethods),
  "org.apache.velocity.runtime.directive.Scope$Info": classFor(scopeInfoMethods),
  "org.apache.velocity.runtime.directive.Block$Reference": classFor(),
  "gateway.Input": classFor<InputValue>(inputMethods),
  "gateway.Util": classFor<UtilValue>(utilMethods),
};

/** Calls a method of a value; undefined when it has none that takes these arguments. */
export function callMethod(self: Present, name: string, args: readonly Value[]): Value | undefined {
  switch (typeof self) {
    case "string":
      return stringClass.call(self, name, args);
    case "number":
      return integerClass.call(self, name, args);
    case "boolean":
      return booleanClass.call(self, name, args);
    default:
      return CLASSES[self.javaType].call(self, name, args);
  }
}

/** Reads a property as Velocity does: a getter, else a map's member, else an `is` method; null for none. */
export function getProperty(self: Present, name: string): Value {
  switch (typeof self) {
    case "string":
      return stringClass.get(self, name) ?? stringClass.is(self, name) ?? null;
    case "number":
      return integerClass.get(self, name) ?? null;
    case "boolean":
      return booleanClass.get(self, name) ?? null;
    default: {
      const javaClass = CLASSES[self.javaType];
      if (self instanceof JavaMap) return javaClass.get(self, name) ?? self.get(name);
      const value = javaClass.get(self, name);
      if (value !== undefined || self instanceof JavaArray) return value ?? null;
      return javaClass.is(self, name) ?? null;
    }
  }
}
