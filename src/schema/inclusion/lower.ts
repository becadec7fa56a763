import type { Named } from "../../model/node.js";
import type { JsonType, ObjectSchema, Schema, SchemaRef } from "../../model/schema.js";
import { canonicalJson } from "./canonical-json.js";
import { evaluatedNames } from "./evaluated-names.js";
import { formatKeywords, isBytes } from "./format-keywords.js";
import type { Interner } from "./interner.js";
import type { Keywords, SchemaNode, ValueType } from "./node.js";
import type { NamedSchemas } from "./recursion.js";
import { branchTags } from "./discriminator.js";

/** What schemas are lowered for. */
export interface LowerOptions {
  /** Properties with this flag do not travel. */
  readonly dropped?: "readOnly" | "writeOnly";
  /** Values travel as text (parameters): a plain string takes any scalar. */
  readonly textual?: boolean;
}

/** What one side's lowering needs to know. */
export interface LowerContext {
  readonly interner: Interner;
  readonly schemas: NamedSchemas;
  readonly options: LowerOptions;
  /** The node of a recursive name; undefined when it is not recursive. */
  readonly recursive: (name: string) => SchemaNode | undefined;
}

/** Turns schemas of one document into nodes; each named schema once. */
export class Lowering {
  readonly #context: LowerContext;
  readonly #byName = new Map<string, SchemaNode>();
  readonly #bySchema = new WeakMap<Schema, SchemaNode>();

  constructor(context: LowerContext) {
    this.#context = context;
  }

  lower(schema: Schema): SchemaNode {
    const known = this.#bySchema.get(schema);
    if (known) return known;
    const made = this.#lower(schema);
    this.#bySchema.set(schema, made);
    return made;
  }

  /** The node of a named schema, one unrolling deep when it is recursive. */
  target(name: string): SchemaNode {
    const known = this.#byName.get(name);
    if (known) return known;
    const schema = this.#context.schemas.get(name);
    const made = schema ? this.lower(schema) : this.#context.interner.true;
    this.#byName.set(name, made);
    return made;
  }

  #lower(schema: Schema): SchemaNode {
    const { interner } = this.#context;
    if (schema.kind === "boolean") return schema.value ? interner.true : interner.false;
    if (schema.kind === "ref") return this.#reference(schema);
    return interner.node(this.#keywords(schema));
  }

  #reference(ref: SchemaRef): SchemaNode {
    const target = this.#context.recursive(ref.name) ?? this.target(ref.name);
    if (!ref.siblings) return target;
    return this.#context.interner.node({ allOf: [target, this.lower(ref.siblings)] });
  }

  #keywords(schema: ObjectSchema): Keywords {
    return {
      ...typeKeywords(schema, this.#context.options),
      ...formatKeywords(schema),
      ...plainKeywords(schema),
      ...this.#content(schema),
      ...this.#arrays(schema),
      ...this.#objects(schema),
      ...this.#groups(schema),
    };
  }

  #content(schema: ObjectSchema): Keywords {
    const { contentEncoding, contentMediaType, contentSchema } = schema;
    if (!(contentEncoding ?? contentMediaType ?? contentSchema) || isBytes(schema)) return {};
    const inner = contentSchema ? this.lower(contentSchema).id : "";
    return { content: `${contentEncoding ?? ""} ${contentMediaType ?? ""} ${inner}` };
  }

  #arrays(schema: ObjectSchema): Keywords {
    if (!(schema.items ?? schema.prefixItems ?? schema.contains ?? schema.unevaluatedItems)) {
      return {};
    }
    return compact({
      prefixItems: schema.prefixItems?.map((item) => this.lower(item)),
      items: this.#optional(schema.items),
      contains: schema.contains && {
        node: this.lower(schema.contains),
        min: schema.minContains ?? 1,
        max: schema.maxContains ?? Infinity,
      },
      unevaluatedItems: hasApplicators(schema)
        ? this.#optional(schema.unevaluatedItems)
        : undefined,
      ...(!hasApplicators(schema) && !schema.items && !schema.contains && schema.unevaluatedItems
        ? { items: this.lower(schema.unevaluatedItems) }
        : {}),
    });
  }

  #objects(schema: ObjectSchema): Keywords {
    if (!OBJECT_KEYWORDS.some((name) => schema[name] !== undefined)) return {};
    const { interner } = this.#context;
    const drops = (name: string): boolean => this.#drops(property(schema, name));
    return compact({
      properties:
        schema.properties &&
        new Map(
          schema.properties.map(({ name, value }) => [
            name,
            this.#drops(value) ? interner.dropped : this.lower(value),
          ]),
        ),
      patternProperties: this.#pairs(schema.patternProperties),
      additionalProperties: this.#optional(schema.additionalProperties),
      propertyNames: this.#optional(schema.propertyNames),
      required: schema.required && sortedNames(schema.required.filter((name) => !drops(name))),
      dependentRequired: schema.dependentRequired?.map(
        ({ name, value }) => [name, sortedNames(value)] as const,
      ),
      dependentSchemas: this.#pairs(schema.dependentSchemas),
      ...this.#unevaluatedProperties(schema),
    });
  }

  /** `unevaluatedProperties` as a closed list of names where that list is known without a value. */
  #unevaluatedProperties(schema: ObjectSchema): Keywords {
    const rest = schema.unevaluatedProperties;
    if (!rest || schema.additionalProperties) return {};
    const names = evaluatedNames(schema, this.#context.schemas);
    if (!names) return { unevaluatedProperties: this.lower(rest) };
    const { interner } = this.#context;
    const closing = interner.node({
      properties: new Map(names.map((name) => [name, interner.true])),
      patternProperties:
        schema.patternProperties?.map(({ name }) => [name, interner.true] as const) ?? [],
      additionalProperties: this.lower(rest),
    });
    return { allOf: [closing] };
  }

  #groups(schema: ObjectSchema): Keywords {
    if (!hasApplicators(schema) && !schema.unevaluatedProperties) return {};
    const { interner } = this.#context;
    const closing = this.#unevaluatedProperties(schema).allOf ?? [];
    const allOf = [...(schema.allOf ?? []).map((part) => this.lower(part)), ...closing];
    const tagged = schema.discriminator && (schema.oneOf ?? schema.anyOf);
    return compact({
      allOf: allOf.length > 0 ? allOf : undefined,
      anyOf: tagged ? this.#tagged(schema, tagged) : schema.anyOf?.map((part) => this.lower(part)),
      oneOf: tagged ? undefined : schema.oneOf?.map((part) => this.lower(part)),
      not: this.#optional(schema.not),
      conditional: schema.if && {
        if: this.lower(schema.if),
        then: this.#optional(schema.then) ?? interner.true,
        else: this.#optional(schema.else) ?? interner.true,
      },
    });
  }

  /** The branches of a discriminated union, each with the values of its tag: the tag decides, so any one may match. */
  #tagged(schema: ObjectSchema, branches: readonly Schema[]): readonly SchemaNode[] {
    const { interner } = this.#context;
    return branches.map((branch) => {
      const node = this.lower(branch);
      const tags = branchTags(schema, branch, this.#context.schemas);
      if (!tags) return node;
      const tag = interner.node({ enum: [...tags.values].sort() });
      const tagged = interner.node({
        properties: new Map([[tags.property, tag]]),
        required: [tags.property],
      });
      return interner.node({ allOf: [node, tagged] });
    });
  }

  #drops(schema: Schema | undefined): boolean {
    const flag = this.#context.options.dropped;
    if (!flag || !schema || schema.kind === "boolean") return false;
    if (schema.kind === "schema") {
      return schema[flag] === true || (schema.allOf ?? []).some((part) => this.#drops(part));
    }
    if (schema.siblings?.[flag] !== undefined) return schema.siblings[flag];
    const target = this.#context.schemas.get(schema.name);
    return target?.kind === "schema" && target[flag] === true;
  }

  #optional(schema: Schema | undefined): SchemaNode | undefined {
    return schema && this.lower(schema);
  }

  #pairs(
    list: readonly Named<Schema>[] | undefined,
  ): readonly (readonly [string, SchemaNode])[] | undefined {
    return list
      ?.map(({ name, value }) => [name, this.lower(value)] as const)
      .sort((a, b) => (a[0] < b[0] ? -1 : 1));
  }
}

