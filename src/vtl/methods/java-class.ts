import { Failure } from "../failure.js";
import type { Value } from "../values/value.js";
import { NOT_APPLICABLE } from "./signature.js";
import type { Overload } from "./signature.js";

/** The methods of a class by name; of several forms the first that takes the arguments is called. */
export type Methods<Self> = Readonly<Record<string, Overload<Self> | readonly Overload<Self>[]>>;

/** The methods that one Java class lets templates call. Only what stands in its tables can be reached. */
export class JavaClass<Self> {
  readonly #methods = new Map<string, readonly Overload<Self>[]>();
  readonly #getters = new Map<string, Overload<Self> | undefined>();
  readonly #tests = new Map<string, Overload<Self> | undefined>();

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
    return read(self, this.#find(this.#getters, "get", property));
  }

  /** Reads a property through `isX`; undefined when there is no such method. */
  is(self: Self, property: string): Value | undefined {
    return read(self, this.#find(this.#tests, "is", property));
  }

  /** The getter, named like the property as written or with its first letter in the other case. */
  #find(
    known: Map<string, Overload<Self> | undefined>,
    prefix: string,
    property: string,
  ): Overload<Self> | undefined {
    const found = known.get(property);
    if (found !== undefined || known.has(property)) return found;
    const first = property.charAt(0);
    const upper = first.toUpperCase();
    const flipped = (first === upper ? first.toLowerCase() : upper) + property.slice(1);
    const forms = this.#methods.get(prefix + property) ?? this.#methods.get(prefix + flipped);
    const getter = forms?.find((form) => form.bare);
    // Names come from templates: keep the table small.
    if (known.size < MAX_KNOWN) known.set(property, getter);
    return getter;
  }
}

const NO_ARGUMENTS: readonly Value[] = [];
const MAX_KNOWN = 500;

function read<Self>(self: Self, getter: Overload<Self> | undefined): Value | undefined {
  const value = getter?.call(self, NO_ARGUMENTS);
  return value === NOT_APPLICABLE ? undefined : value;
}
