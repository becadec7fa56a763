import type { ObjectSchema, Operation, Schema } from "../../model/index.js";
import { findMediaType, isJsonMediaType } from "../../util/media-type.js";
import { nearest } from "../../util/nearest.js";
import type { PayloadStep } from "../../vtl/index.js";

type Schemas = ReadonlyMap<string, Schema>;

/** Where a path leads in what a schema describes: to values of some schemas, out of it, or nobody knows. */
export type PathResult =
  | { readonly kind: "schemas"; readonly schemas: readonly ObjectSchema[] }
  | { readonly kind: "unknown" }
  /** No value has it; `why` says so, `near` are the names that may have been meant. */
  | { readonly kind: "impossible"; readonly why: string; readonly near: readonly string[] };

const UNKNOWN: PathResult = { kind: "unknown" };
/** How many schemas of a value are looked at: of a wide union nothing is said. */
const MOST = 50;

/** The schema of the JSON that an operation's template of a media type reads. */
export function requestSchema(operation: Operation, mediaType: string): Schema | undefined {
  const content = operation.requestBody?.content ?? [];
  const found = findMediaType(
    mediaType,
    content.map(({ name }) => name),
  );
  const media = found === undefined ? undefined : content[found];
  return media && isJsonMediaType(media.name) ? media.schema : undefined;
}

/** Follows a path through a schema. */
export function followPath(
  schema: Schema,
  steps: readonly PayloadStep[],
  schemas: Schemas,
): PathResult {
  let current = partsOf(schema, schemas);
  for (const step of steps) {
    if (!current) return UNKNOWN;
    const next = current.map((part) => stepInto(part, step));
    if (next.some((one) => one === "any")) return UNKNOWN;
    const found = next.filter((one) => typeof one === "object");
    if (found.length === 0) return impossible(current, step);
    const parts = found.map((one) => partsOf(one, schemas));
    if (parts.some((one) => one === undefined)) return UNKNOWN;
    current = parts.flatMap((one) => one ?? []);
    if (current.length > MOST) return UNKNOWN;
  }
  return current ? { kind: "schemas", schemas: current } : UNKNOWN;
}

/** The schemas with keywords that may describe a value; undefined where one says nothing or everything. */
export function partsOf(
  schema: Schema,
  schemas: Schemas,
  seen: ReadonlySet<string> = new Set(),
): ObjectSchema[] | undefined {
  if (schema.kind === "boolean") return undefined;
  if (schema.kind === "ref") {
    const target = seen.has(schema.name) ? undefined : schemas.get(schema.name);
    const inner = new Set([...seen, schema.name]);
    return target && !schema.siblings ? partsOf(target, schemas, inner) : undefined;
  }
  const branches = [schema.allOf, schema.anyOf, schema.oneOf].flatMap((list) => list ?? []);
  const hasOwn = schema.properties ?? schema.items ?? schema.types;
  if (schema.if ?? schema.dependentSchemas) return undefined;
  if (branches.length === 0) return hasOwn ? [schema] : undefined;
  const parts = branches.map((branch) => partsOf(branch, schemas, seen));
  if (parts.some((part) => part === undefined)) return undefined;
  return [...(schema.properties ? [schema] : []), ...parts.flatMap((part) => part ?? [])];
}

/** The schema behind a step, `any` where everything may be, undefined where nothing can. */
export function stepInto(schema: ObjectSchema, step: PayloadStep): Schema | "any" | undefined {
  const { types } = schema;
  const isOf = (type: "object" | "array"): boolean => types === undefined || types.includes(type);
  if (step.kind === "member") {
    if (!isOf("object")) return undefined;
    const property = schema.properties?.find(({ name }) => name === step.name);
    if (property) return property.value;
    if (schema.patternProperties ?? schema.unevaluatedProperties) return "any";
    const open = schema.additionalProperties;
    if (open && open.kind !== "boolean") return open;
    if (open?.kind === "boolean" && !open.value) return undefined;
    // A schema that lists its properties and says nothing of others lets them pass, and seldom means to.
    const lists = open === undefined && (schema.properties?.length ?? 0) > 0;
    return lists && nearNames(schema, step.name).length > 0 ? undefined : "any";
  }
  if (step.kind === "each" && !isOf("array")) return isOf("object") ? "any" : undefined;
  if (!isOf("array")) return undefined;
  return schema.prefixItems ? "any" : (schema.items ?? "any");
}

function impossible(schemas: readonly ObjectSchema[], step: PayloadStep): PathResult {
  const types = new Set(schemas.flatMap(({ types: list }) => list ?? []));
  const found = [...types].filter((type) => type !== "null").join(" or ");
  if (step.kind !== "member")
    return { kind: "impossible", why: `it is of type ${found}`, near: [] };
  const isObject = schemas.some(({ types: list }) => list === undefined || list.includes("object"));
  return {
    kind: "impossible",
    why: isObject ? `there is no member \`${step.name}\`` : `it is of type ${found}`,
    near: schemas.flatMap((schema) => nearNames(schema, step.name)),
  };
}

/** The names of properties that a name may have been meant to be. */
export function nearNames({ properties = [] }: ObjectSchema, name: string): readonly string[] {
  return nearest(
    name,
    properties.map((property) => property.name),
  );
}
