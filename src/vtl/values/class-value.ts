import type { JavaType, Value } from "./value.js";
import { JavaObject } from "./value.js";

/** What `.class` gives: the name of a Java class, and nothing that leads further. */
export class ClassValue extends JavaObject {
  readonly name: string;

  constructor(name: string) {
    super();
    this.name = name;
  }

  get javaType(): JavaType {
    return "java.lang.Class";
  }

  get simpleName(): string {
    return (
      ARRAYS.get(this.name) ??
      this.name.slice(1 + Math.max(this.name.lastIndexOf("."), this.name.lastIndexOf("$")))
    );
  }

  toText(): string {
    return `class ${this.name}`;
  }

  override equalTo(other: Value): boolean {
    return other instanceof ClassValue && other.name === this.name;
  }
}

const ARRAYS: ReadonlyMap<string, string> = new Map([
  ["[Ljava.lang.String;", "String[]"],
  ["[Ljava.lang.Object;", "Object[]"],
  ["[C", "char[]"],
  ["[B", "byte[]"],
]);

/** The name of a value's Java class. */
export function classNameOf(value: Exclude<Value, null>): string {
  switch (typeof value) {
    case "string":
      return "java.lang.String";
    case "number":
      return "java.lang.Integer";
    case "boolean":
      return "java.lang.Boolean";
    default:
      return value.javaType;
  }
}
