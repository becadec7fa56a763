/** Whether a code point belongs to a set. */
export type CharTest = (code: number) => boolean;

/** A part of a parsed regular expression. */
export type RegexNode =
  | { readonly kind: "char"; readonly test: CharTest }
  | { readonly kind: "literal"; readonly text: string; readonly ignoreCase: boolean }
  | { readonly kind: "sequence"; readonly parts: readonly RegexNode[] }
  | { readonly kind: "choice"; readonly options: readonly RegexNode[] }
  | { readonly kind: "group"; readonly index: number; readonly body: RegexNode }
  | {
      readonly kind: "look";
      readonly behind: boolean;
      readonly negated: boolean;
      readonly body: RegexNode;
    }
  | { readonly kind: "atomic"; readonly body: RegexNode }
  | {
      readonly kind: "repeat";
      readonly body: RegexNode;
      readonly min: number;
      readonly max: number;
      readonly mode: RepeatMode;
    }
  | { readonly kind: "reference"; readonly index: number; readonly ignoreCase: boolean }
  | { readonly kind: "assert"; readonly what: Assertion };

/** How often a repetition takes its body first: as often as possible, as seldom, or without giving back. */
export type RepeatMode = "greedy" | "lazy" | "possessive";

/** Places that match without taking a character. */
export type Assertion =
  "start" | "lineStart" | "end" | "lineEnd" | "finalEnd" | "wordBoundary" | "noWordBoundary";

/** The flags that are set at a place of the expression. */
export interface Flags {
  readonly ignoreCase: boolean;
  readonly unicodeCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly comments: boolean;
}
