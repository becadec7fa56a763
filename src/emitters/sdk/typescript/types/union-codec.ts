import type { ObjectSchema, Schema } from "../../../../model/index.js";
import type { CodecExpression, UnionVariantCodec, VariantTag } from "../../codec.js";
import type { TagValue } from "./discriminators.js";
import type { ViewMember } from "./object-view.js";
import { resolveSchema, valueTypes, variantsOf } from "./schema-facts.js";
import type { TypeContext } from "./type-context.js";

/** What planning a union's codec asks of the planner. */
export interface CodecSource {
  readonly context: TypeContext;
  plan(schema: Schema): CodecExpression | undefined;
}

/**
 * How the values of a union travel. Scalars and lists tell themselves by their JSON type, so their codecs
 * run one after the other; objects are told apart by the discriminator, by members with one value, or by
 * the members that must be there.
 */
export function planUnionCodec(
  schema: ObjectSchema,
  variants: readonly Schema[],
  source: CodecSource,
): CodecExpression | undefined {
  const codecs: CodecExpression[] = [];
  const objects: UnionVariantCodec[] = [];
  const plainText = variants.some((variant) => isPlainText(variant, source));
  for (const variant of variants) {
    const codec = source.plan(variant);
    if (isObjectVariant(variant, source.context)) {
      objects.push({ ...testOf(variant, schema, source.context), ...(codec && { codec }) });
    } else if (codec && !(plainText && readsText(codec))) {
      codecs.push(codec);
    }
  }
  if (objects.some(({ codec }) => codec)) {
    codecs.push({
      kind: "union",
      variants: [...objects].sort((a, b) => strength(b) - strength(a)),
    });
  }
  return codecs.length > 1 ? { kind: "all", codecs } : codecs[0];
}

/** Tagged variants are tried first, then those that ask for most members. */
function strength({ tags = [], required = [] }: UnionVariantCodec): number {
  return tags.length > 0 ? Number.MAX_SAFE_INTEGER : required.length;
}

/** Whether a variant is text without a codec: then text of another variant cannot be told from it. */
function isPlainText(variant: Schema, source: CodecSource): boolean {
  const target = resolveSchema(variant, source.context.schemas);
  return (
    target?.kind === "schema" &&
    valueTypes(target)?.includes("string") === true &&
    !target.enum &&
    target.const === undefined &&
    !readsText(source.plan(variant))
  );
}

function readsText(codec: CodecExpression | undefined): boolean {
  return codec?.kind === "leaf" && ["date", "dateTime", "base64"].includes(codec.name);
}

function isObjectVariant(variant: Schema, context: TypeContext): boolean {
  const target = resolveSchema(variant, context.schemas);
  if (target?.kind !== "schema") return false;
  const types = valueTypes(target);
  return (
    variantsOf(target).length === 0 &&
    (types ? types.includes("object") : target.allOf !== undefined)
  );
}

function testOf(
  variant: Schema,
  { discriminator }: ObjectSchema,
  context: TypeContext,
): Omit<UnionVariantCodec, "codec"> {
  if (discriminator) {
    const values = context.discriminators.tagsOfVariant(variant, discriminator);
    if (values.length > 0) return { tags: [{ name: discriminator.propertyName, values }] };
  }
  const members = membersOf(variant, context);
  const tags: VariantTag[] = [];
  const required: string[] = [];
  for (const { name, value: schema, isRequired } of members) {
    if (!isRequired) continue;
    const value = constantOf(schema, context);
    if (value === undefined) required.push(name);
    else tags.push({ name, values: [value] });
  }
  return { ...(tags.length > 0 && { tags }), ...(required.length > 0 && { required }) };
}

/**
 * The forms that the values of a schema have, and what tells them from other values. A member with one value tells
 * even where the description forgot to require it.
 */
export function planShapes(schema: Schema, source: CodecSource): UnionVariantCodec[] {
  const target = resolveSchema(schema, source.context.schemas);
  const variants = target?.kind === "schema" ? variantsOf(target) : [];
  if (target?.kind === "schema" && variants.length > 0) {
    return variants
      .flatMap((variant) => {
        const values = target.discriminator
          ? source.context.discriminators.tagsOfVariant(variant, target.discriminator)
          : [];
        const name = target.discriminator?.propertyName ?? "";
        const tags = values.length > 0 ? [{ name, values }] : [];
        return planShapes(variant, source).map((shape) => addTags(shape, tags));
      })
      .sort((a, b) => strength(b) - strength(a));
  }
  const codec = source.plan(schema);
  const tags: VariantTag[] = [];
  const required: string[] = [];
  for (const { name, value, isRequired } of membersOf(schema, source.context)) {
    const only = constantOf(value, source.context);
    if (only !== undefined) tags.push({ name, values: [only] });
    else if (isRequired) required.push(name);
  }
  return [
    {
      ...(tags.length > 0 && { tags }),
      ...(required.length > 0 && { required }),
      ...(codec && { codec }),
    },
  ];
}

function addTags(shape: UnionVariantCodec, added: readonly VariantTag[]): UnionVariantCodec {
  const names = new Set(added.map(({ name }) => name));
  const own = (shape.tags ?? []).filter(({ name }) => !names.has(name));
  const tags = [...added, ...own];
  return tags.length > 0 ? { ...shape, tags } : shape;
}

/** The schema of a member that all objects of a schema have; undefined where one has none. */
export function memberOf(schema: Schema, name: string, context: TypeContext): Schema | undefined {
  const target = resolveSchema(schema, context.schemas);
  const variants = target?.kind === "schema" ? variantsOf(target) : [];
  if (variants.length > 0) {
    const found = variants.map((variant) => memberOf(variant, name, context));
    return found.every((member) => member) ? found[0] : undefined;
  }
  const found = membersOf(schema, context).find((member) => member.name === name);
  return found && resolveSchema(found.value, context.schemas);
}

type VariantMember = ViewMember & { readonly isRequired: boolean };

/** The members of an object variant that both directions have. */
function membersOf(variant: Schema, { views, schemas }: TypeContext): VariantMember[] {
  const target = resolveSchema(variant, schemas);
  const view = target?.kind === "schema" ? views.of(target) : undefined;
  if (!view) return [];
  const inherited = view.bases.flatMap((base) =>
    [...views.memberNames(base)].flatMap((name) => {
      const found = views.find(base, name);
      return found
        ? [{ ...found, isRequired: found.required || view.required.includes(name) }]
        : [];
    }),
  );
  const own = view.own.map((member) => ({
    ...member,
    isRequired: view.required.includes(member.name),
  }));
  return [...inherited, ...own].filter(({ value }) => !isOneWay(value, schemas));
}

function isOneWay(schema: Schema, schemas: TypeContext["schemas"]): boolean {
  const target = resolveSchema(schema, schemas);
  return target?.kind === "schema" && (target.readOnly === true || target.writeOnly === true);
}

/** The only value that a member may have. */
function constantOf(schema: Schema, { schemas }: TypeContext): TagValue | undefined {
  const target = resolveSchema(schema, schemas);
  if (target?.kind !== "schema") return undefined;
  const value = target.const ?? (target.enum?.length === 1 ? target.enum[0] : undefined);
  return typeof value === "object" ? undefined : value;
}
