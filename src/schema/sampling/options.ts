import type { Schema } from "../../model/index.js";
import type { JsonValue } from "../../util/json.js";
import type { SchemaDirection } from "../direction.js";

/** How values are made; the same options and schema give the same value. */
export interface SampleOptions {
  /** `components.schemas` of the model. */
  readonly schemas: ReadonlyMap<string, Schema>;
  /** `fixed` prefers examples and defaults and else gives plain values; `random` invents all. */
  readonly mode: "fixed" | "random";
  /** The seed of random values and of pattern matches; 0 when absent. */
  readonly seed?: number | string;
  /** Leaves out `writeOnly` properties of responses and `readOnly` ones of requests. */
  readonly direction?: SchemaDirection;
  /** How many nodes are made at most; 2,500 (fixed) or 20,000 (random) when absent. */
  readonly budget?: number;
  readonly tuning?: SampleTuning;
}

/** Settings of random values, named as in json-schema-faker (`x-json-schema-faker` of a document). */
export interface SampleTuning {
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** From 0 to 1: how likely an optional property is there; 1 when absent or null. */
  readonly optionalsProbability?: number | null;
  readonly useDefaultValue?: boolean;
  readonly useExamplesValue?: boolean;
  /** Whether properties are invented until `minProperties` is met. */
  readonly fillProperties?: boolean;
  /** Whether a property's `jsonPath` copies the value of another member. */
  readonly resolveJsonPath?: boolean;
}

/** A value, or the finding that the schema asks for more than the budget. */
export type SampleResult =
  { readonly kind: "value"; readonly value: JsonValue } | { readonly kind: "tooComplex" };
