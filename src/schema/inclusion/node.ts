import type { JsonValue } from "../../util/json.js";

/** The types by which values are told apart; integers are numbers. */
export type ValueType = "object" | "array" | "string" | "number" | "boolean" | "null";

/** All value types, in the order in which witnesses are looked for. */
export const VALUE_TYPES: readonly ValueType[] = [
  "object",
  "array",
  "string",
  "number",
  "boolean",
  "null",
];

/**
 * A schema as the decision sees it: references resolved but where they recur, defaults gone, order without meaning
 * sorted away. Nodes of one universe with the same id mean the same.
 */
export type SchemaNode = BooleanNode | DroppedNode | RecursiveNode | KeywordNode;

/** `true` or `false`. */
export interface BooleanNode {
  readonly kind: "boolean";
  readonly id: number;
  readonly value: boolean;
}

/**
 * The value of a property that does not travel in this direction (`readOnly` in requests, `writeOnly` in responses):
 * the sender never sends it, the receiver never refuses it.
 */
export interface DroppedNode {
  readonly kind: "dropped";
  readonly id: number;
}

/** A named schema that reaches itself. */
export interface RecursiveNode {
  readonly kind: "recursive";
  readonly id: number;
  readonly name: string;
  readonly target: () => SchemaNode;
}

/** Bounds and steps of numbers. */
export interface NumberKeywords {
  readonly integer?: boolean;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  /** A format that narrows numbers in a way that is not decided here, such as `float`. */
  readonly numberFormat?: string;
}

/** What strings must satisfy; lengths in code points. */
export interface StringKeywords {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  /** `contentEncoding`, `contentMediaType` and `contentSchema` as one text: equal or not, and no more. */
  readonly content?: string;
}

/** What arrays must satisfy. */
export interface ArrayKeywords {
  readonly prefixItems?: readonly SchemaNode[];
  /** Of the items after `prefixItems`. */
  readonly items?: SchemaNode;
  readonly contains?: { readonly node: SchemaNode; readonly min: number; readonly max: number };
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly unevaluatedItems?: SchemaNode;
}

/** What objects must satisfy. */
export interface ObjectKeywords {
  readonly properties?: ReadonlyMap<string, SchemaNode>;
  readonly patternProperties?: readonly (readonly [string, SchemaNode])[];
  readonly additionalProperties?: SchemaNode;
  readonly propertyNames?: SchemaNode;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly dependentRequired?: readonly (readonly [string, readonly string[]])[];
  readonly dependentSchemas?: readonly (readonly [string, SchemaNode])[];
  readonly unevaluatedProperties?: SchemaNode;
}

/** What any value must satisfy. */
export interface AnyKeywords {
  /** Absent: all. */
  readonly types?: readonly ValueType[];
  readonly enum?: readonly JsonValue[];
  readonly allOf?: readonly SchemaNode[];
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly not?: SchemaNode;
  readonly conditional?: {
    readonly if: SchemaNode;
    readonly then: SchemaNode;
    readonly else: SchemaNode;
  };
}

/** All keywords of one schema. */
export interface Keywords
  extends AnyKeywords, NumberKeywords, StringKeywords, ArrayKeywords, ObjectKeywords {}

/** A schema with keywords. */
export interface KeywordNode extends Keywords {
  readonly kind: "keywords";
  readonly id: number;
}

/** The type of a value. */
export function typeOfValue(value: JsonValue): ValueType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  const type = typeof value;
  if (type === "string" || type === "number" || type === "boolean") return type;
  return "object";
}
