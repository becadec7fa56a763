import type { Value } from "../values/value.js";
import { PathNotFound, readPlan } from "./evaluate.js";
import { isDefiniteStep } from "./path.js";
import { parsePath } from "./path-parser.js";

/** A compiled path in Jayway's dialect. */
export interface JsonPath {
  /** Whether it leads to at most one value; an indefinite path always gives a list. */
  readonly definite: boolean;
  /** What it leads to in a document; undefined when it leads nowhere. Throws where it cannot be applied. */
  readonly read: (document: Value) => Value | undefined;
}

/** Compiles a path in the dialect of Jayway JsonPath 2.0, which the gateway uses; throws for what is no path. */
export function compileJsonPath(text: string): JsonPath {
  const plan = parsePath(text);
  return {
    definite: plan.steps.every(isDefiniteStep),
    read: (document) => {
      try {
        return readPlan(plan, document, document);
      } catch (error) {
        if (error instanceof PathNotFound) return undefined;
        throw error;
      }
    },
  };
}
