import type { JsonType, ObjectSchema, Schema, SchemaRef } from "../../../../model/index.js";
import type { TypeExpression } from "../../type-expression.js";
import { hasMembers } from "./object-view.js";
import { planAllOf } from "./plan-all-of.js";
import { planArray } from "./plan-array.js";
import { planObject } from "./plan-object.js";
import { planConst, planEnum, planScalar } from "./plan-scalar.js";
import { planUnion } from "./plan-union.js";
import { isCompound, isNullable, isShapeless, valueTypes, variantsOf } from "./schema-facts.js";
import type { Place, TypeContext } from "./type-context.js";
import { nullable, primitive, unionOf } from "./type-expressions.js";

/** The type of any schema at its place. */
export function planSchema(schema: Schema, place: Place, context: TypeContext): TypeExpression {
  const plain = plainType(schema);
  if (plain) return plain;
  switch (schema.kind) {
    case "boolean":
      return primitive(schema.value ? "unknown" : "never");
    case "ref":
      return planRef(schema, place, context);
    case "schema": {
      const type = planValues(schema, place, context);
      return isNullable(schema) ? nullable(type) : type;
    }
  }
}

/** The type of a scalar without anything that could make it another: most members of most objects are one. */
function plainType(schema: Schema): TypeExpression | undefined {
  if (schema.kind !== "schema" || schema.types?.length !== 1) return undefined;
  const [type] = schema.types;
  if (type === undefined || type === "object" || type === "array") return undefined;
  const isPlain =
    schema.format === undefined &&
    schema.enum === undefined &&
    schema.const === undefined &&
    schema.contentEncoding === undefined &&
    !isCompound(schema);
  return isPlain ? primitive(type === "integer" ? "number" : type) : undefined;
}

function planRef(ref: SchemaRef, place: Place, context: TypeContext): TypeExpression {
  if (!context.schemas.has(ref.name)) return primitive("unknown");
  const { siblings, ...target } = ref;
  if (siblings && !isShapeless(siblings)) {
    return planSchema({ ...siblings, allOf: [target, ...(siblings.allOf ?? [])] }, place, context);
  }
  return { kind: "reference", name: context.nameOf(ref.name, place.direction) };
}

/** The type of the values that are not null. */
function planValues(schema: ObjectSchema, place: Place, context: TypeContext): TypeExpression {
  if (schema.const !== undefined) return planConst(schema.const);
  if (schema.enum) return planEnum(schema.enum);
  if (!isCompound(schema)) return planTypes(schema, place, context);
  const view = context.views.of(schema);
  if (view && hasMembers(view)) return planObject(schema, view, place, context);
  const variants = variantsOf(schema);
  if (variants.length > 0) return planUnion(schema, variants, place, context);
  if (schema.allOf && !schema.allOf.every(isShapeless)) return planAllOf(schema, place, context);
  return planTypes(schema, place, context);
}

function planTypes(schema: ObjectSchema, place: Place, context: TypeContext): TypeExpression {
  const types = valueTypes(schema);
  if (!types) return primitive("unknown");
  const [only] = types;
  if (only === undefined) return primitive("null");
  if (types.length === 1) return planType(only, schema, place, context);
  return unionOf(types.map((type) => planType(type, schema, place, context)));
}

function planType(
  type: JsonType,
  schema: ObjectSchema,
  place: Place,
  context: TypeContext,
): TypeExpression {
  if (type === "array") return planArray(schema, place, context);
  if (type !== "object") return planScalar(type, schema, place, context);
  const view = context.views.of({ ...schema, types: ["object"] });
  return view ? planObject(schema, view, place, context) : primitive("unknown");
}
