import type { CharSet } from "./char-set.js";
import { ANY_CHAR, hasChar, intersectChars, singleChar, unionChars } from "./char-set.js";

/**
 * A regular expression with intersection and complement, whose derivatives decide its language
 * (Brzozowski, "Derivatives of Regular Expressions", 1964). Terms are shared: equal terms are the same object.
 */
export type Expression =
  | { readonly kind: "none"; readonly id: number; readonly nullable: false }
  | { readonly kind: "empty"; readonly id: number; readonly nullable: true }
  | { readonly kind: "chars"; readonly id: number; readonly nullable: false; readonly set: CharSet }
  | {
      readonly kind: "concat";
      readonly id: number;
      readonly nullable: boolean;
      readonly head: Expression;
      readonly tail: Expression;
    }
  | {
      readonly kind: "or" | "and";
      readonly id: number;
      readonly nullable: boolean;
      readonly parts: readonly Expression[];
    }
  | {
      readonly kind: "not";
      readonly id: number;
      readonly nullable: boolean;
      readonly part: Expression;
    }
  | {
      readonly kind: "repeat";
      readonly id: number;
      readonly nullable: boolean;
      readonly part: Expression;
      readonly min: number;
      readonly max: number;
    };

type Shape<E = Expression> = E extends Expression ? Omit<E, "id"> : never;

/** Stands before the first character of a word, so that `^` is a symbol like others. */
export const START = 0x110000;
/** Stands after the last character of a word. */
export const END = 0x110001;

/** Makes expressions; those of one builder are shared, so it lives as long as one comparison. */
export class ExpressionBuilder {
  readonly #shared = new Map<string, Expression>();
  readonly #derivatives = new Map<number, Map<number, Expression>>();

  readonly none: Expression = this.#share("none", { kind: "none", nullable: false });
  readonly empty: Expression = this.#share("empty", { kind: "empty", nullable: true });
  readonly anyChar: Expression = this.chars(ANY_CHAR);
  /** Any word, the marks of its ends included. */
  readonly anything: Expression = this.not(this.none);

  /** How many distinct terms were made: the measure of work done. */
  get size(): number {
    return this.#shared.size;
  }

  #share(key: string, shape: Shape): Expression {
    const known = this.#shared.get(key);
    if (known) return known;
    const made: Expression = { ...shape, id: this.#shared.size };
    this.#shared.set(key, made);
    return made;
  }

  chars(set: CharSet): Expression {
    if (set.length === 0) return this.none;
    return this.#share(`c${set.join(";")}`, { kind: "chars", nullable: false, set });
  }

  mark(symbol: typeof START | typeof END): Expression {
    return this.chars(singleChar(symbol));
  }

  concat(...parts: readonly Expression[]): Expression {
    return parts.reduceRight((tail, head) => this.#join(head, tail), this.empty);
  }

  #join(head: Expression, tail: Expression): Expression {
    if (head.kind === "none" || tail.kind === "none") return this.none;
    if (head.kind === "empty") return tail;
    if (tail.kind === "empty") return head;
    if (head.kind === "concat") return this.#join(head.head, this.#join(head.tail, tail));
    const nullable = head.nullable && tail.nullable;
    return this.#share(`.${head.id},${tail.id}`, { kind: "concat", nullable, head, tail });
  }

  or(...alternatives: readonly Expression[]): Expression {
    const parts = this.#flatten("or", alternatives);
    if (parts.includes(this.anything)) return this.anything;
    const kept = this.#mergeChars(parts.filter((part) => part.kind !== "none"));
    const [only] = kept;
    if (!only) return this.none;
    if (kept.length === 1) return only;
    const nullable = kept.some((part) => part.nullable);
    return this.#share(`|${ids(kept)}`, { kind: "or", nullable, parts: kept });
  }

  and(...conditions: readonly Expression[]): Expression {
    const parts = this.#flatten("and", conditions);
    if (parts.includes(this.none)) return this.none;
    const kept = parts.filter((part) => part !== this.anything);
    const [only] = kept;
    if (!only) return this.anything;
    if (kept.length === 1) return only;
    const nullable = kept.every((part) => part.nullable);
    return this.#share(`&${ids(kept)}`, { kind: "and", nullable, parts: kept });
  }

