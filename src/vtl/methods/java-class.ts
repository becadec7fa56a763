import { Failure } from "../failure.js";
import type { Value } from "../values/value.js";
import { NOT_APPLICABLE } from "./signature.js";
import type { Overload } from "./signature.js";

/** The methods of a class by name; of several forms the first that takes the arguments is called. */
export type Methods<Self> = Readonly<Record<string, Overload<Self> | readonly Overload<Self>[]>>;

/** The methods that one Java class lets templates call. Only what stands in its tables can be reached. */
export class JavaClass<Self> {
  readonly #methods = new Map<string, readonly Overload<Self>[]>();
  readonly #getters = new Map<string, string | undefined>();

  constructor(...tables: readonly Methods<Self>[]) {
    for (const table of tables) {
      for (const [name, forms] of Object.entries(table)) {
        const own = "call" in forms ? [forms] : forms;
        this.#methods.set(name, [...(this.#methods.get(name) ?? []), ...own]);
      }
    }
  }

  /** Calls a method; undefined when there is none that takes these arguments. */
  call(self: Self, name: string, args: readonly Value[]): Value | undefined {
    const forms = this.#methods.get(name);
    if (forms === undefined) return undefined;
    for (const overload of forms) {
      const result = overload.call(self, args);
      if (result !== NOT_APPLICABLE) return result;
    }
    // Velocity 1.7 takes a method without parameters for fitting, calls it and fails.
    if (forms.some((form) => form.bare)) {
      throw new Failure(`IllegalArgumentException: ${name}() takes no arguments`);
    }
    return undefined;
  }

  /** Reads a property through `getX`; undefined when there is no such method. */
  get(self: Self, property: string): Value | undefined {
    return this.#read(self, "get", property);
  }

  /** Reads a property through `isX`; undefined when there is no such method. */
  is(self: Self, property: string): Value | undefined {
    return this.#read(self, "is", property);
  }

  #read(self: Self, prefix: string, property: string): Value | undefined {
    const key = prefix + property;
    let getter = this.#getters.get(key);
    if (getter === undefined && !this.#getters.has(key)) {
      getter = this.#findGetter(prefix, property);
      // Names come from templates: keep the table small.
      if (this.#getters.size < 500) this.#getters.set(key, getter);
    }
    return getter === undefined ? undefined : this.call(self, getter, []);
  }

  /** The name as written, or with its first letter in the other case. */
  #findGetter(prefix: string, property: string): string | undefined {
    const first = property.charAt(0);
    const upper = first.toUpperCase();
    const flipped = (first === upper ? first.toLowerCase() : upper) + property.slice(1);
    return [prefix + property, prefix + flipped].find((name) => this.#methods.has(name));
  }
}
