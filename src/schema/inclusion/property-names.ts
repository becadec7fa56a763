import type { Facts, Literal, Outcome, Search } from "./constraint.js";
import { evaluate } from "./evaluate.js";
import { compilePattern } from "./formats.js";
import type { KeywordNode, SchemaNode } from "./node.js";

/** Names that match the same patterns: to every schema they are alike. */
export interface NameCell {
  readonly matched: readonly string[];
  readonly missed: readonly string[];
}

const MAX_PATTERNS = 4;

/** The names that an object's members may have, as its schemas tell them apart. */
export class PropertyNameSpace {
  readonly #facts: Facts;
  readonly #nameNodes: readonly SchemaNode[];
  readonly #search: Search;
  #declared: readonly string[] | undefined;
  #patternTexts: readonly string[] | undefined;

  constructor(facts: Facts, search: Search) {
    this.#facts = facts;
    this.#search = search;
    this.#nameNodes = facts.schemas.flatMap((one) => one.propertyNames ?? []);
  }

  /** Names that some schema speaks of. */
  get declared(): readonly string[] {
    this.#declared ??= [
      ...new Set(this.#schemas.flatMap((one) => [...(one.properties?.keys() ?? [])])),
    ];
    return this.#declared;
  }

  get #patterns(): readonly string[] {
    this.#patternTexts ??= [
      ...new Set([
        ...this.#schemas.flatMap((one) => (one.patternProperties ?? []).map(([text]) => text)),
        ...this.#facts.violations.flatMap((one) =>
          one.kind === "patternProperty" ? [one.pattern] : [],
        ),
      ]),
    ];
    return this.#patternTexts;
  }

  get #schemas(): readonly KeywordNode[] {
    const { schemas, violations } = this.#facts;
    return [
      ...schemas,
      ...violations.flatMap((one) => (one.kind === "otherProperty" ? [one.of] : [])),
    ];
  }

  /** Whether not every cell is looked at. */
  get tooManyPatterns(): boolean {
    return this.#patterns.length > MAX_PATTERNS;
  }

  /** Whether `propertyNames` lets the name pass. */
  allows(name: string): boolean {
    return this.#nameNodes.every((node) => evaluate(node, name, "sender") !== false);
  }

  /** Every combination of patterns matched and missed, the plainest first. */
  cells(): readonly NameCell[] {
    let cells: readonly NameCell[] = [{ matched: [], missed: [] }];
    for (const pattern of this.#patterns.slice(0, MAX_PATTERNS)) {
      cells = [
        ...cells.map((cell) => ({ ...cell, missed: [...cell.missed, pattern] })),
        ...cells.map((cell) => ({ ...cell, matched: [...cell.matched, pattern] })),
      ];
    }
    return cells;
  }

  /** A name of the cell that is none of those taken. */
  fresh(cell: NameCell, taken: readonly string[], extra: readonly Literal[]): Outcome {
    const broken = [...cell.matched, ...cell.missed].some((pattern) => !compilePattern(pattern));
    if (broken) return { kind: "unknown", reason: "a name pattern is not valid" };
    const { make } = this.#search;
    const literal = (node: SchemaNode, positive: boolean): Literal => {
      return { node, positive, lenient: false };
    };
    return this.#search.solve([
      literal(make({ types: ["string"] }), true),
      ...(extra.length === 0 ? [literal(make({ maxLength: 0, types: ["string"] }), false)] : []),
      ...this.#nameNodes.map((node) => literal(node, true)),
      ...cell.matched.map((pattern) => literal(make({ pattern }), true)),
      ...cell.missed.map((pattern) => literal(make({ pattern }), false)),
      ...(taken.length > 0 ? [literal(make({ enum: [...new Set(taken)].sort() }), false)] : []),
      ...extra,
    ]);
  }
}
