import type { JsonValue } from "../../util/json.js";
import { demands, waysToBreak, type Choice } from "./alternatives.js";
import type { Alternative, Facts, Literal, Outcome, Search, Violation } from "./constraint.js";
import { excludedValues, firstFound, NONE, OUT_OF_STEPS } from "./constraint.js";
import { evaluate, isListed, nodesOfName } from "./evaluate.js";
import type { Interner } from "./interner.js";
import type { KeywordNode, SchemaNode, ValueType } from "./node.js";
import { typeOfValue, VALUE_TYPES } from "./node.js";
import { requiredNames } from "./required-names.js";
import { ResultTable } from "./result-table.js";
import { solveArray } from "./solve-array.js";
import { solveNumber } from "./solve-number.js";
import { solveObject } from "./solve-object.js";
import { solveString } from "./solve-string.js";

/** Limits and leniency of a search. */
export interface SolverOptions {
  readonly lenient: boolean;
  /** Steps of work before the answer is "unknown". */
  readonly budget: number;
}

interface Branch {
  readonly roots: readonly Literal[];
  readonly type: ValueType;
  readonly pending: readonly Literal[];
  readonly choices: readonly Choice[];
  /** The literals taken in so far; a branch has its own, which grows. */
  readonly seen: Map<number, boolean>;
  readonly schemas: readonly KeywordNode[];
  readonly violations: readonly Violation[];
  readonly listed?: readonly JsonValue[];
  /** Whether the narrower side is a union itself: its branches count as told apart. */
  readonly union: boolean;
  /** Whether ways that fail by themselves have been dropped. */
  readonly pruned?: boolean;
}

/**
 * Looks for a value that satisfies some schemas and breaks others: a tableau over the values of each type, whose
 * closed branches prove that there is none.
 */
export class Solver implements Search {
  readonly lenient: boolean;
  readonly make: (keywords: Partial<KeywordNode>) => SchemaNode;
  readonly #results = new ResultTable();
  readonly #budget: number;
  #steps = 0;

  constructor(interner: Interner, options: SolverOptions) {
    this.lenient = options.lenient;
    this.#budget = options.budget;
    this.make = (keywords) => interner.node(keywords);
  }

  /** Starts a new question with a fresh budget; what was learned stays. */
  restart(): void {
    this.#steps = 0;
  }

  solve(literals: readonly Literal[]): Outcome {
    const kept = distinct(literals);
    if (!kept) return NONE;
    const key = kept.map((one) => `${one.positive ? "+" : one.lenient ? "~" : "-"}${one.node.id}`);
    return this.#results.lookup(key.sort().join(","), () => this.#search(kept));
  }

  #search(literals: readonly Literal[]): Outcome {
    return firstFound(VALUE_TYPES, (type) =>
      this.#expand({
        type,
        roots: literals,
        pending: literals,
        choices: [],
        seen: new Map(),
        schemas: [],
        violations: [],
        union: false,
      }),
    );
  }

  #expand(start: Branch): Outcome {
    if (++this.#steps > this.#budget) return OUT_OF_STEPS;
    let branch: Branch | undefined = start;
    if (branch.pending.length > 0) branch = { ...start, seen: new Map(start.seen) };
    while (branch && branch.pending.length > 0) branch = this.#absorb(branch);
    if (!branch) return NONE;
    if (branch.listed) return tryListed(branch.listed, branch.roots);
    let choices = openChoices(branch);
    if (!branch.pruned && choices.length > 1 && !choices.some(isUnion)) {
      choices = this.#prune(branch.schemas, choices);
      branch = { ...branch, pruned: true };
    }
    const choice = nextChoice(choices);
    if (!choice) return this.#decide(branch);
    const open = { ...branch, choices: choices.filter((one) => one !== choice) };
    return firstFound(choice, (alternative) => this.#take(open, alternative));
  }

  /** Drops ways to break a property that fail by themselves, which else would fail with all ways of other choices. */
  #prune(schemas: readonly KeywordNode[], choices: readonly Choice[]): readonly Choice[] {
    return choices.map((choice) =>
      choice.filter(({ violations, literals }) => {
        const [only, ...others] = violations ?? [];
        if (only?.kind !== "property" || others.length > 0 || literals) return true;
        const held = schemas.flatMap((schema) => nodesOfName(schema, only.name));
        const asserted = held.map((node) => ({ node, positive: true, lenient: false }));
        return held.length === 0 || this.solve([...asserted, only.literal]).kind !== "none";
      }),
    );
  }

  #take(branch: Branch, alternative: Alternative): Outcome {
    if (alternative.unknown !== undefined) return { kind: "unknown", reason: alternative.unknown };
    return this.#expand({
      ...branch,
      pending: alternative.literals ?? [],
      violations: [...branch.violations, ...(alternative.violations ?? [])],
    });
  }

  /** Takes in one pending literal; undefined when it closes the branch. */
  #absorb(branch: Branch): Branch | undefined {
    const [literal, ...pending] = branch.pending;
    if (!literal) return branch;
    const { node, positive } = literal;
    if (node.kind === "boolean")
      return node.value === positive ? { ...branch, pending } : undefined;
    if (node.kind === "dropped") return undefined;
    const known = branch.seen.get(node.id);
    if (known !== undefined) return known === positive ? { ...branch, pending } : undefined;
    branch.seen.set(node.id, positive);
    if (node.kind === "recursive") {
      return { ...branch, pending: [{ ...literal, node: node.target() }, ...pending] };
    }
    const next = { ...branch, pending };
    return positive ? this.#assert(next, literal, node) : this.#refute(next, literal, node);
  }

  #assert(branch: Branch, literal: Literal, node: KeywordNode): Branch | undefined {
    if (node.types && !node.types.includes(branch.type)) return undefined;
    const ofType = node.enum?.filter((value) => typeOfValue(value) === branch.type);
    const listed =
      ofType && branch.listed ? both(ofType, branch.listed) : (ofType ?? branch.listed);
    if (listed?.length === 0) return undefined;
    const { literals, choices } = demands(literal, node, {
      type: branch.type,
      lenient: this.lenient,
    });
    return {
      ...branch,
      pending: [...literals, ...branch.pending],
      choices: [...branch.choices, ...choices],
      schemas: [...branch.schemas, node],
      union: branch.union || node.oneOf !== undefined || node.anyOf !== undefined,
      ...(listed && { listed }),
    };
  }

  #refute(branch: Branch, literal: Literal, node: KeywordNode): Branch | undefined {
    const lenient = this.lenient && branch.union;
    const ways = waysToBreak(literal, node, { type: branch.type, lenient }).filter(
      (way) => !isHopeless(way, branch.schemas),
    );
    const [only] = ways;
    if (!only) return undefined;
    if (ways.length > 1 || only.unknown !== undefined) {
      return { ...branch, choices: [...branch.choices, ways] };
    }
    return {
      ...branch,
      pending: [...(only.literals ?? []), ...branch.pending],
      violations: [...branch.violations, ...(only.violations ?? [])],
    };
  }

  #decide(facts: Facts): Outcome {
    switch (facts.type) {
      case "number":
        return solveNumber(facts);
      case "string":
        return solveString(facts);
      case "array":
        return solveArray(facts, this);
      case "object":
        return solveObject(facts, this);
      case "boolean":
        return firstAllowed([false, true], facts.violations);
      case "null":
        return firstAllowed([null], facts.violations);
    }
  }
}

