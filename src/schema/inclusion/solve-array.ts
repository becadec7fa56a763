import type { JsonValue } from "../../util/json.js";
import type { Facts, Literal, Outcome, Search, Violation } from "./constraint.js";
import { BestOutcome, excludedValues, firstFound, NONE } from "./constraint.js";
import { isListed } from "./evaluate.js";
import type { SchemaNode } from "./node.js";

const MAX_LENGTH = 2_000;

interface Contains {
  readonly node: SchemaNode;
  readonly min: number;
  readonly max: number;
}

/** The items demanded at places, and at two places together. */
interface Plan {
  readonly extra: ReadonlyMap<number, readonly Literal[]>;
  readonly equal?: readonly [number, number];
}

/** An array whose length and items satisfy all. */
export function solveArray(facts: Facts, search: Search): Outcome {
  return firstFound(plans(facts), (plan) => new ArrayBuilder(facts, search, plan).build());
}

/** Every way to place the broken items: at each index that some schema treats apart, and one past those. */
function* plans(facts: Facts): Iterable<Plan> {
  const apart = longestPrefix(facts);
  const placed = facts.violations.filter((one) => one.kind === "item" || one.kind === "laterItem");
  const last = apart + Math.max(0, placed.length - 1);
  let maps: ReadonlyMap<number, readonly Literal[]>[] = [new Map()];
  for (const one of placed) {
    const indexes = one.kind === "item" ? [one.index] : range(one.from, Math.max(last, one.from));
    maps = maps.flatMap((map) =>
      indexes.map((index) => new Map(map).set(index, [...(map.get(index) ?? []), one.literal])),
    );
  }
  const twice = facts.violations.some((one) => one.kind === "notUnique");
  const pairs = twice
    ? range(0, apart).flatMap((i) => range(i + 1, apart + 1).map((j) => [i, j] as const))
    : [undefined];
  for (const extra of maps) {
    for (const equal of pairs) yield { extra, ...(equal && { equal }) };
  }
}

class ArrayBuilder {
  readonly #facts: Facts;
  readonly #search: Search;
  readonly #plan: Plan;
  readonly #contains: readonly Contains[];
  readonly #unique: boolean;

