import type { JsonValue } from "../../util/json.js";

/** The parts of a schema that changes are told apart by. */
export type SchemaFamily =
  | "schema"
  | "type"
  | "nullable"
  | "enum"
  | "minimum"
  | "maximum"
  | "multiple-of"
  | "min-length"
  | "max-length"
  | "pattern"
  | "format"
  | "content"
  | "min-items"
  | "max-items"
  | "unique-items"
  | "items"
  | "prefix-items"
  | "contains"
  | "property"
  | "required"
  | "additional-properties"
  | "pattern-properties"
  | "property-names"
  | "min-properties"
  | "max-properties"
  | "dependent-required"
  | "dependent-schemas"
  | "unevaluated"
  | "all-of"
  | "any-of"
  | "one-of"
  | "not"
  | "conditional";

/** What a change does to the set of values: fewer, more, some of each, the same, or it could not be told. */
export type SchemaEffect = "narrowed" | "widened" | "replaced" | "same" | "undecided";

/** One change within a schema. */
export interface SchemaChange {
  readonly family: SchemaFamily;
  readonly action: "added" | "removed" | "changed";
  readonly effect: SchemaEffect;
  /** Property names, and `[]`, `{}`, `[0]` or `anyOf[1]` for the parts of arrays, maps and unions. */
  readonly path: readonly string[];
  readonly before?: JsonValue;
  readonly after?: JsonValue;
  /** A property that is required on the side that has it. */
  readonly required?: boolean;
  /** A value at `path` that was fine and is not, or that can come and could not. */
  readonly witness?: JsonValue;
  /** Why the effect could not be told. */
  readonly reason?: string;
  /** Whether it breaks the side that relied on the old schema. */
  readonly breaks: boolean;
  /**
   * Why the change counts, or does not, though the values of the whole say otherwise: the keyword has no effect beside
   * its type (`ineffective`), it stands in one branch of a union whose others are open (`branch`), nothing satisfied
   * the old schema (`impossible`), or only `readOnly` and `writeOnly` changed (`access`).
   */
  readonly standing?: "ineffective" | "branch" | "impossible" | "access";
}

/** Which side relies on the schema: the one that sends values that must be accepted, or the one that receives them. */
export type Flow = "request" | "response";
