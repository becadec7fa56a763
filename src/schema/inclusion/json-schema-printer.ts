import type { JsonObject, JsonValue } from "../../util/json.js";
import { canonicalJson } from "./canonical-json.js";
import type { Role } from "./evaluate.js";
import type { KeywordNode, SchemaNode } from "./node.js";

type Members = Record<string, JsonValue>;

/** Prints a node as a JSON Schema 2020-12 document; recursive schemas become its definitions. */
export class JsonSchemaPrinter {
  readonly #role: Role;
  readonly #definitions = new Map<number, JsonValue>();

  constructor(role: Role) {
    this.#role = role;
  }

  /** The whole document. */
  print(node: SchemaNode): JsonObject {
    const root = this.#schema(node);
    const definitions = [...this.#definitions].map(([id, schema]) => [`s${id}`, schema] as const);
    return { allOf: [root], $defs: Object.fromEntries(definitions) };
  }

  #schema(node: SchemaNode): JsonValue {
    switch (node.kind) {
      case "boolean":
        return node.value;
      case "dropped":
        return this.#role === "receiver";
      case "recursive":
        if (!this.#definitions.has(node.id)) {
          this.#definitions.set(node.id, true);
          this.#definitions.set(node.id, this.#schema(node.target()));
        }
        return { $ref: `#/$defs/s${node.id}` };
      case "keywords":
        return {
          ...scalars(node),
          ...this.#arrays(node),
          ...this.#objects(node),
          ...this.#groups(node),
        };
    }
  }

  #arrays(node: KeywordNode): Members {
    return members({
      prefixItems: this.#list(node.prefixItems),
      items: this.#optional(node.items),
      ...(node.prefixItems ? {} : this.#contains(node)),
      unevaluatedItems: this.#optional(node.unevaluatedItems),
    });
  }

  #contains(node: KeywordNode): Members {
    return members({
      contains: this.#optional(node.contains?.node),
      minContains: node.contains?.min,
      maxContains: finite(node.contains?.max),
    });
  }

  #objects(node: KeywordNode): Members {
    return members({
      properties: this.#map(node.properties),
      patternProperties: this.#map(node.patternProperties),
      additionalProperties: this.#optional(node.additionalProperties),
      propertyNames: this.#optional(node.propertyNames),
      required: node.required,
      dependentRequired: node.dependentRequired && Object.fromEntries(node.dependentRequired),
      dependentSchemas: this.#map(node.dependentSchemas),
      unevaluatedProperties: this.#optional(node.unevaluatedProperties),
    });
  }

  /** `contains` beside `prefixItems` goes into a schema of its own: there ajv 8 lets empty arrays pass. */
  #groups(node: KeywordNode): Members {
    const { conditional } = node;
    const apart = node.prefixItems && node.contains ? [this.#contains(node)] : [];
    const allOf = [...(node.allOf ?? []).map((one) => this.#schema(one)), ...apart];
    return members({
      ...(allOf.length > 0 && { allOf }),
      anyOf: this.#list(node.anyOf),
      oneOf: this.#list(node.oneOf),
      not: this.#optional(node.not),
      if: this.#optional(conditional?.if),
      then: this.#optional(conditional?.then),
      else: this.#optional(conditional?.else),
    });
  }

  #optional(node: SchemaNode | undefined): JsonValue | undefined {
    return node && this.#schema(node);
  }

  #list(nodes: readonly SchemaNode[] | undefined): JsonValue | undefined {
    return nodes?.map((node) => this.#schema(node));
  }

  #map(nodes: Iterable<readonly [string, SchemaNode]> | undefined): JsonValue | undefined {
    if (!nodes) return undefined;
    return Object.fromEntries([...nodes].map(([name, node]) => [name, this.#schema(node)]));
  }
}

function scalars(node: KeywordNode): Members {
  const types = node.types?.map((type) => (type === "number" && node.integer ? "integer" : type));
  const untyped = !node.types && node.integer;
  return members({
    type: types,
    ...(untyped && { type: ["object", "array", "string", "integer", "boolean", "null"] }),
    enum: node.enum && [...node.enum].sort((a, b) => order(a, b)),
    minimum: node.minimum,
    maximum: node.maximum,
    exclusiveMinimum: node.exclusiveMinimum,
    exclusiveMaximum: node.exclusiveMaximum,
    multipleOf: node.multipleOf,
    minLength: node.minLength,
    maxLength: node.maxLength,
    pattern: node.pattern,
    format: node.format,
    minItems: node.minItems,
    maxItems: node.maxItems,
    uniqueItems: node.uniqueItems,
    minProperties: node.minProperties,
    maxProperties: node.maxProperties,
  });
}

function order(a: JsonValue, b: JsonValue): number {
  return canonicalJson(a) < canonicalJson(b) ? -1 : 1;
}

function finite(value: number | undefined): number | undefined {
  return value === undefined || Number.isFinite(value) ? value : undefined;
}

function members(values: Readonly<Record<string, JsonValue | undefined>>): Members {
  const result: Members = {};
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) result[name] = value;
  }
  return result;
}
