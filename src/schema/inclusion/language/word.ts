import { pickChar } from "./char-set.js";
import type { Expression, ExpressionBuilder } from "./expression.js";
import { END, START, splitChars } from "./expression.js";

/** How long a word may be, in code points. */
export interface LengthBounds {
  readonly min: number;
  readonly max: number;
}

/** A word of the language, the proof that it has none, or the bound of work reached. */
export type WordSearch =
  { readonly kind: "word"; readonly word: string } | { readonly kind: "none" | "unknown" };

const MAX_STATES = 4_000;
const MAX_TERMS = 60_000;

interface Step {
  readonly term: Expression;
  readonly length: number;
  readonly from?: Step;
  readonly symbol: number;
}

/**
 * The shortest word of the expression within the bounds. Words are searched by length, so that a state
 * is first met at its least length and the upper bound prunes nothing that counts.
 */
export function findWord(
  builder: ExpressionBuilder,
  expression: Expression,
  bounds: LengthBounds,
): WordSearch {
  const first: Step = { term: builder.derive(expression, START), length: 0, symbol: START };
  const seen = new Set<string>();
  let level: Step[] = [first];
  while (level.length > 0) {
    const next: Step[] = [];
    for (const step of level) {
      const key = `${step.term.id}:${Math.min(step.length, bounds.min)}`;
      if (step.term.kind === "none" || seen.has(key)) continue;
      seen.add(key);
      if (step.length >= bounds.min && builder.derive(step.term, END).nullable) {
        return { kind: "word", word: spell(step) };
      }
      if (seen.size > MAX_STATES || builder.size > MAX_TERMS) return { kind: "unknown" };
      if (step.length < bounds.max) next.push(...successors(builder, step));
    }
    level = next;
  }
  return { kind: "none" };
}

function successors(builder: ExpressionBuilder, step: Step): Step[] {
  return splitChars(step.term).flatMap((part) => {
    const symbol = pickChar(part);
    if (symbol === undefined) return [];
    const term = builder.derive(step.term, symbol);
    return [{ term, length: step.length + 1, from: step, symbol }];
  });
}

function spell(step: Step): string {
  const symbols: number[] = [];
  for (let at: Step | undefined = step; at?.from; at = at.from) symbols.push(at.symbol);
  return String.fromCodePoint(...symbols.reverse());
}