function typeKeywords(schema: ObjectSchema, options: LowerOptions): Keywords {
  if (!schema.types) return {};
  const types = new Set(schema.types.map(valueType));
  if (options.textual && types.has("string") && isPlainText(schema)) {
    return { types: sortedTypes(types.add("number").add("boolean")) };
  }
  const integer = schema.types.includes("integer") && !schema.types.includes("number");
  return { types: sortedTypes(types), ...(integer && { integer }) };
}

function isPlainText(schema: ObjectSchema): boolean {
  const narrowed = schema.pattern ?? schema.enum ?? schema.const ?? schema.format;
  return narrowed === undefined && (schema.minLength ?? 0) <= 1 && schema.maxLength === undefined;
}

const OBJECT_KEYWORDS = [
  "properties",
  "required",
  "additionalProperties",
  "patternProperties",
  "propertyNames",
  "dependentRequired",
  "dependentSchemas",
  "unevaluatedProperties",
] as const satisfies (keyof ObjectSchema)[];

const PLAIN_KEYWORDS = [
  "minLength",
  "maxLength",
  "pattern",
  "multipleOf",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
] as const satisfies (keyof ObjectSchema & keyof Keywords)[];

function plainKeywords(schema: ObjectSchema): Keywords {
  const listed = enumeration(schema);
  const present = PLAIN_KEYWORDS.filter((name) => schema[name] !== undefined);
  return {
    ...(listed && { enum: listed }),
    ...Object.fromEntries(present.map((name) => [name, schema[name]])),
  };
}

function enumeration(schema: ObjectSchema): Keywords["enum"] {
  const fixed = schema.const === undefined ? undefined : [schema.const];
  const listed = schema.enum ?? fixed;
  if (!listed) return undefined;
  const byText = new Map(listed.map((value) => [canonicalJson(value), value]));
  const kept = fixed ? new Set(fixed.map(canonicalJson)) : undefined;
  return [...byText]
    .filter(([text]) => !kept || kept.has(text))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => value);
}

function property(schema: ObjectSchema, name: string): Schema | undefined {
  return schema.properties?.find((one) => one.name === name)?.value;
}

function hasApplicators(schema: ObjectSchema): boolean {
  return [schema.allOf, schema.anyOf, schema.oneOf, schema.if, schema.not].some(
    (keyword) => keyword !== undefined,
  );
}

function valueType(type: JsonType): ValueType {
  return type === "integer" ? "number" : type;
}

function sortedTypes(types: ReadonlySet<ValueType>): readonly ValueType[] {
  return [...types].sort();
}

function sortedNames(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

type Optional<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** Leaves out the members without a value. */
function compact(keywords: Optional<Keywords>): Keywords {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(keywords)) if (value !== undefined) kept[name] = value;
  return kept;
}
