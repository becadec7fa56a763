import type { Named, ObjectSchema, Schema, SchemaRef } from "../model/index.js";
import type { JsonValue } from "../util/json.js";
import { inheritedNames, isDropped, type SchemaDirection } from "./direction.js";

/** How a schema is written as JSON Schema. */
export interface JsonSchemaOptions {
  /** Drops `readOnly` properties from requests and `writeOnly` ones from responses, and their `required`. */
  readonly direction?: SchemaDirection;
  /** Writes titles, descriptions, defaults and examples too; false when only validity matters. */
  readonly annotations?: boolean;
  /** The text of a `$ref` to a named schema; `#/$defs/NAME` when absent. */
  readonly refTo?: (name: string) => string;
  /** Whether a `format` or `pattern` is written; all are when absent. */
  readonly accepts?: (
    keyword: "format" | "pattern",
    value: string,
    schema: ObjectSchema,
  ) => boolean;
}

/** A JSON Schema of draft 2020-12. */
export type JsonSchema = boolean | { readonly [keyword: string]: JsonValue };

type Draft = Record<string, JsonValue>;
type Schemas = ReadonlyMap<string, Schema>;

/**
 * Writes a schema as JSON Schema 2020-12 with the named schemas that it reaches under `$defs`.
 * A name that `schemas` lacks becomes a definition that accepts anything.
 */
export function toJsonSchema(
  schema: Schema,
  schemas: Schemas,
  options: JsonSchemaOptions = {},
): JsonSchema {
  const reached = new Set<string>();
  const refTo = options.refTo ?? definitionRef;
  const converter = new JsonSchemaConverter(schemas, {
    ...options,
    refTo: (name) => (reached.add(name), refTo(name)),
  });
  const root = converter.convert(schema);
  if (reached.size === 0 || typeof root === "boolean") return root;
  const definitions: [string, JsonSchema][] = [];
  for (const name of reached) {
    const named = schemas.get(name);
    definitions.push([name, named ? converter.convert(named) : true]);
  }
  return { ...root, $defs: Object.fromEntries(definitions) };
}

function definitionRef(name: string): string {
  return `#/$defs/${encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"))}`;
}

/** Converts one schema at a time; refs to named schemas stay refs, so the caller decides what is reached. */
export class JsonSchemaConverter {
  readonly #schemas: Schemas;
  readonly #options: JsonSchemaOptions;
  readonly #refTo: (name: string) => string;

  constructor(schemas: Schemas, options: JsonSchemaOptions = {}) {
    this.#schemas = schemas;
    this.#options = options;
    this.#refTo = options.refTo ?? definitionRef;
  }

  /** The schema without definitions. */
  convert(schema: Schema): JsonSchema {
    return this.#convert(schema, new Set());
  }

  #convert(schema: Schema, dropped: ReadonlySet<string>): JsonSchema {
    if (schema.kind === "boolean") return schema.value;
    if (schema.kind === "ref") return this.#reference(schema, dropped);
    return this.#keywords(schema, dropped);
  }

  #reference(schema: SchemaRef, dropped: ReadonlySet<string>): JsonSchema {
    const siblings = schema.siblings ? this.#keywords(schema.siblings, dropped) : {};
    return { $ref: this.#refTo(schema.name), ...siblings };
  }

  #keywords(schema: ObjectSchema, inherited: ReadonlySet<string>): Draft {
    const draft: Draft = {};
    const dropped = inheritedNames(schema, this.#schemas, this.#options.direction, inherited);
    if (schema.types)
      draft.type = schema.types.length === 1 ? (schema.types[0] ?? null) : schema.types;
    for (const keyword of COPIED) copy(draft, schema, keyword);
    if (this.#options.annotations !== false) {
      for (const keyword of ANNOTATIONS) copy(draft, schema, keyword);
    }
    this.#texts(draft, schema);
    this.#object(draft, schema, dropped);
    for (const keyword of SUBSCHEMAS) {
      const value = schema[keyword];
      if (value) draft[keyword] = this.#convert(value, new Set());
    }
    for (const keyword of SUBSCHEMA_LISTS) {
      const value = schema[keyword];
      if (!value) continue;
      const passed = keyword === "prefixItems" ? new Set<string>() : dropped;
      draft[keyword] = value.map((item) => this.#convert(item, passed));
    }
    for (const keyword of CONDITIONALS) {
      const value = schema[keyword];
      if (value) draft[keyword] = this.#convert(value, dropped);
    }
    return draft;
  }

  #texts(draft: Draft, schema: ObjectSchema): void {
    const accepts = this.#options.accepts ?? (() => true);
    for (const keyword of ["format", "pattern"] as const) {
      const value = schema[keyword];
      if (value !== undefined && accepts(keyword, value, schema)) draft[keyword] = value;
    }
    if (!schema.patternProperties) return;
    const kept = schema.patternProperties.filter(({ name }) => accepts("pattern", name, schema));
    draft.patternProperties = this.#map(kept);
  }

  #object(draft: Draft, schema: ObjectSchema, dropped: ReadonlySet<string>): void {
    const { direction } = this.#options;
    if (schema.properties) {
      draft.properties = this.#map(
        schema.properties.filter(({ value }) => !isDropped(value, this.#schemas, direction)),
      );
    }
    if (schema.required) {
      const required = schema.required.filter((name) => !dropped.has(name));
      if (required.length > 0) draft.required = required;
    }
    if (schema.dependentRequired) {
      draft.dependentRequired = Object.fromEntries(
        schema.dependentRequired.map(({ name, value }) => [name, value]),
      );
    }
    if (schema.dependentSchemas) draft.dependentSchemas = this.#map(schema.dependentSchemas);
  }

  #map(members: readonly Named<Schema>[]): JsonValue {
    return Object.fromEntries(
      members.map(({ name, value }) => [name, this.#convert(value, new Set())]),
    );
  }
}

function copy(draft: Draft, schema: ObjectSchema, keyword: Copied): void {
  const value = schema[keyword];
  if (value !== undefined) draft[keyword] = value;
}

type Copied = (typeof COPIED)[number] | (typeof ANNOTATIONS)[number];

const COPIED = [
  "enum",
  "const",
  "minLength",
  "maxLength",
  "multipleOf",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minContains",
  "maxContains",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
] as const;

const ANNOTATIONS = [
  "title",
  "description",
  "default",
  "deprecated",
  "readOnly",
  "writeOnly",
  "examples",
  "contentEncoding",
  "contentMediaType",
] as const;

const SUBSCHEMAS = [
  "items",
  "contains",
  "unevaluatedItems",
  "additionalProperties",
  "propertyNames",
  "unevaluatedProperties",
] as const;

const SUBSCHEMA_LISTS = ["prefixItems", "allOf", "anyOf", "oneOf"] as const;
const CONDITIONALS = ["not", "if", "then", "else"] as const;
