import type {
  Inclusion,
  Keywords,
  SchemaComparison,
  SchemaNode,
  ValueType,
} from "../../schema/inclusion/index.js";
import { canonicalJson } from "../../schema/inclusion/index.js";
import { describeKeywords } from "./describe-keywords.js";
import type { Flow, SchemaChange, SchemaEffect, SchemaFamily } from "./schema-change.js";
import { FAMILY_KEYWORDS, FAMILY_TYPES, withKeywords } from "./schema-families.js";

/** What became of the values of one schema: the verdict of the whole, and the changes that make it up. */
export interface SchemaVerdict {
  readonly inclusion: Inclusion;
  readonly changes: readonly SchemaChange[];
}

interface Pair {
  readonly before: Keywords;
  readonly after: Keywords;
}

const NO_CHANGE: SchemaVerdict = { inclusion: { kind: "included" }, changes: [] };

/** Compares the schemas of one flow; pairs met again are answered from memory. */
export class SchemaWalker {
  readonly #comparison: SchemaComparison;
  readonly #flow: Flow;
  readonly #verdicts = new Map<string, SchemaVerdict>();
  readonly #walked = new Map<string, readonly SchemaChange[]>();

  constructor(comparison: SchemaComparison, flow: Flow) {
    this.#comparison = comparison;
    this.#flow = flow;
  }

  compare(before: SchemaNode, after: SchemaNode): SchemaVerdict {
    if (before.id === after.id) return NO_CHANGE;
    const key = `${before.id}:${after.id}`;
    const known = this.#verdicts.get(key);
    if (known) return known;
    const made = this.#compare(before, after);
    this.#verdicts.set(key, made);
    return made;
  }

  #compare(before: SchemaNode, after: SchemaNode): SchemaVerdict {
    const inclusion = this.#accepts(before, after);
    const changes = this.#walk(before, after);
    if (inclusion.kind === "included") {
      const equal = this.#accepts(after, before).kind === "included";
      const told = changes.filter((one) => !equal || one.family === "property" || one.standing);
      return { inclusion, changes: told.map(settle) };
    }
    if (changes.some((one) => one.breaks || explains(one))) return { inclusion, changes };
    if (inclusion.kind === "undecided" && changes.some((one) => one.effect === "undecided")) {
      return { inclusion, changes };
    }
    const confirmed = this.#confirm(before, after, inclusion);
    return { inclusion: confirmed, changes: [...changes, this.#whole(confirmed)] };
  }

  /** Whether the side that relied on `before` is served by `after`. */
  #accepts(before: SchemaNode, after: SchemaNode): Inclusion {
    return this.#flow === "request"
      ? this.#comparison.decide(after, before)
      : this.#comparison.decide(before, after);
  }

