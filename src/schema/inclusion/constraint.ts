import type { JsonValue } from "../../util/json.js";
import type { KeywordNode, SchemaNode, ValueType } from "./node.js";

/** A schema that a value must satisfy, or must break. */
export interface Literal {
  readonly node: SchemaNode;
  readonly positive: boolean;
  /** Whether it comes from the wider side's schema, so that leniency applies to it. */
  readonly lenient: boolean;
}

/** A value that satisfies all, the proof that none does, or why neither was found. */
export type Outcome =
  | { readonly kind: "found"; readonly value: JsonValue }
  | { readonly kind: "none" }
  | { readonly kind: "unknown"; readonly reason: string };

/** The proof that nothing satisfies the constraints. */
export const NONE: Outcome = { kind: "none" };

/** The work allowed for a question is used up; another question may still answer it. */
export const OUT_OF_STEPS: Outcome = {
  kind: "unknown",
  reason: "the schemas branch too much to be compared in full",
};

/** One way for a value to break a keyword of its type. */
export type Violation =
  | { readonly kind: "notListed"; readonly values: readonly JsonValue[] }
  | { readonly kind: "notInteger" }
  | { readonly kind: "notMultiple"; readonly step: number }
  | { readonly kind: "notPattern"; readonly pattern: string }
  | { readonly kind: "notFormat"; readonly format: string }
  | { readonly kind: "notContent"; readonly content: string }
  | { readonly kind: "notUnique" }
  | { readonly kind: "bounds"; readonly node: BoundsNode }
  | {
      readonly kind: "contains";
      readonly node: SchemaNode;
      readonly min: number;
      readonly max: number;
    }
  | { readonly kind: "item"; readonly index: number; readonly literal: Literal }
  | { readonly kind: "laterItem"; readonly from: number; readonly literal: Literal }
  | { readonly kind: "property"; readonly name: string; readonly literal: Literal }
  | { readonly kind: "patternProperty"; readonly pattern: string; readonly literal: Literal }
  | { readonly kind: "otherProperty"; readonly of: KeywordNode; readonly literal: Literal }
  | { readonly kind: "propertyName"; readonly literal: Literal }
  | { readonly kind: "present"; readonly name: string }
  | { readonly kind: "absent"; readonly name: string };

/** The bounds of one type's values, as keywords. */
export type BoundsNode = Pick<
  KeywordNode,
  | "minimum"
  | "maximum"
  | "exclusiveMinimum"
  | "exclusiveMaximum"
  | "minLength"
  | "maxLength"
  | "minItems"
  | "maxItems"
  | "minProperties"
  | "maxProperties"
>;

/** What one branch of the search adds. */
export interface Alternative {
  readonly literals?: readonly Literal[];
  readonly violations?: readonly Violation[];
  /** Says that this branch cannot be decided, and why. */
  readonly unknown?: string;
}

/** What a value of one type must satisfy once all branches are chosen. */
export interface Facts {
  readonly type: ValueType;
  /** Schemas whose keywords of this type all hold. */
  readonly schemas: readonly KeywordNode[];
  readonly violations: readonly Violation[];
}

/** What the deciders of single types ask of the search as a whole. */
export interface Search {
  /** Whether properties that one side does not declare are left out of account. */
  readonly lenient: boolean;
  solve(literals: readonly Literal[]): Outcome;
  /** Makes a node for constraints that the search adds itself. */
  readonly make: (keywords: Partial<KeywordNode>) => SchemaNode;
}

/** The outcome of trying things in order: the first value found, else an unknown one, else none. */
export class BestOutcome {
  #unknown: Outcome | undefined;

  /** Takes note of one outcome; true when it settles the search. */
  settles(outcome: Outcome): boolean {
    if (outcome.kind === "unknown") this.#unknown ??= outcome;
    return outcome.kind === "found";
  }

  get rest(): Outcome {
    return this.#unknown ?? NONE;
  }
}

/** The first value that any of the attempts finds. */
export function firstFound<T>(items: Iterable<T>, attempt: (item: T) => Outcome): Outcome {
  const best = new BestOutcome();
  for (const item of items) {
    const outcome = attempt(item);
    if (best.settles(outcome)) return outcome;
  }
  return best.rest;
}

/** The values that `notListed` violations rule out. */
export function excludedValues(violations: readonly Violation[]): readonly JsonValue[] {
  return violations.flatMap((one) => (one.kind === "notListed" ? one.values : []));
}
