import type { JsonType, ObjectSchema, Schema } from "../../../../model/index.js";

/** The named schemas of the model. */
export type SchemaMap = ReadonlyMap<string, Schema>;

/** The schema that a chain of plain references ends in; undefined for a dangling or circular one. */
export function resolveSchema(schema: Schema, schemas: SchemaMap): Schema | undefined {
  const seen = new Set<string>();
  let at: Schema | undefined = schema;
  while (at?.kind === "ref") {
    if (seen.has(at.name)) return undefined;
    seen.add(at.name);
    at = schemas.get(at.name);
  }
  return at;
}

/** The schema's types without `null`: as written, else what its keywords are about; undefined: any. */
export function valueTypes(schema: ObjectSchema): readonly JsonType[] | undefined {
  if (schema.types) return schema.types.filter((type) => type !== "null");
  if (hasObjectKeywords(schema)) return ["object"];
  if (schema.items || schema.prefixItems) return ["array"];
  return undefined;
}

/** Whether `null` is among the values, by the schema's own `type` or by those of all its parts. */
export function isNullable(schema: ObjectSchema): boolean {
  if (schema.types) return schema.types.includes("null");
  return (
    schema.allOf !== undefined &&
    schema.allOf.length > 0 &&
    schema.allOf.every((part) => part.kind === "schema" && isNullable(part))
  );
}

/** Whether the schema says of objects more than which members there must be. */
function hasObjectKeywords(schema: ObjectSchema): boolean {
  return (
    schema.properties !== undefined ||
    schema.patternProperties !== undefined ||
    schema.additionalProperties !== undefined ||
    schema.unevaluatedProperties !== undefined
  );
}

/** What types members without a name of their own. */
export function additionalSchema(schema: ObjectSchema): Schema | undefined {
  return schema.additionalProperties ?? schema.unevaluatedProperties;
}

/**
 * The schemas of a union that types the values. None when one of them allows whatever stands beside the
 * union, such as `{required: [a]}` beside `properties`: then the union only constrains.
 */
export function variantsOf(schema: ObjectSchema): readonly Schema[] {
  if (!schema.oneOf && !schema.anyOf) return [];
  const variants = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  const beside = hasObjectKeywords(schema) || schema.allOf !== undefined;
  const constrains = beside
    ? isShapeless
    : (variant: Schema) =>
        isShapeless(variant) && !(variant.kind === "schema" && variant.types !== undefined);
  return variants.some(constrains) ? [] : variants;
}

/** Whether the schema says nothing of the values' shape: constraints and annotations at most. */
export function isShapeless(schema: Schema): boolean {
  if (schema.kind === "boolean") return schema.value;
  if (schema.kind === "ref") return false;
  const types = schema.types;
  return (
    (types === undefined || (types.length === 1 && types[0] === "object")) &&
    schema.enum === undefined &&
    schema.const === undefined &&
    schema.items === undefined &&
    schema.prefixItems === undefined &&
    (schema.properties === undefined || schema.properties.length === 0) &&
    schema.patternProperties === undefined &&
    isOpen(additionalSchema(schema)) &&
    [schema.allOf, schema.oneOf, schema.anyOf].every((parts) => parts?.every(isShapeless) ?? true)
  );
}

function isOpen(additional: Schema | undefined): boolean {
  return additional === undefined || additional.kind === "boolean";
}

/** Calls `visit` with each schema that stands within a schema and types a part of its values. */
export function forEachChild(schema: Schema, visit: (child: Schema) => void): void {
  if (schema.kind === "boolean") return;
  if (schema.kind === "ref") {
    if (schema.siblings) visit(schema.siblings);
    return;
  }
  if (!isCompound(schema)) return;
  if (schema.properties) for (const { value } of schema.properties) visit(value);
  if (schema.patternProperties) for (const { value } of schema.patternProperties) visit(value);
  if (schema.prefixItems) for (const item of schema.prefixItems) visit(item);
  if (schema.allOf) for (const part of schema.allOf) visit(part);
  if (schema.oneOf) for (const variant of schema.oneOf) visit(variant);
  if (schema.anyOf) for (const variant of schema.anyOf) visit(variant);
  const additional = additionalSchema(schema);
  if (additional) visit(additional);
  if (schema.items) visit(schema.items);
}

/** Whether a schema has parts: what is planned for it may declare something. */
export function isCompound(schema: Schema): boolean {
  if (schema.kind === "ref") return schema.siblings !== undefined;
  if (schema.kind === "boolean") return false;
  const { types } = schema;
  if (types?.length === 1 && types[0] !== "object" && types[0] !== "array") {
    return schema.allOf !== undefined || schema.oneOf !== undefined || schema.anyOf !== undefined;
  }
  return (
    schema.properties !== undefined ||
    schema.items !== undefined ||
    schema.allOf !== undefined ||
    schema.oneOf !== undefined ||
    schema.anyOf !== undefined ||
    schema.additionalProperties !== undefined ||
    schema.prefixItems !== undefined ||
    schema.patternProperties !== undefined ||
    schema.unevaluatedProperties !== undefined
  );
}

/** Whether the schema's values are bytes as they are. */
export function isBinary(schema: ObjectSchema): boolean {
  return schema.format === "binary" && schema.types?.includes("string") === true;
}

/** Whether the schema's values are bytes in base64 text. */
export function isBase64(schema: ObjectSchema): boolean {
  const encoding = schema.contentEncoding?.toLowerCase();
  return (
    (schema.format === "byte" || encoding === "base64" || encoding === "base64url") &&
    schema.types?.includes("string") === true
  );
}

const INT64_FORMATS: ReadonlySet<string> = new Set(["int64", "uint64"]);
const DATE_FORMATS: ReadonlySet<string> = new Set(["date", "date-time"]);

/** Whether the schema's integers need 64 bits. */
export function isInt64({ format }: ObjectSchema): boolean {
  return format !== undefined && INT64_FORMATS.has(format);
}

/** Whether the schema's strings are dates or date-times. */
export function isDate({ format, types }: ObjectSchema): boolean {
  return format !== undefined && DATE_FORMATS.has(format) && types?.includes("string") === true;
}
