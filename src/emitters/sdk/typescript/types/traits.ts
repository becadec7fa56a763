import { leafCodec } from "./codec-leaf.js";
import { isTwoSided } from "./direction.js";
import type { SchemaMap } from "./schema-facts.js";
import { SchemaTraits, type TraitBits } from "./schema-traits.js";
import type { PlannedOptions } from "./type-options.js";
import type { Direction } from "./type-planner.js";

/** What is sent and what is received have types of their own. */
export const TWO_SIDED: TraitBits = 1;

/** Values need a codec when they go in a direction. */
export const CODEC: Readonly<Record<Direction, TraitBits>> = { request: 2, response: 4 };

/** A discriminator tells values apart. */
export const DISCRIMINATED: TraitBits = 8;

/** Finds the traits of all schemas. */
export function findTraits(schemas: SchemaMap, options: PlannedOptions): SchemaTraits {
  return new SchemaTraits(schemas, (schema) => {
    let bits = isTwoSided(schema, schemas) ? TWO_SIDED : 0;
    if (schema.discriminator) bits |= DISCRIMINATED;
    // No scalar without either has a codec, and most schemas have neither.
    if (schema.format === undefined && schema.contentEncoding === undefined) return bits;
    if (leafCodec(schema, "request", options)) bits |= CODEC.request;
    return leafCodec(schema, "response", options) ? bits | CODEC.response : bits;
  });
}
