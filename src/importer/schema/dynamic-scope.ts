import type { SourceLocation } from "../../diagnostics/location.js";
import { locationPath } from "../../diagnostics/location.js";
import type { JsonObject, JsonValue } from "../../util/json.js";
import { isJsonObject } from "../../util/json.js";
import { isAlias, isReference } from "../refs/reference.js";
import type { Binding, Bindings, RefTarget } from "../run.js";
import { locate } from "../run.js";

/** How many values the search for dynamic references looks at in one run. */
const searchLimit = 200_000;

/**
 * Follows `$dynamicRef` (JSON Schema 2020-12, Core §8.2.3.2): a schema that is used from several dynamic scopes
 * becomes one schema for each, with the anchors bound that it asks for.
 */
export class DynamicScopes {
  readonly #uses = new Map<JsonValue, ReadonlySet<string>>();
  readonly #ids = new Map<JsonValue, number>();
  #searched = 0;

  /** The anchors that are bound inside of a schema: the outer ones win. */
  enter(raw: JsonObject, target: Omit<RefTarget, "value">): Bindings | undefined {
    const { scope } = target;
    const own = anchorsOf(raw, target);
    if (!own) return scope.bindings;
    return new Map([...own, ...(scope.bindings ?? [])]);
  }

  /** The bindings that matter to a target: those whose anchors it refers to, directly or not. */
  relevant(target: RefTarget, bindings: Bindings | undefined): Bindings | undefined {
    if (!bindings) return undefined;
    const used = this.#usedAnchors(target);
    const kept = [...bindings].filter(([name, bound]) => {
      return used.has(name) && !isWithin(bound.boundAt, target.location);
    });
    return kept.length > 0 ? new Map(kept) : undefined;
  }

  /** Identifies a target under bindings. */
  key(target: RefTarget, bindings: Bindings): string {
    const bound = [...bindings].map(([name, { value }]) => `${name}=${this.#id(value)}`);
    return [this.#id(target.value), ...bound.toSorted()].join(" ");
  }

  #id(value: JsonValue): number {
    const id = this.#ids.get(value) ?? this.#ids.size;
    this.#ids.set(value, id);
    return id;
  }

  #usedAnchors(target: RefTarget): ReadonlySet<string> {
    const known = this.#uses.get(target.value);
    if (known) return known;
    const used = new Set<string>();
    const seen = new Set<JsonValue>();
    const pending: RefTarget[] = [target];
    for (let next = pending.pop(); next; next = pending.pop())
      this.#search(next, used, seen, pending);
    this.#uses.set(target.value, used);
    return used;
  }

  #search(
    { value, location, scope }: RefTarget,
    used: Set<string>,
    seen: Set<JsonValue>,
    pending: RefTarget[],
  ): void {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    if (++this.#searched > searchLimit) return;
    seen.add(value);
    if (isJsonObject(value) && typeof value.$dynamicRef === "string") {
      used.add(anchorName(value.$dynamicRef));
    }
    if (isReference(value)) {
      const target = scope.run.resolver.peek(value.$ref, scope, location, () => true);
      if (target) pending.push(target);
    }
    for (const key of Object.keys(value)) {
      pending.push({ value: (value as JsonObject)[key] as JsonValue, location, scope });
    }
  }
}

/** Whether a place is another or inside of it: what a schema binds itself, it binds wherever it is used. */
function isWithin(inner: SourceLocation, outer: SourceLocation): boolean {
  if (inner.file !== outer.file) return false;
  const path = locationPath(inner);
  return locationPath(outer).every((key, index) => path[index] === key);
}

/** The name behind the `#` of a dynamic reference. */
export function anchorName(reference: string): string {
  return reference.slice(reference.indexOf("#") + 1);
}

function anchorsOf(
  raw: JsonObject,
  { location, scope }: Omit<RefTarget, "value">,
): Map<string, Binding> | undefined {
  const own = new Map<string, Binding>();
  if (typeof raw.$dynamicAnchor === "string") {
    own.set(raw.$dynamicAnchor, { value: raw, location, scope, boundAt: location });
  }
  const definitions = raw.$defs;
  if (isJsonObject(definitions)) {
    const parent = locate(scope, location, "$defs", definitions);
    for (const name of Object.keys(definitions)) {
      const value = definitions[name];
      if (!isJsonObject(value) || typeof value.$dynamicAnchor !== "string") continue;
      const at = locate(scope, parent, name, value);
      own.set(value.$dynamicAnchor, bindingOf({ value, location: at, scope }));
    }
  }
  return own.size > 0 ? own : undefined;
}

/** A definition that only refers to a schema binds that schema. */
function bindingOf(target: RefTarget): Binding {
  const { value, location, scope } = target;
  const end = isAlias(value)
    ? scope.run.resolver.peek(value.$ref, scope, location, (next) => !isAlias(next))
    : undefined;
  return { ...(end ?? target), boundAt: location };
}
