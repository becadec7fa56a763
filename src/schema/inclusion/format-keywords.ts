import type { ObjectSchema } from "../../model/schema.js";
import { isKnownFormat } from "./formats.js";
import type { Keywords } from "./node.js";

const NUMBER_RANGES: Readonly<Record<string, readonly [number, number]>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32_768, 32_767],
  uint16: [0, 65_535],
  int32: [-2_147_483_648, 2_147_483_647],
  uint32: [0, 4_294_967_295],
  int64: [-(2 ** 63), 2 ** 63],
  uint64: [0, 2 ** 64],
};

/** Formats that narrow no value: hints for people and generators. */
const ANNOTATIONS = new Set(["double", "decimal", "double-int", "password", "binary", "html"]);

/** The bounds and the format, with integer formats as the ranges that they mean (OpenAPI format registry). */
export function formatKeywords(schema: ObjectSchema): Keywords {
  const range = schema.format === undefined ? undefined : NUMBER_RANGES[schema.format];
  const types = schema.types;
  const numeric = types?.some((type) => type === "integer" || type === "number") ?? false;
  const textual = !types || types.includes("string");
  return {
    ...bound("minimum", largest(schema.minimum, numeric ? range?.[0] : undefined)),
    ...bound("maximum", smallest(schema.maximum, numeric ? range?.[1] : undefined)),
    ...(numeric && range && { integer: true }),
    ...(numeric && schema.format === "float" && { numberFormat: "float" }),
    ...(textual && !range && stringFormat(schema.format ?? formatOfBytes(schema))),
  };
}

/** Whether the content keywords only say that a text holds bytes, which older dialects say by `byte` and `binary`. */
export function isBytes(schema: ObjectSchema): boolean {
  const { contentEncoding, contentMediaType = "application/octet-stream", contentSchema } = schema;
  if (contentMediaType !== "application/octet-stream" || contentSchema) return false;
  return contentEncoding === undefined || contentEncoding === "base64";
}

function formatOfBytes(schema: ObjectSchema): string | undefined {
  return schema.contentEncoding === "base64" && isBytes(schema) ? "byte" : undefined;
}

function stringFormat(format: string | undefined): Keywords {
  if (format === undefined || ANNOTATIONS.has(format) || format === "float") return {};
  return isKnownFormat(format) ? { format } : { format: `?${format}` };
}

function bound(name: "minimum" | "maximum", value: number | undefined): Keywords {
  return value === undefined ? {} : { [name]: value };
}

function largest(...values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

function smallest(...values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
