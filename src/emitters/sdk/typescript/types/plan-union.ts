import type { ObjectSchema, Schema } from "../../../../model/index.js";
import type { TypeExpression } from "../../type-expression.js";
import { typeName } from "../names/type-names.js";
import { additionalSchema } from "./schema-facts.js";
import { within, type Place, type TypeContext } from "./type-context.js";
import { intersectionOf, unionOf } from "./type-expressions.js";

/** Titles longer than this are sentences, not names. */
const LONGEST_TITLE = 40;

/**
 * The type of `oneOf` and `anyOf`. A discriminated union is declared; it keeps room for variants that are
 * not known yet and still narrows: their discriminator is of a type that equals no known value.
 */
export function planUnion(
  schema: ObjectSchema,
  variants: readonly Schema[],
  place: Place,
  context: TypeContext,
): TypeExpression {
  if (!schema.discriminator || place.declared) {
    return planVariants(schema, variants, place, context);
  }
  const name = context.declareInline(schema, place, (name) =>
    planVariants(schema, variants, { ...place, name }, context),
  );
  return { kind: "reference", name };
}

function planVariants(
  schema: ObjectSchema,
  variants: readonly Schema[],
  place: Place,
  context: TypeContext,
): TypeExpression {
  const labels = variantLabels(schema, variants, context);
  const types = variants.map((variant, index) =>
    context.typeOf(variant, within(place, labels[index] ?? "")),
  );
  const discriminator = schema.discriminator?.propertyName;
  if (discriminator !== undefined) types.push({ kind: "unknownVariant", discriminator });
  const union = unionOf(types, discriminator);
  const base = besideUnion(schema);
  if (!base) return union;
  const beside = context.typeOf(base, within(place, "Base"));
  return intersectionOf([beside, union], (a, b) => context.isWithin(a, b));
}

/** What stands beside the union and types the values too. */
function besideUnion(schema: ObjectSchema): ObjectSchema | undefined {
  const { oneOf: _one, anyOf: _any, discriminator: _discriminator, ...rest } = schema;
  const says =
    rest.properties !== undefined ||
    rest.patternProperties !== undefined ||
    rest.allOf !== undefined ||
    additionalSchema(rest)?.kind === "schema" ||
    additionalSchema(rest)?.kind === "ref";
  const types = rest.types?.filter((type) => type !== "null");
  return says ? { ...rest, ...(types && { types }) } : undefined;
}

/** A suffix for each variant's name: its tag's value, else its title, else its number. */
function variantLabels(
  schema: ObjectSchema,
  variants: readonly Schema[],
  { discriminators }: TypeContext,
): string[] {
  const seen = new Set<string>();
  return variants.map((variant, index) => {
    if (variant.kind !== "schema") return "";
    const { discriminator } = schema;
    const [tag] = discriminator ? discriminators.tagsOfVariant(variant, discriminator) : [];
    const title = (variant.title ?? "").length <= LONGEST_TITLE ? (variant.title ?? "") : "";
    const text = tag === undefined ? title : String(tag);
    const label = /\p{L}/u.test(text) ? typeName(text).replace(/^_/, "") : "";
    const isUsable = label !== "" && !seen.has(label);
    seen.add(label);
    return isUsable ? label : `Variant${index + 1}`;
  });
}
