import { Failure } from "../failure.js";
import type { Value } from "../values/value.js";

/** One step of a path. */
export type Step =
  | { readonly kind: "property"; readonly names: readonly string[] }
  | { readonly kind: "wildcard" }
  | { readonly kind: "self" }
  | { readonly kind: "scan" }
  | { readonly kind: "index"; readonly indexes: readonly number[] }
  | { readonly kind: "fromEnd"; readonly offset: number }
  | { readonly kind: "slice"; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: "filter"; readonly accepts: ItemTest };

/** Whether a filter takes an item. */
export type ItemTest = (item: Value, root: Value) => boolean;

/** A path's steps after its root, and whether it starts at the document (`$`) or at an item (`@`). */
export interface PathPlan {
  readonly steps: readonly Step[];
  readonly fromRoot: boolean;
}

/** Whether a step leads to at most one value. */
export function isDefiniteStep(step: Step): boolean {
  if (step.kind === "index") return step.indexes.length === 1;
  return step.kind === "property" || step.kind === "fromEnd" || step.kind === "self";
}

/** A path that cannot be read, or cannot be applied to this document. */
export function invalidPath(path: string, reason: string): Failure {
  return new Failure(`invalid JSONPath "${path}": ${reason}`);
}
