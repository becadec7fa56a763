import { keysInOrder } from "../source/key-order.js";
import type { PathKey, SourceLocation } from "../diagnostics/location.js";
import type { ModelNode, Named, Value } from "../model/index.js";
import type { JsonObject, JsonValue } from "../util/json.js";
import { isJsonObject } from "../util/json.js";
import { nearest } from "../util/nearest.js";
import { describeValue } from "./describe-value.js";
import { diagnostic } from "./diagnostics.js";
import type { Draft } from "./draft.js";
import { asIntrinsic } from "./intrinsic.js";
import type { RawMember, Scope } from "./run.js";
import { locate, report } from "./run.js";

const NONE: ReadonlySet<string> = new Set();

/** Reads the members of one object by type; what has another type is reported, and repaired where its meaning is plain. */
export class ObjectReader {
  readonly raw: JsonObject;
  readonly location: SourceLocation;
  readonly scope: Scope;

  constructor(raw: JsonObject, location: SourceLocation, scope: Scope) {
    this.raw = raw;
    this.location = location;
    this.scope = scope;
  }

  /** The same object with some members replaced and some left out. */
  with(members: JsonObject, without: readonly string[] = []): ObjectReader {
    const kept = Object.entries(this.raw).filter(([name]) => !without.includes(name));
    const raw = Object.fromEntries([...kept, ...Object.entries(members)]);
    return new ObjectReader(raw, this.location, this.scope);
  }

  /** Where the member stands. */
  at(key: PathKey): SourceLocation {
    return locate(this.scope, this.location, key, this.raw[key]);
  }

  /** A string; numbers and booleans are taken as their text. */
  text(key: string): string | undefined {
    const value = this.raw[key];
    if (value === undefined || typeof value === "string") return value;
    const intrinsic = asIntrinsic(value);
    if (intrinsic?.function === "Fn::Sub" && typeof intrinsic.argument === "string") {
      return intrinsic.argument;
    }
    if (!isLenient(value)) this.wrongType(key, "a string");
    return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
  }

  /** A string that must be there; `fallback` stands in for it. */
  requiredText(key: string, what: string, fallback = ""): string {
    if (this.raw[key] === undefined) this.missing(what, key);
    return this.text(key) ?? fallback;
  }

  /** A string that a template may compute. */
  textValue(key: string): Value<string> | undefined {
    return asIntrinsic(this.raw[key]) ?? this.text(key);
  }

  /** A boolean; the strings `true` and `false` are understood. */
  flag(key: string): boolean | undefined {
    const value = this.raw[key];
    if (value === undefined || typeof value === "boolean") return value;
    this.wrongType(key, "true or false");
    return value === "true" ? true : value === "false" ? false : undefined;
  }

  /** A boolean that a template may compute. */
  flagValue(key: string): Value<boolean> | undefined {
    return asIntrinsic(this.raw[key]) ?? this.flag(key);
  }

  /** A number; a string that holds one is understood. */
  number(key: string): number | undefined {
    const value = this.raw[key];
    if (value === undefined || typeof value === "number") return value;
    this.wrongType(key, "a number");
    return typeof value === "string" ? numberIn(value) : undefined;
  }

  /** A number that a template may compute. */
  numberValue(key: string): Value<number> | undefined {
    return asIntrinsic(this.raw[key]) ?? this.number(key);
  }

  /** One of a list of strings; anything else is reported. */
  oneOf<T extends string>(key: string, known: readonly T[]): T | undefined {
    const text = this.text(key);
    const found = known.find((value) => value === text);
    if (text !== undefined && found === undefined) {
      const what = `\`${key}\``;
      report(this.scope, diagnostic("unknown-value", this.at(key), [what, text, known.join(", ")]));
    }
    return found;
  }

  /** A list of strings; items of other types are reported and left out. */
  texts(key: string): string[] | undefined {
    return this.items(key)
      ?.map((item) => textItem(item, this))
      .filter((item) => item !== undefined);
  }

  /** The object at a member. */
  object(key: string): ObjectReader | undefined {
    const value = this.raw[key];
    if (value === undefined) return undefined;
    if (isJsonObject(value)) return new ObjectReader(value, this.at(key), this.scope);
    if (value !== null) this.wrongType(key, "an object");
    return undefined;
  }