  constructor(facts: Facts, search: Search, plan: Plan) {
    this.#facts = facts;
    this.#search = search;
    this.#plan = plan;
    this.#unique = facts.schemas.some((schema) => schema.uniqueItems);
    this.#contains = mergeContains([
      ...facts.schemas.flatMap((schema) => (schema.contains ? [schema.contains] : [])),
      ...facts.violations.flatMap((one) => (one.kind === "contains" ? [one] : [])),
    ]);
  }

  build(): Outcome {
    const { min, max } = lengthBounds(this.#facts);
    const places = [...this.#plan.extra.keys(), ...(this.#plan.equal ?? [])];
    const length = Math.max(min, ...places.map((index) => index + 1));
    if (length > max || (this.#unique && this.#plan.equal)) return NONE;
    if (length > MAX_LENGTH) return { kind: "unknown", reason: "the arrays are too long" };
    if (min > max || this.#contains.some((one) => one.min > one.max)) return NONE;
    const counted = this.#contains.filter((one) => one.min > 0 || one.max !== Infinity);
    if (counted.length === 0) return this.#fill(length, this.#plan.extra);
    return this.#placeContained(length, max, counted);
  }

  /** Tries lengths from the least; counts of contained items are tried at the first places and at the last. */
  #placeContained(least: number, max: number, counted: readonly Contains[]): Outcome {
    const best = new BestOutcome();
    const needed = counted.reduce((sum, one) => sum + one.min, 0);
    const most = Math.min(max, least + needed + longestPrefix(this.#facts), MAX_LENGTH);
    for (let length = least; length <= most; length += 1) {
      for (const fromEnd of [false, true]) {
        const assigned = this.#assign(length, counted, fromEnd);
        const outcome = assigned ? this.#fill(length, assigned) : NONE;
        if (best.settles(outcome)) return outcome;
      }
    }
    if (counted.length === 1 && counted.every((one) => this.#impossible(one, most))) return NONE;
    return { kind: "unknown", reason: "`contains` can be met in too many ways" };
  }

  /** Whether fewer than the needed items can ever be contained, or more than allowed always are. */
  #impossible(one: Contains, length: number): boolean {
    const { min } = lengthBounds(this.#facts);
    const can = range(0, length - 1).filter((index) => {
      const literals = [...this.#literalsAt(index), contained(one.node, true)];
      return this.#search.solve(literals).kind !== "none";
    });
    const must = range(0, min - 1).filter((index) => {
      const literals = [...this.#literalsAt(index), contained(one.node, false)];
      return this.#search.solve(literals).kind === "none";
    });
    return can.length < one.min || must.length > one.max;
  }

  #assign(
    length: number,
    counted: readonly Contains[],
    fromEnd: boolean,
  ): ReadonlyMap<number, readonly Literal[]> | undefined {
    const extra = new Map(this.#plan.extra);
    for (const one of counted) {
      const order = range(0, length - 1);
      if (fromEnd) order.reverse();
      let left = one.min;
      for (const index of order) {
        const base = [...this.#literalsAt(index), ...(extra.get(index) ?? [])];
        const can =
          left > 0 && this.#search.solve([...base, contained(one.node, true)]).kind === "found";
        if (can) left -= 1;
        else if (one.max === Infinity) continue;
        extra.set(index, [...(extra.get(index) ?? []), contained(one.node, can)]);
      }
      if (left > 0) return undefined;
    }
    return extra;
  }

  #fill(length: number, extra: ReadonlyMap<number, readonly Literal[]>): Outcome {
    const items: JsonValue[] = [];
    const seen: JsonValue[] = [];
    for (let index = 0; index < length; index += 1) {
      const copied = this.#plan.equal?.[1] === index ? this.#plan.equal[0] : undefined;
      const literals = this.#itemLiterals(index, extra);
      const first = copied === undefined ? undefined : items[copied];
      if (first !== undefined) {
        items.push(first);
        continue;
      }
      const outcome = this.#item(literals, seen, items.length);
      if (outcome.kind !== "found") return outcome;
      items.push(outcome.value);
      if (this.#unique) seen.push(outcome.value);
    }
    const excluded = isListed(excludedValues(this.#facts.violations), items);
    if (!excluded) return { kind: "found", value: items };
    return { kind: "unknown", reason: "an array is listed as not allowed" };
  }

  #itemLiterals(index: number, extra: ReadonlyMap<number, readonly Literal[]>): readonly Literal[] {
    const own = [...this.#literalsAt(index), ...(extra.get(index) ?? [])];
    const [first, second] = this.#plan.equal ?? [];
    if (index !== first || second === undefined) return own;
    return [...own, ...this.#literalsAt(second), ...(extra.get(second) ?? [])];
  }

  #item(literals: readonly Literal[], seen: readonly JsonValue[], count: number): Outcome {
    if (seen.length === 0) return this.#search.solve(literals);
    const other = this.#search.make({ enum: seen });
    const outcome = this.#search.solve([
      ...literals,
      { node: other, positive: false, lenient: false },
    ]);
    if (outcome.kind !== "none") return outcome;
    if (this.#search.solve(literals).kind === "none") return NONE;
    const uniform = longestPrefix(this.#facts) === 0 && this.#plan.extra.size === 0;
    if (uniform && this.#contains.length === 0 && count >= seen.length) return NONE;
    return { kind: "unknown", reason: "too few different items to choose from" };
  }

  #literalsAt(index: number): readonly Literal[] {
    return this.#facts.schemas.flatMap((schema) => {
      const node = schema.prefixItems?.[index] ?? schema.items;
      return node ? [{ node, positive: true, lenient: false }] : [];
    });
  }
}

/** Counts of the same schema as one. */
function mergeContains(all: readonly Contains[]): readonly Contains[] {
  const byId = new Map<number, Contains>();
  for (const { node, min, max } of all) {
    const known = byId.get(node.id) ?? { node, min: 0, max: Infinity };
    byId.set(node.id, { node, min: Math.max(known.min, min), max: Math.min(known.max, max) });
  }
  return [...byId.values()];
}

function contained(node: SchemaNode, positive: boolean): Literal {
  return { node, positive, lenient: false };
}

function longestPrefix(facts: Facts): number {
  const lengths = facts.schemas.map((schema) => schema.prefixItems?.length ?? 0);
  const indexes = facts.violations.map((one: Violation) =>
    one.kind === "item" ? one.index + 1 : one.kind === "laterItem" ? one.from : 0,
  );
  return Math.max(0, ...lengths, ...indexes);
}

function lengthBounds(facts: Facts): { readonly min: number; readonly max: number } {
  const bounds = [
    ...facts.schemas,
    ...facts.violations.flatMap((one) => (one.kind === "bounds" ? [one.node] : [])),
  ];
  return {
    min: Math.max(0, ...bounds.map((one) => one.minItems ?? 0)),
    max: Math.min(Infinity, ...bounds.map((one) => one.maxItems ?? Infinity)),
  };
}

/** The integers from `first` to `last`, both included. */
function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
