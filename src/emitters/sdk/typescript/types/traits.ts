import type { ObjectSchema } from "../../../../model/index.js";
import { leafCodec } from "./codec-leaf.js";
import { isTwoSided } from "./direction.js";
import type { SchemaMap } from "./schema-facts.js";
import { SchemaTraits, type TraitBits } from "./schema-traits.js";
import type { TypeContext } from "./type-context.js";
import type { Direction } from "./type-planner.js";

/** What is sent and what is received have types of their own. */
export const TWO_SIDED: TraitBits = 1;

/** Values need a codec when they go in a direction. */
export const CODEC: Readonly<Record<Direction, TraitBits>> = { request: 2, response: 4 };

/** Finds the traits of all schemas. */
export function findTraits(schemas: SchemaMap, options: TypeContext["options"]): SchemaTraits {
  const codecBits = (schema: ObjectSchema, direction: Direction): TraitBits =>
    leafCodec(schema, direction, options) ? CODEC[direction] : 0;
  return new SchemaTraits(
    schemas,
    (schema) =>
      (isTwoSided(schema, schemas) ? TWO_SIDED : 0) |
      codecBits(schema, "request") |
      codecBits(schema, "response"),
  );
}
