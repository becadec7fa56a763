import type { JsonType, ObjectSchema } from "../../../../model/index.js";
import { isJsonObject, type JsonValue } from "../../../../util/json.js";
import type { TypeExpression } from "../../type-expression.js";
import { isBase64, isBinary, isDate, isInt64 } from "./schema-facts.js";
import type { Place, TypeContext } from "./type-context.js";
import { literal, primitive, record, unionOf } from "./type-expressions.js";

/** The type of a scalar of one JSON type, by its format. */
export function planScalar(
  type: Exclude<JsonType, "array" | "object">,
  schema: ObjectSchema,
  place: Place,
  { options }: TypeContext,
): TypeExpression {
  switch (type) {
    case "null":
    case "boolean":
      return primitive(type);
    case "integer":
    case "number":
      return primitive(isInt64(schema) ? options.int64 : "number");
    case "string":
      if (isBinary(schema)) return primitive(isSentOrWhole(place) ? "binary" : "string");
      if (isBase64(schema)) return primitive("bytes");
      return primitive(isDate(schema) ? options.dates : "string");
  }
}

/** Raw bytes cannot stand within JSON that is received: what comes there is text. */
function isSentOrWhole({ direction, nested }: Place): boolean {
  return direction === "request" || !nested;
}

/** The type of one JSON value. */
export function planConst(value: JsonValue): TypeExpression {
  if (value === null) return primitive("null");
  if (typeof value !== "object") return literal(value);
  return isJsonObject(value)
    ? record(primitive("unknown"))
    : { kind: "array", element: primitive("unknown") };
}

/**
 * The type of an enum: it stays open, for an API may add values; a single value is a constant.
 */
export function planEnum(values: readonly JsonValue[]): TypeExpression {
  const scalars = values.filter((value) => value !== null);
  if (scalars.length <= 1) return unionOf(values.map(planConst));
  const members: TypeExpression[] = [];
  for (const base of ["string", "number"] as const) {
    const known = [...new Set(values.filter((value) => typeof value === base))];
    if (known.length > 0) {
      members.push({ kind: "openEnum", base, values: known as (string | number)[] });
    }
  }
  const rest = values.filter((value) => typeof value !== "string" && typeof value !== "number");
  return unionOf([...members, ...rest.map(planConst)]);
}
