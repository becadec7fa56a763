import type { Named } from "../../../model/index.js";
import { keysInOrder, rememberKeyOrder } from "../../../source/key-order.js";
import type { JsonObject, JsonValue } from "../../../util/json.js";

/** The members that a specification gives an object: those of its type that are no extension. */
export type MemberName<T> = keyof {
  [K in keyof T as string extends K ? never : K extends `x-${string}` ? never : K]: T[K];
} &
  string;

/** Builds one JSON object member by member, in order; `T` says which members its kind of object has. */
export class Members<T> {
  readonly #entries: Named<JsonValue>[] = [];

  /** Adds a member that the specification knows, unless there is nothing to add. */
  put(name: MemberName<T>, value: JsonValue | undefined): this {
    if (value !== undefined) this.#entries.push({ name, value });
    return this;
  }

  /** Adds a member of another version or an extension. */
  add(name: string, value: JsonValue | undefined): this {
    if (value !== undefined) this.#entries.push({ name, value });
    return this;
  }

  /** Adds members by name. */
  addAll(entries: readonly Named<JsonValue>[] | undefined): this {
    if (entries) for (const entry of entries) this.#entries.push(entry);
    return this;
  }

  get size(): number {
    return this.#entries.length;
  }

  /** The object. */
  end(): JsonObject {
    return objectOf(this.#entries);
  }
}

/** An object of named values, in their order; JavaScript's own order of number-like names is corrected. */
export function objectOf(entries: readonly Named<JsonValue>[]): JsonObject {
  const object: Record<string, JsonValue> = {};
  let hasNumbers = false;
  for (const { name, value } of entries) {
    setMember(object, name, value);
    if (!hasNumbers && isNumberLike(name)) hasNumbers = true;
  }
  if (hasNumbers) rememberOrder(object, entries);
  return object;
}

/** Only an order that JavaScript does not give is worth remembering: without any, printing is plain. */
function rememberOrder(object: JsonObject, entries: readonly Named<JsonValue>[]): void {
  const names = [...new Set(entries.map(({ name }) => name))];
  if (Object.keys(object).some((key, index) => key !== names[index]))
    rememberKeyOrder(object, names);
}

/** An object with members behind its own. */
export function withMembers(
  object: JsonObject,
  more: readonly Named<JsonValue>[] | undefined,
): JsonObject {
  if (!more) return object;
  const own = keysInOrder(object).map((name) => ({ name, value: object[name] ?? null }));
  return objectOf([...own, ...more]);
}

/** Sets a member whose name comes from outside. */
export function setMember(object: Record<string, JsonValue>, name: string, value: JsonValue): void {
  if (name !== "__proto__") object[name] = value;
  else
    Object.defineProperty(object, name, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
}

/** The members of an object as named values, without those that are left out. */
export function namedValues<T>(
  entries: readonly Named<T>[],
  print: (value: T, name: string) => JsonValue | undefined,
): JsonObject {
  const printed: Named<JsonValue>[] = [];
  for (const { name, value } of entries) {
    const json = print(value, name);
    if (json !== undefined) printed.push({ name, value: json });
  }
  return objectOf(printed);
}

function isNumberLike(name: string): boolean {
  const first = name.charCodeAt(0);
  return first >= 48 && first <= 57 && /^\d{1,10}$/.test(name);
}