  /** The items of the array at a member, each with its place; undefined when it is absent or no array. */
  items(key: string): RawMember[] | undefined {
    const value = this.raw[key];
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) {
      if (value !== null) this.wrongType(key, "an array");
      return undefined;
    }
    const parent = this.at(key);
    return value.map((item: JsonValue, index) => ({
      name: String(index),
      value: item,
      location: locate(this.scope, parent, index, item),
    }));
  }

  /** The objects among the items of the array at a member; others are reported. */
  objects(key: string): ObjectReader[] | undefined {
    return this.items(key)
      ?.map((item) => this.asObject(item))
      .filter((item) => item !== undefined);
  }

  /** The members of the object at a member, each with its place. */
  members(key: string): RawMember[] | undefined {
    return this.object(key)?.all();
  }

  /** All members, each with its place. */
  all(): RawMember[] {
    const members: RawMember[] = [];
    for (const name of keysInOrder(this.raw)) {
      const value = this.raw[name] as JsonValue;
      members.push({ name, value, location: locate(this.scope, this.location, name, value) });
    }
    return members;
  }

  /** The reader of a member's object; anything else is reported. */
  asObject(member: RawMember): ObjectReader | undefined {
    if (isJsonObject(member.value)) {
      return new ObjectReader(member.value, member.location, this.scope);
    }
    const args = [`\`${member.name}\``, "an object", describeValue(member.value)] as const;
    report(this.scope, diagnostic("wrong-type", member.location, [...args]));
    return undefined;
  }

  /** Puts every member that no field holds into `extensions` (`x-`) or `unknown`. */
  keepRest(node: Draft<ModelNode>, known: ReadonlySet<string>): void {
    let extensions: Named<JsonValue>[] | undefined;
    let unknown: Named<JsonValue>[] | undefined;
    for (const name in this.raw) {
      if (known.has(name)) continue;
      const entry = { name, value: this.raw[name] as JsonValue };
      if (name.startsWith("x-")) (extensions ??= []).push(entry);
      else {
        (unknown ??= []).push(entry);
        reportUnknown(this.scope, this.at(name), name, known);
      }
    }
    if (extensions) node.extensions = extensions;
    if (unknown) node.unknown = unknown;
  }

  /** The `x-` members of the object at a member, but for `known` ones; undefined where there are none. */
  extensionsAt(
    key: string,
    known: ReadonlySet<string> = NONE,
  ): readonly Named<JsonValue>[] | undefined {
    const value = this.raw[key];
    if (!isJsonObject(value)) return undefined;
    let found: Named<JsonValue>[] | undefined;
    for (const name in value) {
      if (!name.startsWith("x-") || known.has(name)) continue;
      (found ??= []).push({ name, value: value[name] as JsonValue });
    }
    return found;
  }

  /** Reports a member of a wrong type. */
  wrongType(key: string, expected: string): void {
    const found = describeValue(this.raw[key]);
    report(this.scope, diagnostic("wrong-type", this.at(key), [`\`${key}\``, expected, found]));
  }

  /** Reports a member that is not there. */
  missing(what: string, key: string): void {
    report(this.scope, diagnostic("missing-member", this.location, [what, key]));
  }
}

/** Reports a member that no version knows, or that has another name. */
export function reportUnknown(
  scope: Scope,
  at: SourceLocation,
  name: string,
  known: Iterable<string>,
): void {
  if (scope.run.isAsync || written.has(name)) return;
  // Comparing names costs more than reading them: enough for people, not for a hostile document.
  const compares = name.length <= 40 && scope.run.diagnostics.items.length < suggestionLimit;
  const closest = compares ? nearest(name, known)[0] : undefined;
  report(scope, diagnostic("unknown-member", at, [name, closest]));
}

const suggestionLimit = 1000;
/** What the service's exports and nested arrays of Swagger 2 have; AsyncAPI's own members are many. */
const written = new Set(["createdDate", "collectionFormat"]);

/** The number that a string holds. */
export function numberIn(text: string): number | undefined {
  const number = Number(text);
  return text.trim() !== "" && Number.isFinite(number) ? number : undefined;
}

/** YAML writes an empty member as null, which says nothing. */
function isLenient(value: JsonValue): boolean {
  return value === null;
}

function textItem(item: RawMember, reader: ObjectReader): string | undefined {
  if (typeof item.value === "string") return item.value;
  const found = describeValue(item.value);
  const finding = diagnostic("wrong-type", item.location, ["The item", "a string", found]);
  report(reader.scope, finding);
  const plain = typeof item.value === "number" || typeof item.value === "boolean";
  return plain ? String(item.value) : undefined;
}
