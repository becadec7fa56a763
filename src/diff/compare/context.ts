import type { ApiModel } from "../../model/index.js";
import { SchemaComparison, Verifier, type Travel } from "../../schema/inclusion/index.js";
import type { Schema } from "../../model/schema.js";
import { SchemaWalker, type SchemaVerdict } from "./schema-walk.js";
import type { Change, ChangeDetails, ChangeKind, ChangeOf } from "./change.js";
import type { Flow } from "./schema-change.js";
import { annotationChanges, type WalkedPairs } from "./compare-annotations.js";
import type { Place, Recorder } from "./recorder.js";

export type { Place } from "./recorder.js";

/** One comparison of two models: what is shared, and the changes found so far. */
export class CompareContext implements Recorder {
  readonly old: ApiModel;
  readonly new: ApiModel;
  readonly #changes: Change[] = [];
  readonly #comparisons = new Map<Travel, SchemaComparison>();
  readonly #verifier = new Verifier();
  readonly #walkers = new Map<string, SchemaWalker>();
  readonly #annotated: WalkedPairs = new Map();

  constructor(old: ApiModel, next: ApiModel) {
    this.old = old;
    this.new = next;
  }

  get changes(): readonly Change[] {
    return this.#changes;
  }

  add<K extends ChangeKind>(kind: K, place: Place, details: ChangeDetails[K]): void {
    const change: ChangeOf<ChangeKind> = { ...place, kind, details };
    // Kind and details belong together by the type of the parameters; the union cannot say so.
    this.#changes.push(change as Change);
  }

  /** The comparison for a way of travel; schemas are lowered once for each. */
  comparison(travel: Travel): SchemaComparison {
    const known = this.#comparisons.get(travel);
    if (known) return known;
    const schemas = {
      old: this.old.components.schemas,
      new: this.new.components.schemas,
    };
    const made = new SchemaComparison(schemas, { travel, lenient: true }, this.#verifier);
    this.#comparisons.set(travel, made);
    return made;
  }

  walker(travel: Travel, flow: Flow): SchemaWalker {
    const key = `${travel}:${flow}`;
    const known = this.#walkers.get(key);
    if (known) return known;
    const made = new SchemaWalker(this.comparison(travel), flow);
    this.#walkers.set(key, made);
    return made;
  }

  /** Adds what changed between two schemas; a missing schema lets everything pass. */
  addSchema(
    place: Place & { readonly flow: Flow },
    schemas: { readonly old?: Schema | undefined; readonly new?: Schema | undefined },
    travel: Travel = place.flow,
  ): void {
    const before = schemas.old ?? anything(place);
    const after = schemas.new ?? anything(place);
    const comparison = this.comparison(travel);
    const verdict = this.walker(travel, place.flow).compare(
      comparison.node("old", before),
      comparison.node("new", after),
    );
    this.addVerdict(place, verdict);
    if (!schemas.old || !schemas.new) return;
    annotationChanges(this, place, before, after, this.#annotated);
  }

  addVerdict(place: Place, verdict: SchemaVerdict): void {
    for (const change of verdict.changes) this.add("schema", place, change);
  }
}

function anything(place: Place): Schema {
  const location = place.places.new ?? place.places.old;
  if (!location) throw new Error("a schema is compared at no place");
  return { kind: "boolean", value: true, location };
}
