import type { JsonType, ObjectSchema, Schema } from "../../../model/index.js";
import { isDropped, type SchemaDirection } from "../../../schema/direction.js";
import { mergeAllOf } from "../../../schema/merge-all-of.js";

/** A member of an object in a starter template. */
export interface MemberShape {
  readonly name: string;
  readonly required: boolean;
  readonly value: Schema;
}

/** What a starter template writes for a schema; `json` copies the value as it is. */
export type BodyShape = { readonly nullable: boolean } & (
  | { readonly kind: "object"; readonly members: readonly MemberShape[] }
  | { readonly kind: "list"; readonly items: Schema }
  | { readonly kind: "text" | "plain" | "json" }
);

/** Where schemas are looked up, and which way the body travels. */
export interface ShapeContext {
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly direction: SchemaDirection;
}

/** Says how a value of a schema is written; one that a skeleton would cut short is copied as it is. */
export function bodyShape(schema: Schema, context: ShapeContext): BodyShape {
  const flat = flatten(schema, context);
  if (!flat) return { kind: "json", nullable: true };
  const inner = withoutNull(flat);
  if (inner) return { ...bodyShape(inner, context), nullable: true };
  const types = typesOf(flat);
  const nullable = types.length === 0 || types.includes("null");
  const [type, another] = types.filter((each) => each !== "null");
  if (another !== undefined || flat.anyOf || flat.oneOf || flat.discriminator) {
    return { kind: "json", nullable };
  }
  switch (type) {
    case "string":
      return { kind: "text", nullable };
    case "boolean":
    case "integer":
    case "number":
      return { kind: "plain", nullable };
    case "array":
      return flat.items && !flat.prefixItems
        ? { kind: "list", items: flat.items, nullable }
        : { kind: "json", nullable };
    case "object":
      return objectShape(flat, context, nullable);
    default:
      return { kind: "json", nullable: true };
  }
}

function objectShape(flat: ObjectSchema, context: ShapeContext, nullable: boolean): BodyShape {
  const { additionalProperties: further, properties = [] } = flat;
  const isMap = (further && further.kind !== "boolean") || flat.patternProperties;
  if (properties.length === 0 || isMap) return { kind: "json", nullable };
  const required = new Set(flat.required);
  const members = properties
    .filter(({ value }) => !isDropped(value, context.schemas, context.direction))
    .map(({ name, value }) => ({ name, value, required: required.has(name) }));
  return { kind: "object", members, nullable };
}

function flatten(schema: Schema, { schemas }: ShapeContext): ObjectSchema | undefined {
  if (schema.kind === "boolean") return undefined;
  const whole: ObjectSchema =
    schema.kind === "ref" ? { kind: "schema", location: schema.location, allOf: [schema] } : schema;
  return whole.allOf ? mergeAllOf(whole, (name) => schemas.get(name)) : whole;
}

/** The one alternative beside null. */
function withoutNull({ anyOf, oneOf }: ObjectSchema): Schema | undefined {
  const branches = anyOf ?? oneOf;
  if (branches?.length !== 2) return undefined;
  const others = branches.filter(
    (branch) => !(branch.kind === "schema" && branch.types?.every((type) => type === "null")),
  );
  return others.length === 1 ? others[0] : undefined;
}

function typesOf(schema: ObjectSchema): readonly JsonType[] {
  if (schema.types) return schema.types;
  if (schema.properties) return ["object"];
  if (schema.items) return ["array"];
  return [];
}
