/*
 * Whether a regular expression may backtrack exponentially. The expression is parsed roughly; characters are judged by
 * samples, which is enough to see that two alternatives, or the end and the start of a repeated group, can match the
 * same text.
 */

/** Whether some repeated part of a pattern can match one text in two ways. */
export function backtracks(pattern: string): boolean {
  try {
    return isAmbiguous(new PatternParser(pattern).parse());
  } catch (error) {
    // What this parser does not know is judged by nobody, rather than wrongly.
    if (error instanceof UnknownSyntax) return false;
    throw error;
  }
}

type PatternNode =
  | { readonly kind: "characters"; readonly test: RegExp }
  | { readonly kind: "empty" }
  | { readonly kind: "sequence"; readonly items: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly options: readonly PatternNode[] }
  | {
      readonly kind: "repeat";
      readonly item: PatternNode;
      readonly min: number;
      readonly max: number;
    };

class UnknownSyntax extends Error {}

/** One character of each kind that patterns tell apart. */
const SAMPLES: readonly string[] = [
  ...Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)),
  "\t",
  "\n",
  "\u00E9",
  "\u4E2D",
];

function isAmbiguous(node: PatternNode): boolean {
  switch (node.kind) {
    case "sequence":
      return node.items.some(isAmbiguous);
    case "choice":
      return node.options.some(isAmbiguous);
    case "repeat":
      return (
        isAmbiguous(node.item) || (node.max > 1 && !Number.isFinite(node.max) && splits(node.item))
      );
    default:
      return false;
  }
}

/** Whether one pass over a repeated item can be taken for two, or one alternative for another. */
function splits(item: PatternNode): boolean {
  if (item.kind === "choice") {
    for (const [index, option] of item.options.entries()) {
      const rest = item.options.slice(index + 1);
      if (
        rest.some(
          (other) =>
            sameLength(option, other) &&
            overlap(first(option), first(other)) &&
            overlap(last(option), last(other)),
        )
      ) {
        return true;
      }
      if (splits(option)) return true;
    }
    return false;
  }
  if (item.kind === "repeat") {
    return !Number.isFinite(item.max) || (item.max > item.min && item.max > 1);
  }
  if (item.kind !== "sequence") return false;
  // (x+)+ with nothing between that x cannot match: the boundary between two passes is free.
  const solid = item.items.filter((part) => part.kind !== "empty");
  return solid.some((part, index) => {
    if (part.kind !== "repeat" || Number.isFinite(part.max)) return false;
    const others = solid.filter((_, other) => other !== index);
    return others.every((other) => canBeEmpty(other) || overlapAll(other, first(part.item)));
  });
}

function overlapAll(node: PatternNode, characters: ReadonlySet<string>): boolean {
  return (
    overlap(first(node), characters) && overlap(last(node), characters) && node.kind === "repeat"
  );
}

function sameLength(a: PatternNode, b: PatternNode): boolean {
  const [one, two] = [lengths(a), lengths(b)];
  return one.min <= two.max && two.min <= one.max;
}

function lengths(node: PatternNode): { readonly min: number; readonly max: number } {
  switch (node.kind) {
    case "characters":
      return { min: 1, max: 1 };
    case "empty":
      return { min: 0, max: 0 };
    case "sequence":
      return node.items
        .map(lengths)
        .reduce((a, b) => ({ min: a.min + b.min, max: a.max + b.max }), { min: 0, max: 0 });
    case "choice": {
      const all = node.options.map(lengths);
      return {
        min: Math.min(...all.map(({ min }) => min)),
        max: Math.max(...all.map(({ max }) => max)),
      };
    }
    case "repeat": {
      const { min, max } = lengths(node.item);
      return { min: min * node.min, max: max === 0 ? 0 : max * node.max };
    }
  }
}

function canBeEmpty(node: PatternNode): boolean {
  return lengths(node).min === 0;
}

function first(node: PatternNode): ReadonlySet<string> {
  return edge(node, (items) => items);
}

function last(node: PatternNode): ReadonlySet<string> {
  return edge(node, (items) => [...items].reverse());
}

/** The samples that can stand at one end of what a node matches. */
function edge(
  node: PatternNode,
  order: (items: readonly PatternNode[]) => readonly PatternNode[],
): ReadonlySet<string> {
  switch (node.kind) {
    case "characters":
      return new Set(SAMPLES.filter((sample) => node.test.test(sample)));
    case "empty":
      return new Set();
    case "choice":
      return new Set(node.options.flatMap((option) => [...edge(option, order)]));
    case "repeat":
      return edge(node.item, order);
    case "sequence": {
      const found: string[] = [];
      for (const item of order(node.items)) {
        found.push(...edge(item, order));
        if (!canBeEmpty(item)) break;
      }
      return new Set(found);
    }
  }
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return [...a].some((sample) => b.has(sample));
}

const EMPTY: PatternNode = { kind: "empty" };

class PatternParser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): PatternNode {
    const node = this.#choice();
    if (this.#at < this.#text.length) throw new UnknownSyntax();
    return node;
  }

  #choice(): PatternNode {
    const options = [this.#sequence()];
    while (this.#take("|")) options.push(this.#sequence());
    const [only] = options;
    return options.length === 1 && only ? only : { kind: "choice", options };
  }

  #sequence(): PatternNode {
    const items: PatternNode[] = [];
    while (this.#at < this.#text.length && !"|)".includes(this.#peek())) items.push(this.#term());
    const [only] = items;
    return items.length === 1 && only ? only : { kind: "sequence", items };
  }

  #term(): PatternNode {
    const atom = this.#atom();
    const counts = this.#match(/(?:([*+?])|\{(\d+)(,(\d*))?\})\??/y);
    if (!counts) return atom;
    const [, sign, from, comma, to] = counts;
    if (sign !== undefined) {
      return {
        kind: "repeat",
        item: atom,
        min: sign === "+" ? 1 : 0,
        max: sign === "?" ? 1 : Number.POSITIVE_INFINITY,
      };
    }
    const min = Number(from);
    const max = comma === undefined ? min : to ? Number(to) : Number.POSITIVE_INFINITY;
    return { kind: "repeat", item: atom, min, max };
  }

  #atom(): PatternNode {
    if (this.#match(/[\^$]|\\[bB]/y)) return EMPTY;
    if (this.#match(/\(\?<?[=!]/y)) {
      this.#choice();
      this.#expect(")");
      return EMPTY;
    }
    if (this.#match(/\((?:\?:|\?<[A-Za-z_$][\w$]*>)?(?!\?)/y)) {
      const inner = this.#choice();
      this.#expect(")");
      return inner;
    }
    // A class, an escape (back-references apart), or a plain character.
    const text = this.#match(
      /\[(?:\\.|[^\]\\])*\]|\\(?:u\{[0-9A-Fa-f]+\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[pP]\{[^}]*\}|c[A-Za-z]|[^1-9k])|[^()[\]\\*+?{]/uy,
    );
    if (!text) throw new UnknownSyntax();
    return { kind: "characters", test: characterTest(text[0]) };
  }

  #peek(): string {
    return this.#text[this.#at] ?? "";
  }

  #take(sign: string): boolean {
    if (this.#peek() !== sign) return false;
    this.#at += 1;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#take(sign)) throw new UnknownSyntax();
  }

  #match(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#text);
    if (!found) return undefined;
    this.#at = expression.lastIndex;
    return found;
  }
}

function characterTest(text: string): RegExp {
  for (const flags of ["su", "s"]) {
    try {
      return new RegExp(`^(?:${text})$`, flags);
    } catch {
      continue;
    }
  }
  throw new UnknownSyntax();
}