  not(part: Expression): Expression {
    if (part.kind === "not") return part.part;
    return this.#share(`!${part.id}`, { kind: "not", nullable: !part.nullable, part });
  }

  repeat(part: Expression, min: number, max: number): Expression {
    if (max === 0 || part.kind === "empty") return this.empty;
    if (part.kind === "none") return min === 0 ? this.empty : this.none;
    if (min === 1 && max === 1) return part;
    const nullable = min === 0 || part.nullable;
    return this.#share(`*${part.id},${min},${max}`, { kind: "repeat", nullable, part, min, max });
  }

  /** The exact word. */
  literal(word: string): Expression {
    const symbols = [...word].map((char) => this.chars(singleChar(char.codePointAt(0) ?? 0)));
    return this.concat(...symbols);
  }

  #flatten(kind: "or" | "and", parts: readonly Expression[]): Expression[] {
    const flat = new Map<number, Expression>();
    for (const part of parts) {
      const inner = part.kind === kind && "parts" in part ? part.parts : [part];
      for (const one of inner) flat.set(one.id, one);
    }
    return [...flat.values()].sort((a, b) => a.id - b.id);
  }

  #mergeChars(parts: readonly Expression[]): Expression[] {
    const sets = parts.flatMap((part) => (part.kind === "chars" ? [part.set] : []));
    if (sets.length < 2) return [...parts];
    const merged = this.chars(sets.reduce(unionChars));
    const others = parts.filter((part) => part.kind !== "chars");
    return [...others, merged].sort((a, b) => a.id - b.id);
  }

  /** The words that may follow `symbol`. */
  derive(term: Expression, symbol: number): Expression {
    let bySymbol = this.#derivatives.get(term.id);
    if (!bySymbol) this.#derivatives.set(term.id, (bySymbol = new Map()));
    const known = bySymbol.get(symbol);
    if (known) return known;
    const made = this.#derivative(term, symbol);
    bySymbol.set(symbol, made);
    return made;
  }

  #derivative(term: Expression, symbol: number): Expression {
    switch (term.kind) {
      case "none":
      case "empty":
        return this.none;
      case "chars":
        return hasChar(term.set, symbol) ? this.empty : this.none;
      case "concat": {
        const first = this.#join(this.derive(term.head, symbol), term.tail);
        return term.head.nullable ? this.or(first, this.derive(term.tail, symbol)) : first;
      }
      case "or":
        return this.or(...term.parts.map((part) => this.derive(part, symbol)));
      case "and":
        return this.and(...term.parts.map((part) => this.derive(part, symbol)));
      case "not":
        return this.not(this.derive(term.part, symbol));
      case "repeat": {
        const rest = this.repeat(term.part, Math.max(0, term.min - 1), term.max - 1);
        return this.#join(this.derive(term.part, symbol), rest);
      }
    }
  }
}

function ids(parts: readonly Expression[]): string {
  return parts.map((part) => part.id).join(",");
}

/** Splits the characters so that all of one part lead to the same derivative. */
export function splitChars(term: Expression): readonly CharSet[] {
  switch (term.kind) {
    case "none":
    case "empty":
      return [ANY_CHAR];
    case "chars":
      return cut([ANY_CHAR], term.set);
    case "concat": {
      const head = splitChars(term.head);
      return term.head.nullable ? cross(head, splitChars(term.tail)) : head;
    }
    case "or":
    case "and":
      return term.parts.map(splitChars).reduce(cross, [ANY_CHAR]);
    case "not":
    case "repeat":
      return splitChars(term.part);
  }
}

function cut(parts: readonly CharSet[], set: CharSet): CharSet[] {
  return parts.flatMap((part) => {
    const inside = intersectChars(part, set);
    if (inside.length === 0) return [part];
    const outside = intersectChars(part, outsideOf(set));
    return outside.length === 0 ? [part] : [inside, outside];
  });
}

function outsideOf(set: CharSet): CharSet {
  const rest: [number, number][] = [];
  let next = 0;
  for (const [low, high] of set) {
    if (next < low) rest.push([next, low - 1]);
    next = high + 1;
  }
  rest.push([next, END]);
  return rest;
}

function cross(a: readonly CharSet[], b: readonly CharSet[]): readonly CharSet[] {
  if (a.length === 1) return b;
  if (b.length === 1) return a;
  return b.slice(0, -1).reduce<readonly CharSet[]>(cut, a);
}
