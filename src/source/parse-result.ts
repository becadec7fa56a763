import type { PathKey } from "../diagnostics/location.js";
import type { JsonValue } from "../util/json.js";
import type { Positions } from "./positions.js";

/** Something to report about a text: at a path of the parsed value, or at an offset of the text. */
export interface TextProblem {
  readonly kind: ProblemKind;
  /** What the message says: the syntax problem, the key, the number. */
  readonly detail: string;
  readonly at: { readonly path: readonly PathKey[] } | { readonly offset: number };
  /** Where the first of two duplicates stands. */
  readonly first?: number;
}

/** The diagnostic codes that parsing gives. */
export type ProblemKind =
  | "json-syntax"
  | "json-not-strict"
  | "yaml-syntax"
  | "yaml-unknown-tag"
  | "yaml-key"
  | "yaml-alias-cycle"
  | "yaml-documents"
  | "too-deep"
  | "too-many-nodes"
  | "duplicate-key"
  | "unsafe-integer";

/** A parsed text; without a value an error stands among the problems. */
export interface ParseResult {
  readonly value?: JsonValue;
  readonly problems: readonly TextProblem[];
  /** Where nodes stand, made from the text when first needed. */
  readonly positions: (text: string) => Positions;
}
