import type { JsonValue } from "../util/json.js";
import type { ExternalDocs } from "./info.js";
import type { ModelNode, Named } from "./node.js";

/** The types of JSON Schema 2020-12 (Validation §6.1.1). */
export type JsonType = "null" | "boolean" | "object" | "array" | "number" | "string" | "integer";

/** A schema whatever the source dialect: its meaning is that of JSON Schema 2020-12. */
export type Schema = ObjectSchema | SchemaRef | BooleanSchema;

/** `true` or `false` in the place of a schema. */
export interface BooleanSchema extends ModelNode {
  readonly kind: "boolean";
  readonly value: boolean;
}

/**
 * A use of `components.schemas` by name; recursion goes through these alone.
 * `siblings` are keywords beside `$ref` where the dialect gives them a meaning (OAS 3.1 and later).
 */
export interface SchemaRef extends ModelNode {
  readonly kind: "ref";
  readonly name: string;
  readonly siblings?: ObjectSchema;
}

/** A schema with keywords; an absent keyword says nothing. */
export interface ObjectSchema extends ModelNode {
  readonly kind: "schema";
  /** Absent: any type. Never empty; `integer` is kept beside `number` as written. */
  readonly types?: readonly JsonType[];
  readonly enum?: readonly JsonValue[];
  /** Names of the enum's values, by position (`x-enum-varnames`, `x-enumNames`, `x-ms-enum`). */
  readonly enumNames?: readonly string[];
  /** Descriptions of the enum's values, by position (`x-enum-descriptions`, `x-enumDescriptions`, `x-ms-enum`). */
  readonly enumDescriptions?: readonly string[];
  readonly const?: JsonValue;

  readonly title?: string;
  readonly description?: string;
  readonly default?: JsonValue;
  readonly deprecated?: boolean;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly examples?: readonly JsonValue[];
  readonly externalDocs?: ExternalDocs;

  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly contentEncoding?: string;
  readonly contentMediaType?: string;
  readonly contentSchema?: Schema;

  readonly multipleOf?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;

  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly contains?: Schema;
  readonly minContains?: number;
  readonly maxContains?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly unevaluatedItems?: Schema;

  readonly properties?: readonly Named<Schema>[];
  readonly patternProperties?: readonly Named<Schema>[];
  readonly additionalProperties?: Schema;
  readonly propertyNames?: Schema;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly dependentRequired?: readonly Named<readonly string[]>[];
  readonly dependentSchemas?: readonly Named<Schema>[];
  readonly unevaluatedProperties?: Schema;

  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;

  readonly discriminator?: Discriminator;
  readonly xml?: Xml;
}

/** The discriminator object (OAS 3.2 §4.25); mapping targets are schema names, resolved on import. */
export interface Discriminator extends ModelNode {
  readonly propertyName: string;
  /** value → name in `components.schemas`, as written in `mapping` (implicit names are not listed). */
  readonly mapping?: readonly Named<string>[];
  /** The schema for a missing or unmapped value (OAS 3.2). */
  readonly defaultMapping?: string;
}

/** The XML object (OAS 3.2 §4.26). */
export interface Xml extends ModelNode {
  readonly name?: string;
  readonly namespace?: string;
  readonly prefix?: string;
  readonly attribute?: boolean;
  readonly wrapped?: boolean;
  readonly nodeType?: string;
}