/** The choices that are still to be made, without the ways that lead nowhere. */
function openChoices({ choices, schemas }: Branch): readonly Choice[] {
  return choices
    .filter((choice) => !choice.some((way) => isAssured(way, schemas)))
    .map((choice) => choice.filter((way) => !isHopeless(way, schemas)));
}

/**
 * A choice without a way comes first, then the narrower side's own unions: their branches settle most of what the
 * other side leaves open.
 */
function nextChoice(choices: readonly Choice[]): Choice | undefined {
  const least = shortest(choices);
  return least?.length === 0 ? least : (shortest(choices.filter(isUnion)) ?? least);
}

function isUnion(choice: Choice): boolean {
  return choice.every((way) => way.literals?.[0]?.positive);
}

function shortest(choices: readonly Choice[]): Choice | undefined {
  return choices.reduce<Choice | undefined>(
    (least, choice) => (least && least.length <= choice.length ? least : choice),
    undefined,
  );
}

/** Whether every value breaks the property anyhow: it must be there, and none of its values is one of those. */
function isAssured(way: Alternative, schemas: readonly KeywordNode[]): boolean {
  const [only, ...others] = way.violations ?? [];
  if (only?.kind !== "property" || others.length > 0 || way.literals) return false;
  const { node } = only.literal;
  if (node.kind !== "keywords" || !requiredNames(schemas).has(only.name)) return false;
  return schemas.some((schema) => isApart(schema.properties?.get(only.name), node));
}

/** Whether two schemas are seen to have no value in common by their types or listed values alone. */
function isApart(one: SchemaNode | undefined, other: KeywordNode): boolean {
  if (one?.kind !== "keywords") return false;
  const { types, enum: listed } = other;
  if (types && one.types && !one.types.some((type) => types.includes(type))) return true;
  return !!listed && !!one.enum && !one.enum.some((value) => isListed(listed, value));
}

/** Whether the way breaks a property of which a schema that holds says the very same, or leaves out a required one. */
function isHopeless({ violations }: Alternative, schemas: readonly KeywordNode[]): boolean {
  const [only] = violations ?? [];
  if (only?.kind === "absent") return requiredNames(schemas).has(only.name);
  if (only?.kind !== "property") return false;
  const { id } = only.literal.node;
  return schemas.some((schema) => schema.properties?.get(only.name)?.id === id);
}

function firstAllowed(values: readonly JsonValue[], violations: readonly Violation[]): Outcome {
  const excluded = excludedValues(violations);
  const value = values.find((one) => !isListed(excluded, one));
  return value === undefined ? NONE : { kind: "found", value };
}

/** Where the values are listed, each is tried: quicker than any reasoning, and exact. */
function tryListed(listed: readonly JsonValue[], literals: readonly Literal[]): Outcome {
  return firstFound(listed, (value): Outcome => {
    let unknown = false;
    for (const { node, positive } of literals) {
      const truth = evaluate(node, value, positive ? "sender" : "receiver");
      if (truth === !positive) return NONE;
      if (truth === undefined) unknown = true;
    }
    if (!unknown) return { kind: "found", value };
    return { kind: "unknown", reason: `whether ${JSON.stringify(value)} is allowed is not known` };
  });
}

function both(a: readonly JsonValue[], b: readonly JsonValue[]): readonly JsonValue[] {
  return a.filter((value) => isListed(b, value));
}

/** The literals without repetition; undefined when two contradict each other. */
function distinct(literals: readonly Literal[]): readonly Literal[] | undefined {
  const byId = new Map<number, Literal>();
  for (const literal of literals) {
    const known = byId.get(literal.node.id);
    if (known && known.positive !== literal.positive) return undefined;
    if (!known || known.lenient) byId.set(literal.node.id, literal);
  }
  return [...byId.values()];
}
