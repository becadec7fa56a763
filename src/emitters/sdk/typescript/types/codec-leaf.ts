import type { ObjectSchema } from "../../../../model/index.js";
import type { CodecExpression, LeafCodec } from "../../codec.js";
import { isBase64, isDate, isInt64 } from "./schema-facts.js";
import type { PlannedOptions } from "./type-options.js";
import type { Direction } from "./type-planner.js";

const INT64: Readonly<Record<PlannedOptions["int64"], LeafCodec>> = {
  number: { kind: "leaf", name: "int64Number" },
  bigint: { kind: "leaf", name: "int64BigInt" },
  string: { kind: "leaf", name: "int64String" },
};

/**
 * How the schema's own scalars travel, where they are not the same in the SDK. A number for an int64 is
 * checked when received; what is sent was exact already.
 */
export function leafCodec(
  schema: ObjectSchema,
  direction: Direction,
  options: PlannedOptions,
): CodecExpression | undefined {
  if (schema.enum || schema.const !== undefined) return undefined;
  if (isInt64(schema) && isNumeric(schema)) {
    return direction === "request" && options.int64 === "number" ? undefined : INT64[options.int64];
  }
  if (isBase64(schema)) return { kind: "leaf", name: "base64" };
  if (!isDate(schema) || options.dates === "string") return undefined;
  return { kind: "leaf", name: schema.format === "date" ? "date" : "dateTime" };
}

function isNumeric({ types }: ObjectSchema): boolean {
  return types?.some((type) => type === "integer" || type === "number") === true;
}
