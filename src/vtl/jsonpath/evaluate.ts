import { Failure, limitFailure } from "../failure.js";
import { JsonArray } from "../json/json-array.js";
import { JavaList } from "../values/list.js";
import { JavaMap } from "../values/map.js";
import type { Value } from "../values/value.js";
import { isDefiniteStep } from "./path.js";
import type { PathPlan, Step } from "./path.js";

/** What a path that leads nowhere throws; reading turns it into null. */
export class PathNotFound extends Error {}

const MAX_STEPS = 2_000_000;

/** Reads a path from an item; throws PathNotFound where a definite path leads nowhere. */
export function readPlan(plan: PathPlan, item: Value, root: Value): Value {
  const evaluation = new Evaluation(plan.steps, root);
  evaluation.run(item);
  if (!plan.steps.every(isDefiniteStep)) return new JsonArray(evaluation.results);
  const [value] = evaluation.results;
  if (value === undefined) throw new PathNotFound();
  return value;
}

/** One walk of a document along a path. */
class Evaluation {
  readonly results: Value[] = [];
  readonly #steps: readonly Step[];
  readonly #root: Value;
  #taken = 0;

  constructor(steps: readonly Step[], root: Value) {
    this.#steps = steps;
    this.#root = root;
  }

  run(item: Value): void {
    this.#evaluate(0, item);
  }

  #evaluate(at: number, model: Value): void {
    if (++this.#taken > MAX_STEPS) {
      throw limitFailure("a JSONPath visits too many values", "steps", MAX_STEPS);
    }
    const step = this.#steps[at];
    if (step === undefined) {
      this.results.push(model);
      return;
    }
    switch (step.kind) {
      case "property":
        if (!(model instanceof JavaMap)) throw new PathNotFound();
        return this.#properties(at, model, step.names);
      case "wildcard":
        return this.#wildcard(at, model);
      case "self":
        return this.#evaluate(at + 1, model);
      case "scan":
        return this.#scan(at + 1, model);
      case "filter":
        return this.#filter(at, model, step.accepts);
      default:
        return this.#array(at, model, step);
    }
  }

  #properties(at: number, model: JavaMap, names: readonly string[]): void {
    const [name] = names;
    if (names.length === 1 && name !== undefined) {
      if (model.has(name)) return this.#evaluate(at + 1, model.get(name));
      // Below a step that leads to many values, one of them may lack an inner property.
      if (at + 1 < this.#steps.length && !this.#isUpstreamDefinite(at)) return;
      throw new PathNotFound();
    }
    if (at + 1 < this.#steps.length) {
      throw new Failure("invalid JSONPath: several names can only stand at the end");
    }
    const merged = new JavaMap();
    for (const each of names) if (model.has(each)) merged.put(each, model.get(each));
    this.results.push(merged);
  }

  /** As Jayway has it: the step, and everything from the one before it to the end, is definite. */
  #isUpstreamDefinite(at: number): boolean {
    return this.#steps.slice(Math.max(at - 1, 0)).every(isDefiniteStep);
  }

  #wildcard(at: number, model: Value): void {
    if (model instanceof JavaMap) {
      for (const key of model.keys()) {
        if (typeof key === "string") this.#properties(at, model, [key]);
      }
    } else if (model instanceof JavaList) {
      for (const value of model.values()) {
        try {
          this.#evaluate(at + 1, value);
        } catch (error) {
          if (!(error instanceof PathNotFound)) throw error;
        }
      }
    }
  }

  #filter(at: number, model: Value, accepts: (item: Value, root: Value) => boolean): void {
    if (model instanceof JavaMap) {
      if (accepts(model, this.#root)) this.#evaluate(at + 1, model);
    } else if (model instanceof JavaList) {
      for (const value of model.values()) {
        if (accepts(value, this.#root)) this.#evaluate(at + 1, value);
      }
    } else throw new Failure("invalid JSONPath: a filter cannot be applied to a plain value");
  }

  #array(at: number, model: Value, step: Step): void {
    if (model === null) throw new PathNotFound();
    if (!(model instanceof JavaList)) {
      throw new Failure("invalid JSONPath: an index can only be applied to a list");
    }
    for (const index of selectedIndexes(step, model.size)) {
      const value = model.values()[index];
      if (value === undefined) throw new PathNotFound();
      this.#evaluate(at + 1, value);
    }
  }

  #scan(at: number, model: Value): void {
    if (model instanceof JavaMap) {
      if (this.#scanMatches(at, model)) this.#evaluate(at, model);
      for (const value of model.keys().map((key) => model.get(key))) this.#scan(at, value);
    } else if (model instanceof JavaList) {
      if (this.#scanMatches(at, model)) this.#scanList(at, model);
      for (const value of model.values()) this.#scan(at, value);
    }
  }

  #scanList(at: number, model: JavaList): void {
    if (at + 1 >= this.#steps.length) return this.#evaluate(at, model);
    for (const value of model.values()) this.#evaluate(at + 1, value);
  }

  #scanMatches(at: number, model: JavaMap | JavaList): boolean {
    const step = this.#steps[at];
    switch (step?.kind) {
      case "property":
        return model instanceof JavaMap && step.names.every((name) => model.has(name));
      case "wildcard":
        return true;
      case "filter":
        return step.accepts(model, this.#root);
      case "index":
      case "fromEnd":
      case "slice":
        return model instanceof JavaList;
      default:
        return false;
    }
  }
}

/** The indexes that a step takes of a list; what lies outside the list leads nowhere. */
function selectedIndexes(step: Step, length: number): readonly number[] {
  if (step.kind === "index") return step.indexes;
  if (step.kind === "fromEnd") return [length + step.offset];
  if (step.kind !== "slice" || length === 0) return [];
  const { from, to } = step;
  if (from === undefined)
    return range(0, Math.min(length, to === undefined || to >= 0 ? (to ?? length) : length + to));
  if (to === undefined) return range(Math.max(0, from < 0 ? length + from : from), length);
  return range(from, Math.min(length, to));
}

function range(from: number, to: number): readonly number[] {
  const indexes: number[] = [];
  for (let index = from; index < to; index++) indexes.push(index);
  return indexes;
}
