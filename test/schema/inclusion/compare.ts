import {
  SchemaComparison,
  type ComparisonOptions,
  type Inclusion,
} from "../../../src/schema/inclusion/index.js";
import type { JsonObject, JsonValue } from "../../../src/util/json.js";
import { schemaOf } from "./build-schema.js";

/** Whether every value of `narrow` is one of `wide`, both as JSON Schema, with definitions for both. */
export function includes(
  wide: JsonValue,
  narrow: JsonValue,
  definitions: JsonObject = {},
  options: ComparisonOptions = { travel: "both" },
): Inclusion {
  const named = new Map(Object.entries(definitions).map(([name, one]) => [name, schemaOf(one)]));
  const comparison = new SchemaComparison({ old: named, new: named }, options);
  return comparison.includes(
    comparison.node("old", schemaOf(wide)),
    comparison.node("new", schemaOf(narrow)),
  );
}

/** The same as one word. */
export function verdict(wide: JsonValue, narrow: JsonValue, definitions: JsonObject = {}): string {
  return includes(wide, narrow, definitions).kind;
}
