import type { Schema } from "../../model/schema.js";
import type { JsonValue } from "../../util/json.js";
import { flatten } from "./flatten.js";
import type { Keywords, SchemaNode } from "./node.js";
import type { NamedSchemas } from "./recursion.js";
import { evaluate } from "./evaluate.js";
import { Solver } from "./solver.js";
import { Universe, type Side } from "./universe.js";
import { Verifier } from "./verify.js";

/** Whether one schema's values are all among another's: the proof, the counterexample, or why neither was reached. */
export type Inclusion =
  | { readonly kind: "included" }
  | { readonly kind: "refuted"; readonly witness: JsonValue }
  | { readonly kind: "undecided"; readonly reason: string };

/** The way that values travel: what a client sends, what it gets, or text in a parameter. */
export type Travel = "request" | "response" | "parameter" | "both";

/** How a comparison treats the schemas. */
export interface ComparisonOptions {
  readonly travel: Travel;
  /**
   * Judges as an API evolves: a property that the narrower side's open object does not declare is left out of account,
   * and the objects of a `oneOf` count as told apart.
   */
  readonly lenient?: boolean;
  /** Steps of work per question; 20,000 unless told. */
  readonly budget?: number;
}

/** Compares schemas of two documents; equal parts and answers are shared among all questions. */
export class SchemaComparison {
  /** Whether values travel as text, as in parameters. */
  readonly isTextual: boolean;
  readonly #universe: Universe;
  readonly #solver: Solver;
  readonly #verifier: Verifier;
  readonly #decided = new Map<string, Inclusion>();

  constructor(
    schemas: Readonly<Record<Side, NamedSchemas>>,
    options: ComparisonOptions,
    verifier: Verifier = new Verifier(),
  ) {
    this.isTextual = options.travel === "parameter";
    this.#universe = new Universe(schemas, {
      ...(options.travel === "request" && { dropped: "readOnly" }),
      ...(options.travel === "response" && { dropped: "writeOnly" }),
      ...(options.travel === "parameter" && { textual: true }),
    });
    this.#solver = new Solver(this.#universe.interner, {
      lenient: options.lenient ?? false,
      budget: options.budget ?? 20_000,
    });
    this.#verifier = verifier;
  }

  /** The schema as it is compared. */
  node(side: Side, schema: Schema): SchemaNode {
    return this.#universe.node(side, schema);
  }

  /** The schema's keywords with what can be merged merged. */
  flatten(node: SchemaNode): Keywords {
    return flatten(node, this.make);
  }

  /** A node of keywords put together. */
  readonly make = (keywords: Keywords): SchemaNode => this.#universe.interner.node(keywords);

  /** Whether it is proved that no value satisfies the schema. */
  isEmpty(node: SchemaNode): boolean {
    this.#solver.restart();
    return this.#solver.solve([{ node, positive: true, lenient: false }]).kind === "none";
  }

  /** Whether both mean the same by their structure alone. */
  same(oldSchema: Schema, newSchema: Schema): boolean {
    return this.node("old", oldSchema).id === this.node("new", newSchema).id;
  }

  /** Whether every value of `narrow` is one of `wide`; each witness has passed and failed the real validator. */
  includes(wide: SchemaNode, narrow: SchemaNode): Inclusion {
    return this.confirm(wide, narrow, this.decide(wide, narrow));
  }

  /** The same with the witness checked by the decision's own means only. */
  decide(wide: SchemaNode, narrow: SchemaNode): Inclusion {
    if (wide.id === narrow.id) return { kind: "included" };
    const key = `${wide.id}>${narrow.id}`;
    const known = this.#decided.get(key);
    if (known) return known;
    const made = this.#decide(wide, narrow);
    this.#decided.set(key, made);
    return made;
  }

  #decide(wide: SchemaNode, narrow: SchemaNode): Inclusion {
    this.#solver.restart();
    const outcome = this.#solver.solve([
      { node: narrow, positive: true, lenient: false },
      { node: wide, positive: false, lenient: true },
    ]);
    if (outcome.kind === "none") return { kind: "included" };
    if (outcome.kind === "unknown") return { kind: "undecided", reason: outcome.reason };
    const witness = outcome.value;
    const sent = evaluate(narrow, witness, "sender");
    const received = evaluate(wide, witness, "receiver");
    if (sent === true && received === false) return { kind: "refuted", witness };
    if (sent === false || received === true) return UNCONFIRMED;
    return this.confirm(wide, narrow, { kind: "refuted", witness });
  }

  /** A refutation whose witness the real validator has accepted and refused; undecided when it did not. */
  confirm(wide: SchemaNode, narrow: SchemaNode, found: Inclusion): Inclusion {
    if (found.kind !== "refuted") return found;
    const sent = this.#verifier.accepts(narrow, found.witness, "sender");
    const received = this.#verifier.accepts(wide, found.witness, "receiver");
    return sent === true && received === false ? found : UNCONFIRMED;
  }
}

const UNCONFIRMED: Inclusion = {
  kind: "undecided",
  reason: "a counterexample was found but could not be confirmed",
};
