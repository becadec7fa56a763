/**
 * A value of the template language, with Java's types: a JavaScript number is an Integer (32 bits),
 * strings and booleans are themselves, null is null, and everything else is a JavaObject.
 * No value leads to a JavaScript prototype, a global or the file system.
 */
export type Value = null | boolean | number | string | JavaObject;

/** A value that is none of JavaScript's own. */
export abstract class JavaObject {
  /** The name of its Java class, by which its methods are found. */
  abstract get javaType(): JavaType;

  /** What printing it writes; null when Java's `toString` gives null. */
  abstract toText(): string | null;

  /** Java's `equals`. */
  equalTo(other: Value): boolean {
    return this === other;
  }

  /** Java's `hashCode`. */
  hash(): number {
    return identityHash(this);
  }
}

let identities = new WeakMap<JavaObject, number>();
let made = 0;

/** A hash that differs from object to object, in the order in which it was asked for. */
export function identityHash(object: JavaObject): number {
  let hash = identities.get(object);
  if (hash === undefined) {
    made = (made + 1) % 0x7fffffff;
    hash = made;
    identities.set(object, hash);
  }
  return hash;
}

/** Begins to count anew, so that one rendering's hashes do not depend on earlier ones. */
export function resetIdentities(): void {
  if (made === 0) return;
  identities = new WeakMap();
  made = 0;
}

/** The Java classes that values can have, by their full names. */
export type JavaType =
  | "java.lang.Long"
  | "java.lang.Double"
  | "java.lang.Float"
  | "java.math.BigInteger"
  | "java.math.BigDecimal"
  | "java.lang.Character"
  | "java.util.ArrayList"
  | "net.minidev.json.JSONArray"
  | "[Ljava.lang.String;"
  | "[Ljava.lang.Object;"
  | "[C"
  | "[B"
  | "java.util.LinkedHashMap"
  | "java.util.HashMap"
  | "java.util.LinkedHashMap$LinkedKeySet"
  | "java.util.LinkedHashMap$LinkedValues"
  | "java.util.LinkedHashMap$LinkedEntrySet"
  | "java.util.LinkedHashMap$Entry"
  | "java.util.Iterator"
  | "java.lang.Class"
  | "org.apache.velocity.runtime.directive.ForeachScope"
  | "org.apache.velocity.runtime.directive.Scope$Info"
  | "org.apache.velocity.runtime.directive.Block$Reference"
  | "gateway.Input"
  | "gateway.Util";
