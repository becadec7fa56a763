import type { JsonObject } from "../util/json.js";
import { ROUTE_SCHEMAS } from "./route-schema.js";
import { settingsShape } from "./settings-shape.js";
import type { Shape } from "./shape.js";
import { TRANSFORM_SCHEMAS } from "./transform-schema.js";

/** The JSON Schema (2020-12) of `gw-gen.yaml`, from the table that checks it. */
export function settingsJsonSchema(): JsonObject {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "gw-gen.yaml",
    ...toSchema(settingsShape),
    $defs: { ...TRANSFORM_SCHEMAS, ...ROUTE_SCHEMAS },
  };
}

function toSchema(shape: Shape): JsonObject {
  const { description } = shape;
  switch (shape.kind) {
    case "string":
      return {
        description,
        type: "string",
        ...(shape.values && { enum: shape.values }),
        ...(shape.pattern && { pattern: shape.pattern.regex }),
      };
    case "number":
      return {
        description,
        type: shape.integer === true ? "integer" : "number",
        ...(shape.minimum !== undefined && { minimum: shape.minimum }),
        ...(shape.maximum !== undefined && { maximum: shape.maximum }),
      };
    case "boolean":
    case "null":
      return { description, type: shape.kind };
    case "any":
      return { description, ...shape.schema };
    case "list":
      return { description, type: "array", items: toSchema(shape.items) };
    case "map":
      return {
        description,
        type: "object",
        ...(shape.keys && { propertyNames: { pattern: shape.keys.regex } }),
        additionalProperties: toSchema(shape.values),
      };
    case "either":
      return { description, anyOf: shape.of.map(toSchema) };
    case "object":
      return {
        description,
        type: "object",
        properties: Object.fromEntries(
          Object.entries(shape.members).map(([name, member]) => [name, toSchema(member)]),
        ),
        ...(shape.required.length > 0 && { required: shape.required }),
        patternProperties: { "^x-": true },
        additionalProperties: false,
      };
  }
}
