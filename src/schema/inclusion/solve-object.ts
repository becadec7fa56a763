import type { JsonValue } from "../../util/json.js";
import type { BoundsNode, Facts, Literal, Outcome, Search, Violation } from "./constraint.js";
import { BestOutcome, excludedValues, firstFound, NONE } from "./constraint.js";
import { isListed, nodesOfName } from "./evaluate.js";
import { compilePattern } from "./formats.js";
import type { KeywordNode } from "./node.js";
import { PropertyNameSpace } from "./property-names.js";
import { requiredNames } from "./required-names.js";

type Placed = Extract<
  Violation,
  { kind: "property" | "patternProperty" | "otherProperty" | "propertyName" }
>;
type Extras = ReadonlyMap<string, readonly Literal[]>;

const MAX_ADDED = 500;

/** An object whose members satisfy all. */
export function solveObject(facts: Facts, search: Search): Outcome {
  return new ObjectBuilder(facts, search).build();
}

class ObjectBuilder {
  readonly #facts: Facts;
  readonly #search: Search;
  readonly #space: PropertyNameSpace;
  readonly #present: ReadonlySet<string>;
  readonly #absent: ReadonlySet<string>;
  readonly #placed: readonly Placed[];

  constructor(facts: Facts, search: Search) {
    this.#facts = facts;
    this.#search = search;
    this.#space = new PropertyNameSpace(facts, search);
    const required = requiredNames(facts.schemas);
    const present: string[] = [];
    const absent = new Set<string>();
    const placed: Placed[] = [];
    // One pass: the violations of a search are many, and each of its branches comes here.
    for (const one of facts.violations) {
      if (one.kind === "absent") absent.add(one.name);
      else if (one.kind === "present" && !required.has(one.name)) present.push(one.name);
      else if (isPlaced(one)) placed.push(one);
    }
    this.#present = present.length === 0 ? required : new Set([...required, ...present]);
    this.#absent = absent;
    this.#placed = placed;
  }

  build(): Outcome {
    const { min, max } = countBounds(this.#facts);
    if (min > max) return NONE;
    for (const name of this.#absent) if (this.#present.has(name)) return NONE;
    return this.#place(0, new Map());
  }

  /** Chooses a name for each broken property in turn. */
  #place(index: number, extras: Extras): Outcome {
    const violation = this.#placed[index];
    if (!violation) return this.#complete(extras);
    return firstFound(this.#namesFor(violation, extras), (choice) => {
      if (typeof choice !== "string") return choice;
      const literals = violation.kind === "propertyName" ? [] : [violation.literal];
      const own = [...(extras.get(choice) ?? []), ...literals];
      const value = this.#search.solve([...this.#literalsOf(choice), ...own]);
      if (value.kind !== "found") return value;
      return this.#place(index + 1, new Map(extras).set(choice, own));
    });
  }

