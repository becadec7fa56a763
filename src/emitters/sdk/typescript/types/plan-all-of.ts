import type { ObjectSchema, Schema } from "../../../../model/index.js";
import { mergeAllOf } from "../../../../schema/merge-all-of.js";
import type { TypeExpression } from "../../type-expression.js";
import { isShapeless } from "./schema-facts.js";
import { within, type Place, type TypeContext } from "./type-context.js";
import { intersectionOf } from "./type-expressions.js";

/**
 * The type of an `allOf` that is not one object: of one schema where inline parts merge into one, else all
 * of its parts, and what stands beside it.
 */
export function planAllOf(
  schema: ObjectSchema,
  place: Place,
  context: TypeContext,
): TypeExpression {
  const merged = mergeAllOf(schema, () => undefined);
  if (merged) return context.typeOf(merged, place);
  const { allOf = [], ...rest } = schema;
  const types = rest.types?.filter((type) => type !== "null");
  const beside: ObjectSchema = { ...rest, ...(types && { types }) };
  const parts: Schema[] = [...allOf, beside].filter((part) => !isShapeless(part));
  const [only] = parts;
  if (parts.length === 1 && only) return context.typeOf(only, place);
  return intersectionOf(
    parts.map((part, index) => context.typeOf(part, within(place, `Part${index + 1}`))),
    (a, b) => context.isWithin(a, b),
  );
}
