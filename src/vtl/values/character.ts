import type { JavaType, Value } from "./value.js";
import { JavaObject } from "./value.js";

/** java.lang.Character: one UTF-16 unit. */
export class JavaCharacter extends JavaObject {
  readonly unit: string;

  constructor(unit: string) {
    super();
    this.unit = unit;
  }

  get javaType(): JavaType {
    return "java.lang.Character";
  }

  toText(): string {
    return this.unit;
  }

  override equalTo(other: Value): boolean {
    return other instanceof JavaCharacter && other.unit === this.unit;
  }

  override hash(): number {
    return this.unit.charCodeAt(0);
  }
}
