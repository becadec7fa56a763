import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";
import type { Surroundings } from "../clock.js";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The items at one path, and the form of the list that holds them. */
export class Collection {
  readonly #parameter: string;
  #idName: string;
  /** The list's example where it is an object, and the member of it that holds the items. */
  readonly #envelope: { readonly whole: JsonObject; readonly member: string } | undefined;
  #items: readonly JsonObject[];

  /** `seed` is the example of the list: a list of objects, or an object with one. */
  constructor(parameter: string, seed: JsonValue) {
    const member = isJsonObject(seed)
      ? Object.keys(seed).find((name) => isListOfObjects(seed[name]))
      : undefined;
    const list = isJsonObject(seed) && member !== undefined ? seed[member] : seed;
    this.#items = Array.isArray(list) ? list.filter(isJsonObject) : [];
    this.#envelope =
      isJsonObject(seed) && member !== undefined ? { whole: seed, member } : undefined;
    this.#parameter = parameter;
    this.#idName = idNameOf(parameter, this.#items[0]);
  }

  get items(): readonly JsonObject[] {
    return this.#items;
  }

  /** The list as clients get it. */
  listed(): JsonValue {
    if (!this.#envelope) return this.#items;
    const { whole, member } = this.#envelope;
    return { ...whole, [member]: this.#items };
  }

  find(id: string): JsonObject | undefined {
    return this.#items[this.#indexOf(id)];
  }

  /** Adds an item: what was sent over the example of a new one, with an id that no other has. */
  add(example: JsonObject, sent: JsonObject, surroundings: Surroundings): JsonObject {
    if (this.#items.length === 0) this.#idName = idNameOf(this.#parameter, { ...example, ...sent });
    const name = this.#idName;
    const given = sent[name];
    const isFree = given !== undefined && given !== null && this.#indexOf(String(given)) < 0;
    const id = isFree
      ? given
      : this.#freshId(example[name] ?? this.#items[0]?.[name], surroundings);
    const item = { ...example, ...sent, [name]: id };
    this.#items = [...this.#items, item];
    return item;
  }

  /** Puts a value in the place of an item; the id stays. */
  replace(id: string, value: JsonObject): JsonObject {
    const at = this.#indexOf(id);
    const known = this.#items[at]?.[this.#idName];
    const item = known === undefined ? value : { ...value, [this.#idName]: known };
    this.#items = this.#items.with(at, item);
    return item;
  }

  remove(id: string): void {
    this.#items = this.#items.toSpliced(this.#indexOf(id), 1);
  }

  #indexOf(id: string): number {
    return this.#items.findIndex((item) => {
      const own = item[this.#idName];
      return own !== undefined && own !== null && String(own) === id;
    });
  }

  /** Of the kind of the ids that are there: a number above all, a UUID, or a text with a number. */
  #freshId(like: JsonValue | undefined, { uuid }: Surroundings): JsonValue {
    if (typeof like === "string" && UUID.test(like)) return uuid();
    const numbers = this.#items.map((item) => Number(item[this.#idName])).filter(Number.isFinite);
    const next = Math.floor(Math.max(0, ...numbers)) + 1;
    return typeof like === "string" ? String(next) : next;
  }
}

/** The member that a path parameter names: of the same name, else `id`, else one that the parameter ends in. */
function idNameOf(parameter: string, item: JsonObject | undefined): string {
  if (!item || Object.hasOwn(item, parameter)) return item ? parameter : "id";
  if (Object.hasOwn(item, "id")) return "id";
  const lower = parameter.toLowerCase();
  return Object.keys(item).find((name) => lower.endsWith(name.toLowerCase())) ?? "id";
}

function isListOfObjects(value: JsonValue | undefined): boolean {
  return Array.isArray(value) && value.every(isJsonObject);
}