  /** A refutation once more, by the validator that has no part in the decision. */
  #confirm(before: SchemaNode, after: SchemaNode, found: Inclusion): Inclusion {
    return this.#flow === "request"
      ? this.#comparison.confirm(after, before, found)
      : this.#comparison.confirm(before, after, found);
  }

  #whole(inclusion: Inclusion): SchemaChange {
    return {
      family: "schema",
      action: "changed",
      path: [],
      ...this.#effect(inclusion, { kind: "included" }),
    };
  }

  #walk(before: SchemaNode, after: SchemaNode): readonly SchemaChange[] {
    if (before.id === after.id) return [];
    const key = `${before.id}:${after.id}`;
    const known = this.#walked.get(key);
    if (known) return known;
    this.#walked.set(key, []);
    const changes = this.#walkPair(before, after);
    this.#walked.set(key, changes);
    return changes;
  }

  #walkPair(before: SchemaNode, after: SchemaNode): readonly SchemaChange[] {
    const pair = {
      before: this.#comparison.flatten(before),
      after: this.#comparison.flatten(after),
    };
    const properties = this.#properties(pair);
    const changes = [
      ...(excludes(pair, "object") ? properties.map(ineffective) : properties),
      ...this.#parts(pair),
      ...this.#unions(pair),
      ...this.#keywords(pair),
    ];
    if (!changes.some((one) => one.breaks)) return changes;
    if (this.#accepts(before, after).kind === "included") return changes.map(settle);
    if (this.#flow === "request" || !this.#comparison.isEmpty(before)) return changes;
    return changes.map((one) => ({ ...withoutProof(one), breaks: false, standing: "impossible" }));
  }

  #properties(pair: Pair): SchemaChange[] {
    const names = new Set([
      ...(pair.before.properties?.keys() ?? []),
      ...(pair.after.properties?.keys() ?? []),
      ...(pair.before.required ?? []),
      ...(pair.after.required ?? []),
    ]);
    return [...names].flatMap((name) => this.#property(name, pair));
  }

  #property(name: string, pair: Pair): readonly SchemaChange[] {
    const before = pair.before.properties?.get(name);
    const after = pair.after.properties?.get(name);
    const was = pair.before.required?.includes(name) ?? false;
    const is = pair.after.required?.includes(name) ?? false;
    if (before && after) {
      const flips = (before.kind === "dropped") !== (after.kind === "dropped");
      const required = was === is ? [] : [this.#required(name, pair, is)];
      if (flips) return required.map(accessOnly);
      const inner = before.kind === "dropped" ? [] : within(name, this.#walk(before, after));
      return [...required, ...inner];
    }
    if (!before && !after) return was === is ? [] : [this.#required(name, pair, is)];
    const merged = withProperty(pair.before, pair.after, name);
    const action = after ? ("added" as const) : ("removed" as const);
    const required = after ? is : was;
    return [
      {
        family: "property",
        action,
        path: [name],
        required,
        ...this.#served(pair.before, merged),
      },
    ];
  }

  #required(name: string, pair: Pair, is: boolean): SchemaChange {
    const merged = withRequired(pair.before, name, is);
    const action = is ? "added" : "removed";
    return {
      family: "required",
      action,
      path: [name],
      ...this.#served(pair.before, merged),
    };
  }

  /** Whether those who relied on the keywords are served; what they win besides is not asked. */
  #served(before: Keywords, after: Keywords): Effect {
    const old = this.#comparison.make(before);
    const next = this.#comparison.make(after);
    const forward = this.#confirm(old, next, this.#accepts(old, next));
    return this.#effect(forward, { kind: "included" });
  }

  /** The parts of arrays and maps: compared within where both sides have them. */
  #parts(pair: Pair): SchemaChange[] {
    const { before, after } = pair;
    return [
      ...this.#part("items", "items", "[]", pair),
      ...this.#part("additionalProperties", "additional-properties", "{}", pair),
      ...this.#prefixItems(before.prefixItems ?? [], after.prefixItems ?? [], pair),
    ];
  }

  #part(
    keyword: "items" | "additionalProperties",
    family: SchemaFamily,
    segment: string,
    pair: Pair,
  ): readonly SchemaChange[] {
    const before = pair.before[keyword];
    const after = pair.after[keyword];
    if (before?.id === after?.id) return [];
    const inner = before && after ? within(segment, this.#walk(before, after)) : [];
    return inner.length > 0 ? inner : [this.#family(family, [keyword], pair)];
  }

  #prefixItems(
    before: readonly SchemaNode[],
    after: readonly SchemaNode[],
    pair: Pair,
  ): readonly SchemaChange[] {
    if (before.length !== after.length)
      return [this.#family("prefix-items", ["prefixItems"], pair)];
    return before.flatMap((item, index) => {
      const other = after[index];
      return other ? within(`[${index}]`, this.#walk(item, other)) : [];
    });
  }

  /** Unions whose branches differ in one place only are compared within it. */
  #unions(pair: Pair): SchemaChange[] {
    return (["anyOf", "oneOf"] as const).flatMap((keyword) => {
      const before = pair.before[keyword] ?? [];
      const after = pair.after[keyword] ?? [];
      if (sameIds(before, after)) return [];
      const gone = before.filter((one) => !after.some((other) => other.id === one.id));
      const come = after.filter((one) => !before.some((other) => other.id === one.id));
      if (gone.length !== come.length) return [];
      return gone.flatMap((old, index) => {
        const fresh = come[index];
        if (!fresh || (gone.length > 1 && !this.#alike(old, fresh))) return [];
        const inner = within(`${keyword}[${before.indexOf(old)}]`, this.#walk(old, fresh));
        const apart = this.#alike(old, fresh) && this.#accepts(old, fresh).kind === "refuted";
        return apart ? inner.map(inBranch) : inner;
      });
    });
  }

  /** Whether two branches are objects of the same properties: one and the same thing, changed. */
  #alike(before: SchemaNode, after: SchemaNode): boolean {
    const names = (node: SchemaNode): string =>
      canonicalJson([...(this.#comparison.flatten(node).properties?.keys() ?? [])].sort());
    return names(before) === names(after) && names(before) !== "[]";
  }

  #keywords(pair: Pair): SchemaChange[] {
    return FAMILY_KEYWORDS.flatMap(([family, names]) => {
      const changed = names.filter((name) => !sameKeyword(pair.before[name], pair.after[name]));
      if (changed.length === 0) return [];
      if (family === "type" && this.#comparison.isTextual && staysText(pair)) return [];
      if ((family === "any-of" || family === "one-of") && this.#unions(pair).length > 0) return [];
      const change = this.#family(family, names, pair);
      if (change.breaks || change.effect === "undecided") return [change];
      const taken = this.#byWord(change, names, pair);
      return taken.length > 0 || change.effect === "same" ? taken : [change];
    });
  }

  /** A keyword that does nothing beside its type, or in a request that nothing satisfies, is taken at its word. */
  #byWord(change: SchemaChange, names: readonly (keyof Keywords)[], pair: Pair): SchemaChange[] {
    const type = FAMILY_TYPES[change.family];
    const hopeless =
      this.#flow === "request" && this.#comparison.isEmpty(this.#comparison.make(pair.before));
    if (!hopeless && !(type && excludes(pair, type))) return [];
    const base: Keywords = type ? { types: [type] } : {};
    const alone = (keywords: Keywords): Keywords => withKeywords(base, names, keywords);
    const effect = this.#compareKeywords(alone(pair.before), alone(pair.after));
    return [ineffective({ ...change, ...effect })];
  }

  #family(family: SchemaFamily, names: readonly (keyof Keywords)[], pair: Pair): SchemaChange {
    const before = describeKeywords(pair.before, names, this.#comparison.isTextual);
    const after = describeKeywords(pair.after, names, this.#comparison.isTextual);
    const merged = withKeywords(pair.before, names, pair.after);
    return {
      family: family === "type" && onlyNull(pair) ? "nullable" : family,
      action: before === undefined ? "added" : after === undefined ? "removed" : "changed",
      path: [],
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
      ...this.#compareKeywords(pair.before, merged),
    };
  }

  #compareKeywords(before: Keywords, after: Keywords): Effect {
    const old = this.#comparison.make(before);
    const next = this.#comparison.make(after);
    const forward = this.#confirm(old, next, this.#accepts(old, next));
    return this.#effect(forward, this.#accepts(next, old));
  }

  #effect(forward: Inclusion, back: Inclusion): Effect {
    const lost = this.#flow === "request" ? "narrowed" : "widened";
    const won = this.#flow === "request" ? "widened" : "narrowed";
    if (forward.kind === "refuted") {
      const effect = back.kind === "included" ? lost : "replaced";
      return { effect, breaks: true, witness: forward.witness };
    }
    if (forward.kind === "undecided") {
      return { effect: "undecided", breaks: false, reason: forward.reason };
    }
    return { effect: back.kind === "included" ? "same" : won, breaks: false };
  }
}

type Effect = { readonly effect: SchemaEffect; readonly breaks: boolean } & Pick<
  SchemaChange,
  "witness" | "reason"
>;

function withoutProof(change: SchemaChange): SchemaChange {
  const { witness: _witness, reason: _reason, ...rest } = change;
  return rest;
}

/** Whether neither side lets values of the type pass. */
function excludes(pair: Pair, type: ValueType): boolean {
  const { before, after } = pair;
  if (!before.types || !after.types) return false;
  return !before.types.includes(type) && !after.types.includes(type);
}

function ineffective(change: SchemaChange): SchemaChange {
  return { ...withoutProof(change), standing: "ineffective" };
}

function inBranch(change: SchemaChange): SchemaChange {
  return change.breaks ? { standing: "branch", ...change } : change;
}

function accessOnly(change: SchemaChange): SchemaChange {
  return { ...withoutProof(change), breaks: false, effect: "same", standing: "access" };
}

/** Whether the change makes up for a verdict of the whole that no change breaks. */
function explains(change: SchemaChange): boolean {
  return change.standing === "impossible" || change.standing === "access";
}

/** A change that is part of a compatible whole: what it does alone is made up for elsewhere, but where it stands apart. */
function settle(change: SchemaChange): SchemaChange {
  if (change.standing === "ineffective" || change.standing === "branch") return change;
  const rest = withoutProof(change);
  return { ...rest, breaks: false, effect: change.effect === "undecided" ? "same" : change.effect };
}

function within(segment: string, changes: readonly SchemaChange[]): SchemaChange[] {
  return changes.map((change) => ({ ...change, path: [segment, ...change.path] }));
}

function withProperty(base: Keywords, from: Keywords, name: string): Keywords {
  const properties = new Map(base.properties);
  const taken = from.properties?.get(name);
  if (taken) properties.set(name, taken);
  else properties.delete(name);
  return withRequired({ ...base, properties }, name, from.required?.includes(name) ?? false);
}

function withRequired(base: Keywords, name: string, is: boolean): Keywords {
  const others = (base.required ?? []).filter((one) => one !== name);
  return { ...base, required: is ? [...others, name].sort() : others };
}

/** Whether texts are taken before and after, any or some: a keyword other than the type tells which. */
function staysText({ before, after }: Pair): boolean {
  const [was = [], is = []] = [before.types, after.types];
  const isScalar = (type: ValueType): boolean => type === "number" || type === "boolean";
  const left = (types: readonly ValueType[]): string =>
    types.filter((type) => !isScalar(type)).join();
  const isAny = (types: readonly ValueType[]): boolean =>
    types.includes("number") && types.includes("boolean");
  return was.includes("string") && left(was) === left(is) && isAny(was) !== isAny(is);
}

function onlyNull(pair: Pair): boolean {
  const types = (keywords: Keywords): string =>
    canonicalJson((keywords.types ?? []).filter((type) => type !== "null"));
  const nullable = (keywords: Keywords): boolean => keywords.types?.includes("null") ?? true;
  return (
    types(pair.before) === types(pair.after) &&
    nullable(pair.before) !== nullable(pair.after) &&
    pair.before.integer === pair.after.integer
  );
}

function sameIds(a: readonly SchemaNode[], b: readonly SchemaNode[]): boolean {
  return a.length === b.length && a.every((one, index) => one.id === b[index]?.id);
}

function sameKeyword(a: unknown, b: unknown): boolean {
  return fingerprint(a) === fingerprint(b);
}

function fingerprint(value: unknown): string {
  if (value instanceof Map) return fingerprint([...value]);
  if (Array.isArray(value)) return `[${value.map(fingerprint).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    if ("kind" in value && "id" in value) return `#${String(value.id)}`;
    if ("node" in value || "if" in value) return Object.values(value).map(fingerprint).join(",");
  }
  return canonicalJson(value);
}
