import type { ObjectSchema } from "../../../model/index.js";
import type { SpecVersion } from "./dialect.js";

/** A field of a schema that is written as a keyword. */
export type KeywordField = Exclude<
  keyof ObjectSchema,
  "kind" | "location" | "extensions" | "unknown"
>;

/** How a field is written, and the first version that knows its keyword. */
export interface KeywordRow {
  readonly since: SpecVersion;
  readonly kind: "plain" | "schema" | "schemas" | "named" | "special";
}

const row = (kind: KeywordRow["kind"], since: SpecVersion = 2): KeywordRow => ({ since, kind });

/** Every field of a schema, and how it is written. */
export const FIELDS: ReadonlyMap<string, KeywordRow> = new Map<KeywordField, KeywordRow>([
  ["types", row("special")],
  ["enum", row("special")],
  ["enumNames", row("special")],
  ["enumDescriptions", row("special")],
  ["const", row("plain", 3.1)],
  ["title", row("plain")],
  ["description", row("plain")],
  ["default", row("plain")],
  ["deprecated", row("plain", 3)],
  ["readOnly", row("plain")],
  ["writeOnly", row("plain", 3)],
  ["examples", row("special")],
  ["externalDocs", row("special")],
  ["format", row("plain")],
  ["minLength", row("plain")],
  ["maxLength", row("plain")],
  ["pattern", row("plain")],
  ["contentEncoding", row("plain", 3.1)],
  ["contentMediaType", row("plain", 3.1)],
  ["contentSchema", row("schema", 3.1)],
  ["multipleOf", row("plain")],
  ["minimum", row("special")],
  ["maximum", row("special")],
  ["exclusiveMinimum", row("special")],
  ["exclusiveMaximum", row("special")],
  ["items", row("schema")],
  ["prefixItems", row("schemas", 3.1)],
  ["contains", row("schema", 3.1)],
  ["minContains", row("plain", 3.1)],
  ["maxContains", row("plain", 3.1)],
  ["minItems", row("plain")],
  ["maxItems", row("plain")],
  ["uniqueItems", row("plain")],
  ["unevaluatedItems", row("schema", 3.1)],
  ["properties", row("named")],
  ["patternProperties", row("named", 3.1)],
  ["additionalProperties", row("special")],
  ["propertyNames", row("schema", 3.1)],
  ["required", row("plain")],
  ["minProperties", row("plain")],
  ["maxProperties", row("plain")],
  ["dependentRequired", row("special", 3.1)],
  ["dependentSchemas", row("named", 3.1)],
  ["unevaluatedProperties", row("schema", 3.1)],
  ["allOf", row("schemas")],
  ["anyOf", row("schemas", 3)],
  ["oneOf", row("schemas", 3)],
  ["not", row("schema", 3)],
  ["if", row("schema", 3.1)],
  ["then", row("schema", 3.1)],
  ["else", row("schema", 3.1)],
  ["discriminator", row("special")],
  ["xml", row("special")],
]);
