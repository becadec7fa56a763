import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { childLocation } from "../../diagnostics/location.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";
import { diagnostic } from "./diagnostics.js";
import type { SavedItem } from "./saved-api.js";

/** Reads the members of a saved thing by their types, and tells at the end which were not asked for. */
export class SavedMembers {
  readonly #item: SavedItem;
  readonly #seen = new Set<string>();

  /** `known` are members that mean nothing outside of the service: ids, times, states. */
  constructor(item: SavedItem, known: readonly string[] = []) {
    this.#item = item;
    for (const name of known) this.#seen.add(name);
  }

  /** The text of a member that is not empty. */
  text(name: string): string | undefined {
    const value = this.value(name);
    return typeof value === "string" && value !== "" ? value : undefined;
  }

  number(name: string): number | undefined {
    const value = this.value(name);
    return typeof value === "number" ? value : undefined;
  }

  flag(name: string): boolean | undefined {
    const value = this.value(name);
    return typeof value === "boolean" ? value : undefined;
  }

  object(name: string): JsonObject | undefined {
    const value = this.value(name);
    return isJsonObject(value) && Object.keys(value).length > 0 ? value : undefined;
  }

  /** The objects of a list. */
  objects(name: string): readonly JsonObject[] {
    return this.list(name).filter(isJsonObject);
  }

  /** The texts of a list. */
  texts(name: string): readonly string[] {
    return this.list(name).filter((item) => typeof item === "string");
  }

  list(name: string): readonly JsonValue[] {
    const value = this.value(name);
    return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
  }

  value(name: string): JsonValue | undefined {
    this.#seen.add(name);
    return Object.hasOwn(this.#item.value, name) ? this.#item.value[name] : undefined;
  }

  /** The members of an object in this thing, `where` as messages name it. */
  within(name: string, known: readonly string[] = []): SavedMembers {
    const value = this.object(name) ?? {};
    return new SavedMembers({ value, location: childLocation(this.#item.location, name) }, known);
  }

  /** What was not read and says something. */
  rest(where: string): readonly Diagnostic[] {
    return Object.entries(this.#item.value).flatMap(([name, value]) => {
      if (this.#seen.has(name) || saysNothing(value)) return [];
      return [this.notCarried(name, `\`${name}\``, where)];
    });
  }

  /** Says that a member has no place in the settings. */
  notCarried(name: string, what: string, where: string): Diagnostic {
    return diagnostic("aws-not-carried", childLocation(this.#item.location, name), [what, where]);
  }
}

function saysNothing(value: JsonValue): boolean {
  if (value === null || value === false || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}
