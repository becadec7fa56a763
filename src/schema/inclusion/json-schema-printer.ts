import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";
import { canonicalJson } from "./canonical-json.js";
import { nodesOfName, type Role } from "./evaluate.js";
import type { KeywordNode, SchemaNode } from "./node.js";

type Members = Record<string, JsonValue>;

/** Stands for a value of which nothing is known: every keyword is printed. */
const ANY = Symbol("any value");

/** Arrays up to this length have the schema of each item printed for that item. */
const MAX_LISTED = 3;

type Known = JsonValue | typeof ANY;

/** Whether a member of the value is valid by its own schema; undefined when that is not known. */
export type Judge = (node: SchemaNode, member: JsonValue) => boolean | undefined;

/**
 * Prints a node as a JSON Schema 2020-12 document; recursive schemas become its definitions. For a given value,
 * the schemas of members that it does not have are left out: they cannot change whether it is valid. What a judge
 * knows of a member stands in the place of that member's schema.
 */
export class JsonSchemaPrinter {
  readonly #role: Role;
  readonly #judge: Judge | undefined;
  readonly #definitions = new Map<number, JsonValue>();

  constructor(role: Role, judge?: Judge) {
    this.#role = role;
    this.#judge = judge;
  }

  /** The whole document, or what of it a value can meet. */
  print(node: SchemaNode, value: Known = ANY): JsonObject {
    const root = this.#schema(node, value);
    const definitions = [...this.#definitions].map(([id, schema]) => [`s${id}`, schema] as const);
    return { allOf: [root], $defs: Object.fromEntries(definitions) };
  }

  #schema(node: SchemaNode, value: Known): JsonValue {
    switch (node.kind) {
      case "boolean":
        return node.value;
      case "dropped":
        return this.#role === "receiver";
      case "recursive":
        if (!this.#definitions.has(node.id)) {
          this.#definitions.set(node.id, true);
          this.#definitions.set(node.id, this.#schema(node.target(), ANY));
        }
        return { $ref: `#/$defs/s${node.id}` };
      case "keywords":
        return {
          ...scalars(node),
          ...this.#arrays(node, value),
          ...this.#objects(node, value),
          ...this.#groups(node, value),
        };
    }
  }

  #arrays(node: KeywordNode, value: Known): Members {
    if (value !== ANY && !Array.isArray(value)) return {};
    if (value !== ANY && value.length <= MAX_LISTED && !node.unevaluatedItems) {
      const each = value.map((item: JsonValue, index) => {
        const applies = node.prefixItems?.[index] ?? node.items;
        return applies ? this.#member(applies, item) : true;
      });
      return each.length > 0 ? { prefixItems: each } : {};
    }
    return members({
      prefixItems: node.prefixItems?.map((one) => this.#schema(one, ANY)),
      items: this.#optional(node.items, ANY),
      unevaluatedItems: this.#optional(node.unevaluatedItems, ANY),
    });
  }

  #member(node: SchemaNode, member: JsonValue): JsonValue {
    return this.#judge?.(node, member) ?? this.#schema(node, member);
  }

  #contains(node: KeywordNode): Members {
    return members({
      contains: this.#optional(node.contains?.node, ANY),
      minContains: node.contains?.min,
      maxContains: finite(node.contains?.max),
    });
  }

  #objects(node: KeywordNode, value: Known): Members {
    if (value !== ANY && !isJsonObject(value)) return {};
    return members({
      ...(value === ANY || node.unevaluatedProperties
        ? this.#allProperties(node)
        : this.#metProperties(node, value)),
      propertyNames: this.#optional(node.propertyNames, ANY),
      required: node.required,
      dependentRequired: node.dependentRequired && Object.fromEntries(node.dependentRequired),
      dependentSchemas: this.#map(node.dependentSchemas, value),
    });
  }

  #allProperties(node: KeywordNode): Members {
    return members({
      properties: this.#map(node.properties, ANY),
      patternProperties: this.#map(node.patternProperties, ANY),
      additionalProperties: this.#optional(node.additionalProperties, ANY),
      unevaluatedProperties: this.#optional(node.unevaluatedProperties, ANY),
    });
  }

  /** What the schema says of the members that there are, whichever keyword says it. */
  #metProperties(node: KeywordNode, value: JsonObject): Members {
    const met = Object.entries(value).map(([name, member]) => {
      const all = nodesOfName(node, name).map((one) => this.#member(one, member));
      const [only] = all;
      return [name, all.length > 1 ? { allOf: all } : (only ?? true)] as const;
    });
    return met.length > 0 ? { properties: Object.fromEntries(met) } : {};
  }

  /** `contains` goes into a schema of its own: beside `prefixItems` ajv 8 lets empty arrays pass it. */
  #groups(node: KeywordNode, value: Known): Members {
    const { conditional } = node;
    const list = (nodes: readonly SchemaNode[] | undefined): JsonValue[] | undefined =>
      nodes?.map((one) => this.#schema(one, value));
    const apart = node.contains ? [this.#contains(node)] : [];
    const allOf = [...(list(node.allOf) ?? []), ...apart];
    return members({
      ...(allOf.length > 0 && { allOf }),
      anyOf: list(node.anyOf),
      oneOf: list(node.oneOf),
      not: this.#optional(node.not, value),
      if: this.#optional(conditional?.if, value),
      then: this.#optional(conditional?.then, value),
      else: this.#optional(conditional?.else, value),
    });
  }

  #optional(node: SchemaNode | undefined, value: Known): JsonValue | undefined {
    return node && this.#schema(node, value);
  }

  #map(
    nodes: Iterable<readonly [string, SchemaNode]> | undefined,
    value: Known,
  ): JsonValue | undefined {
    if (!nodes) return undefined;
    const printed = [...nodes].map(([name, node]) => [name, this.#schema(node, value)] as const);
    return Object.fromEntries(printed);
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