  /** The names at which the violation can stand, or why that is not known. */
  *#namesFor(violation: Placed, extras: Extras): Iterable<string | Outcome> {
    if (violation.kind === "property") {
      if (this.#mayName(violation.name) && !this.#passedOver(violation)) yield violation.name;
      return;
    }
    const inScope = (name: string): boolean => this.#inScope(violation, name);
    const declared = [...new Set([...this.#space.declared, ...extras.keys(), ...this.#present])];
    for (const name of declared) {
      if (!this.#mayName(name) || !inScope(name)) continue;
      if (violation.kind !== "propertyName") yield name;
      else yield* this.#ifNameBreaks(violation, name);
    }
    const extra = violation.kind === "propertyName" ? [violation.literal] : [];
    for (const cell of this.#space.cells()) {
      const name = this.#space.fresh(cell, [...declared, ...this.#absent], extra);
      if (name.kind !== "found") yield name;
      else if (typeof name.value === "string" && inScope(name.value)) yield name.value;
    }
    if (this.#space.tooManyPatterns) yield { kind: "unknown", reason: "too many name patterns" };
  }

  *#ifNameBreaks(violation: Placed, name: string): Iterable<string | Outcome> {
    const only = { node: this.#search.make({ enum: [name] }), positive: true, lenient: false };
    const outcome = this.#search.solve([only, violation.literal]);
    if (outcome.kind === "found") yield name;
    else if (outcome.kind === "unknown") yield outcome;
  }

  #inScope(violation: Placed, name: string): boolean {
    if (violation.kind === "patternProperty") {
      return compilePattern(violation.pattern)?.test(name) ?? false;
    }
    return violation.kind === "otherProperty" ? isOther(violation.of, name) : true;
  }

  #mayName(name: string): boolean {
    return !this.#absent.has(name) && this.#space.allows(name);
  }

  /** Leniency: what an open object may carry under a name that it does not declare is left out of account. */
  #passedOver(violation: Extract<Placed, { kind: "property" }>): boolean {
    if (!this.#search.lenient || !violation.literal.lenient) return false;
    return this.#literalsOf(violation.name).length === 0;
  }

  #literalsOf(name: string): readonly Literal[] {
    return this.#facts.schemas.flatMap((schema) =>
      nodesOfName(schema, name).map((node) => ({ node, positive: true, lenient: false })),
    );
  }

  /** Gives a value to every name that must be there, then adds others up to the least count. */
  #complete(extras: Extras): Outcome {
    const { min, max } = countBounds(this.#facts);
    const members: [string, JsonValue][] = [];
    for (const name of new Set([...this.#present, ...extras.keys()])) {
      if (!this.#space.allows(name)) return NONE;
      const value = this.#search.solve([...this.#literalsOf(name), ...(extras.get(name) ?? [])]);
      if (value.kind !== "found") return value;
      members.push([name, value.value]);
    }
    if (members.length > max) return NONE;
    const short = this.#addUpTo(min, members);
    if (short) return short;
    const value = Object.fromEntries(members);
    if (!isListed(excludedValues(this.#facts.violations), value)) return { kind: "found", value };
    return this.#vary(members, max);
  }

  /** Adds members until there are enough; gives the outcome when that fails. */
  #addUpTo(min: number, members: [string, JsonValue][]): Outcome | undefined {
    const best = new BestOutcome();
    const used = new Set(members.map(([name]) => name));
    const add = (name: string): void => {
      const value = this.#search.solve(this.#literalsOf(name));
      if (value.kind === "found") members.push([name, value.value]);
      else best.settles(value);
      used.add(name);
    };
    for (const name of this.#space.declared) {
      if (members.length >= min) return undefined;
      if (!used.has(name) && this.#mayName(name)) add(name);
    }
    for (const cell of this.#space.cells()) {
      for (let count = 0; members.length < min && count < MAX_ADDED; count += 1) {
        const name = this.#space.fresh(cell, [...used, ...this.#absent], []);
        if (name.kind !== "found" || typeof name.value !== "string") {
          best.settles(name);
          break;
        }
        const before = members.length;
        add(name.value);
        if (members.length === before) break;
      }
    }
    if (members.length >= min) return undefined;
    if (min > MAX_ADDED || this.#space.tooManyPatterns) {
      return { kind: "unknown", reason: "more properties are needed than can be tried" };
    }
    return best.rest;
  }

  /** The plainest object is listed as not allowed: one more member makes it another. */
  #vary(members: readonly [string, JsonValue][], max: number): Outcome {
    const wider = [...members];
    const short = this.#addUpTo(members.length + 1, wider);
    const value = Object.fromEntries(wider);
    const excluded = isListed(excludedValues(this.#facts.violations), value);
    if (!short && wider.length <= max && !excluded) return { kind: "found", value };
    return { kind: "unknown", reason: "an object is listed as not allowed" };
  }
}

function isPlaced(violation: Violation): violation is Placed {
  return (
    violation.kind === "property" ||
    violation.kind === "patternProperty" ||
    violation.kind === "otherProperty" ||
    violation.kind === "propertyName"
  );
}

/** Whether a schema leaves the name to `additionalProperties`. */
function isOther(schema: KeywordNode, name: string): boolean {
  if (schema.properties?.has(name)) return false;
  return !(schema.patternProperties ?? []).some(([pattern]) => compilePattern(pattern)?.test(name));
}

function countBounds({ schemas, violations }: Facts): {
  readonly min: number;
  readonly max: number;
} {
  let min = 0;
  let max = Infinity;
  const narrow = ({ minProperties = 0, maxProperties = Infinity }: BoundsNode): void => {
    min = Math.max(min, minProperties);
    max = Math.min(max, maxProperties);
  };
  for (const schema of schemas) narrow(schema);
  for (const one of violations) if (one.kind === "bounds") narrow(one.node);
  return { min, max };
}
