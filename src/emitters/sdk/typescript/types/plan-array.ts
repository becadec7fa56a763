import type { ObjectSchema } from "../../../../model/index.js";
import type { TypeExpression } from "../../type-expression.js";
import { within, type Place, type TypeContext } from "./type-context.js";
import { primitive } from "./type-expressions.js";

/** The type of a list, or of a tuple where positions are typed. */
export function planArray(
  schema: ObjectSchema,
  place: Place,
  context: TypeContext,
): TypeExpression {
  const { prefixItems = [], items } = schema;
  const rest = items ? context.typeOf(items, within(place, "Item")) : primitive("unknown");
  if (prefixItems.length === 0) return { kind: "array", element: rest };
  const elements = prefixItems.map((item, index) => ({
    type: context.typeOf(item, within(place, `Item${index + 1}`)),
    optional: index >= (schema.minItems ?? prefixItems.length),
  }));
  const isClosed =
    (items?.kind === "boolean" && !items.value) ||
    (schema.maxItems !== undefined && schema.maxItems <= prefixItems.length);
  return { kind: "tuple", elements, ...(!isClosed && { rest }) };
}
