import type { JsonType, ObjectSchema, Schema, SchemaRef } from "../model/index.js";
import { isJsonObject, type JsonValue } from "../util/json.js";
import { isDropped } from "./direction.js";
import { fakerText } from "./sampling/faker-text.js";
import { both, joinSchemas } from "./sampling/flatten.js";
import type { SampleOptions, SampleResult } from "./sampling/options.js";
import { type Random, seededRandom } from "./sampling/random.js";
import { fixedNumber, randomNumber } from "./sampling/sample-number.js";
import { fixedText, randomText } from "./sampling/sample-text.js";

export type { SampleOptions, SampleResult, SampleTuning } from "./sampling/options.js";

/** How often a named schema may stand within itself before the value is cut. */
const NESTING = 2;

/** Makes a value for a schema: deterministic, from its examples or invented, as the options say. */
export function sample(schema: Schema, options: SampleOptions): SampleResult {
  return new Sampler(options).run(schema);
}

class Sampler {
  readonly #options: SampleOptions;
  readonly #fixed: boolean;
  readonly #random: Random;
  readonly #nesting = new Map<string, number>();
  readonly #budget: number;
  #left: number;

  constructor(options: SampleOptions) {
    this.#options = options;
    this.#fixed = options.mode === "fixed";
    this.#random = seededRandom(options.seed ?? 0);
    this.#budget = options.budget ?? (this.#fixed ? 2500 : 20_000);
    this.#left = this.#budget;
  }

  run(schema: Schema): SampleResult {
    const value = this.#value(schema);
    if (this.#left <= 0) return { kind: "tooComplex" };
    return { kind: "value", value: this.#resolvePaths(schema, value) };
  }

  #value(schema: Schema): JsonValue {
    if (this.#left-- <= 0) return null;
    if (schema.kind === "boolean") return null;
    if (schema.kind === "ref") return this.#named(schema);
    return this.#object(schema);
  }

  #named(ref: SchemaRef): JsonValue {
    const target = this.#options.schemas.get(ref.name);
    if (!target) return null;
    const depth = this.#nesting.get(ref.name) ?? 0;
    if (depth >= NESTING) return this.#cut(target);
    this.#nesting.set(ref.name, depth + 1);
    const value = ref.siblings
      ? this.#object({ ...ref.siblings, allOf: [target, ...(ref.siblings.allOf ?? [])] })
      : this.#value(target);
    this.#nesting.set(ref.name, depth);
    return value;
  }

  /** What stands in the place of a schema that would go on for ever. */
  #cut(schema: Schema): JsonValue {
    const given = schema.kind === "schema" ? this.#given(schema) : undefined;
    if (given !== undefined) return given;
    if (schema.kind !== "schema") return null;
    const type = typeOf(schema) ?? (schema.allOf ? "object" : "null");
    if (type === "object") return {};
    return type === "array" ? [] : this.#plain(schema, type);
  }

  #object(schema: ObjectSchema): JsonValue {
    const given = this.#given(schema);
    if (given !== undefined) return given;
    const flat = this.#flatten(schema);
    const value = flat === schema ? undefined : this.#given(flat);
    if (value !== undefined) return value;
    return this.#plain(flat, typeOf(flat) ?? "null");
  }

  #given(schema: ObjectSchema): JsonValue | undefined {
    const { tuning } = this.#options;
    if (this.#fixed || tuning?.useExamplesValue) {
      const example = schema.examples?.[0];
      if (example !== undefined) return example;
    }
    if ((this.#fixed || tuning?.useDefaultValue) && schema.default !== undefined) {
      return schema.default;
    }
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return this.#fixed ? schema.enum[0] : this.#random.pick(schema.enum);
    return undefined;
  }

  #plain(schema: ObjectSchema, type: JsonType): JsonValue {
    switch (type) {
      case "object":
        return this.#members(schema);
      case "array":
        return this.#items(schema);
      case "string":
        return this.#text(schema);
      case "integer":
      case "number":
        return this.#number(schema, type === "integer");
      case "boolean":
        return this.#fixed || this.#random.next() < 0.5;
      case "null":
        return null;
    }
  }

  #number(schema: ObjectSchema, integer: boolean): number {
    if (this.#fixed) return fixedNumber(schema, integer);
    return randomNumber(schema, integer, this.#random);
  }

  #text(schema: ObjectSchema): string {
    if (this.#fixed) return fixedText(schema, this.#random);
    const faked = fakerText(schema, this.#random);
    if (faked !== undefined) return faked;
    const { minLength, maxLength } = this.#options.tuning ?? {};
    return randomText(
      {
        ...(minLength !== undefined && { minLength }),
        ...(maxLength !== undefined && { maxLength }),
        ...schema,
      },
      this.#random,
    );
  }

  #members(schema: ObjectSchema): JsonValue {
    const members: [string, JsonValue][] = [];
    const required = new Set(schema.required);
    const { schemas, direction } = this.#options;
    for (const { name, value } of schema.properties ?? []) {
      if (isDropped(value, schemas, direction)) continue;
      if (!required.has(name) && this.#omits(value)) continue;
      members.push([name, this.#value(value)]);
    }
    const known = new Set(members.map(([name]) => name));
    const dropped = new Set(schema.properties?.map(({ name }) => name));
    for (const name of required) {
      if (known.has(name) || dropped.has(name)) continue;
      members.push([name, this.#value(this.#additional(schema, name))]);
    }
    this.#fill(schema, members);
    return Object.fromEntries(members);
  }

  /** Whether an optional property stays out: by chance, for want of budget, or since it would be cut to nothing valid. */
  #omits(property: Schema): boolean {
    if (this.#left < this.#budget / 4) return true;
    if (property.kind === "ref" && this.#isCutInvalid(property)) return true;
    const probability = this.#options.tuning?.optionalsProbability ?? 1;
    return !this.#fixed && probability < 1 && this.#random.next() >= probability;
  }

  #isCutInvalid(ref: SchemaRef): boolean {
    if ((this.#nesting.get(ref.name) ?? 0) < NESTING) return false;
    const target = this.#options.schemas.get(ref.name);
    return target?.kind === "schema" && (target.required?.length ?? 0) > 0;
  }

  #fill(schema: ObjectSchema, members: [string, JsonValue][]): void {
    const least = schema.minProperties ?? 0;
    const open = schema.additionalProperties;
    const plain = this.#fixed && open?.kind !== "boolean" && open !== undefined ? 2 : 0;
    const fills = this.#options.tuning?.fillProperties !== false;
    const wanted = Math.max(plain + members.length, fills ? least : 0);
    const most = schema.maxProperties ?? Number.POSITIVE_INFINITY;
    for (let number = 1; members.length < Math.min(wanted, most) && this.#left > 0; number++) {
      const name = schema.propertyNames ? this.#value(schema.propertyNames) : `property${number}`;
      const key = typeof name === "string" && number === 1 ? name : `property${number}`;
      if (members.some(([known]) => known === key)) continue;
      members.push([key, this.#value(this.#additional(schema, key))]);
    }
  }

  #additional(schema: ObjectSchema, name: string): Schema {
    const matching = schema.patternProperties?.find(({ name: pattern }) => matches(pattern, name));
    const open = matching?.value ?? schema.additionalProperties;
    if (open && open.kind !== "boolean") return open;
    return { kind: "schema", location: schema.location, types: ["string"] };
  }

  #items(schema: ObjectSchema): JsonValue {
    const values: JsonValue[] = [];
    for (const item of schema.prefixItems ?? []) values.push(this.#value(item));
    if (schema.contains) {
      const part = schema.items ? both(schema.items, schema.contains, schema) : schema.contains;
      for (let left = schema.minContains ?? 1; left > 0 && this.#left > 0; left--) {
        values.push(this.#value(part));
      }
    }
    const { items } = schema;
    const length = this.#lengthOf(schema, values.length);
    const seen = new Set(schema.uniqueItems ? values.map((value) => JSON.stringify(value)) : []);
    for (let tries = 0; values.length < length && this.#left > 0 && tries < length * 8; tries++) {
      const value = items ? this.#item(items, tries > 0 && schema.uniqueItems === true) : null;
      const text = schema.uniqueItems ? JSON.stringify(value) : "";
      if (schema.uniqueItems && seen.has(text)) continue;
      seen.add(text);
      values.push(value);
    }
    return values;
  }

  /** An item; further ones of a list of unique items are random ones. */
  #item(items: Schema, varied: boolean): JsonValue {
    if (!varied || !this.#fixed) return this.#value(items);
    const seed = this.#random.integer(0, 0x7fff_ffff);
    const made = sample(items, { ...this.#options, mode: "random", seed, budget: this.#left });
    return made.kind === "value" ? made.value : null;
  }

  #lengthOf(schema: ObjectSchema, there: number): number {
    const { tuning } = this.#options;
    const least = Math.max(schema.minItems ?? 0, this.#fixed ? 0 : (tuning?.minItems ?? 0));
    const most = schema.maxItems ?? Number.POSITIVE_INFINITY;
    if (!schema.items || schema.items.kind === "boolean") {
      return schema.items?.kind === "boolean" && !schema.items.value
        ? there
        : Math.min(Math.max(there, least), most);
    }
    if (schema.items.kind === "ref" && least === 0 && this.#isCutInvalid(schema.items))
      return there;
    if (this.#left < this.#budget / 4) return Math.max(there, least);
    const wanted = this.#fixed ? 1 : this.#random.integer(1, Math.min(tuning?.maxItems ?? 3, most));
    return Math.min(
      Math.max(there, least, wanted),
      most,
      Math.max(tuning?.maxItems ?? most, least),
    );
  }

  /** The schema with its branches joined in: all of `allOf`, one of `anyOf` and `oneOf`, and `if` with `then`. */
  #flatten(schema: ObjectSchema): ObjectSchema {
    const { allOf, anyOf, oneOf, if: condition, then, ...rest } = schema;
    if (!allOf && !anyOf && !oneOf && !(condition && then)) return schema;
    let flat: ObjectSchema = rest;
    const branches = [...(allOf ?? [])];
    for (const alternatives of [oneOf, anyOf]) {
      const branch = alternatives && this.#choose(alternatives);
      if (!branch) continue;
      branches.push(branch);
      const tagged = this.#namesItself(schema, branch) ? undefined : tagOf(schema, branch);
      if (tagged) branches.push(tagged);
    }
    if (condition && then) branches.push(condition, then);
    for (const branch of branches) {
      const inner = this.#branch(branch);
      if (inner) flat = joinSchemas(flat, inner);
    }
    return flat;
  }

  /** Whether the branch says the discriminator's value itself, and no mapping another one. */
  #namesItself({ discriminator }: ObjectSchema, branch: Schema): boolean {
    if (!discriminator || discriminator.mapping || branch.kind !== "ref") return false;
    const own = this.#branch(branch)?.properties;
    const property = own?.find(({ name }) => name === discriminator.propertyName)?.value;
    const schema = property?.kind === "ref" ? this.#options.schemas.get(property.name) : property;
    return schema?.kind === "schema" && (schema.const !== undefined || schema.enum !== undefined);
  }

  #branch(branch: Schema): ObjectSchema | undefined {
    if (branch.kind === "boolean" || this.#left-- <= 0) return undefined;
    if (branch.kind === "schema") return this.#flatten(branch);
    const depth = this.#nesting.get(branch.name) ?? 0;
    const target = this.#options.schemas.get(branch.name);
    if (!target || depth > NESTING) return branch.siblings;
    this.#nesting.set(branch.name, depth + 1);
    const inner = this.#branch(target);
    this.#nesting.set(branch.name, depth);
    return inner && branch.siblings
      ? joinSchemas(inner, branch.siblings)
      : (inner ?? branch.siblings);
  }

  #choose(alternatives: readonly Schema[]): Schema | undefined {
    const useful = alternatives.filter((one) => !isNull(one));
    const list = useful.length > 0 ? useful : alternatives;
    return this.#fixed ? list[0] : this.#random.pick(list);
  }

  /** Copies values for properties with a `jsonPath` of the form `$..name` (json-schema-faker's `resolveJsonPath`). */
  #resolvePaths(schema: Schema, value: JsonValue): JsonValue {
    if (!this.#options.tuning?.resolveJsonPath || schema.kind !== "schema") return value;
    if (!isJsonObject(value)) return value;
    const copies: [string, JsonValue][] = [];
    for (const { name, value: property } of schema.properties ?? []) {
      const path = property.unknown?.find((member) => member.name === "jsonPath")?.value;
      const source = typeof path === "string" ? /^\$\.\.?([\w-]+)$/.exec(path)?.[1] : undefined;
      const found = source === undefined ? undefined : value[source];
      if (found !== undefined) copies.push([name, found]);
    }
    return { ...value, ...Object.fromEntries(copies) };
  }
}

/** What the discriminator asks of the chosen branch. */
function tagOf(schema: ObjectSchema, branch: Schema): ObjectSchema | undefined {
  const { discriminator } = schema;
  if (!discriminator || branch.kind !== "ref") return undefined;
  const tag =
    discriminator.mapping?.find(({ value }) => value === branch.name)?.name ?? branch.name;
  const { location } = schema;
  const property: ObjectSchema = { kind: "schema", location, const: tag };
  return {
    kind: "schema",
    location,
    properties: [{ name: discriminator.propertyName, value: property }],
  };
}

function isNull(schema: Schema): boolean {
  return schema.kind === "schema" && schema.types?.length === 1 && schema.types[0] === "null";
}

function typeOf(schema: ObjectSchema): JsonType | undefined {
  if (schema.types) return schema.types.find((type) => type !== "null") ?? schema.types[0];
  if (schema.properties ?? schema.required ?? schema.additionalProperties ?? schema.minProperties) {
    return "object";
  }
  if (schema.patternProperties ?? schema.propertyNames ?? schema.maxProperties) return "object";
  if (schema.items ?? schema.prefixItems ?? schema.contains ?? schema.minItems) return "array";
  if (schema.format ?? schema.pattern ?? schema.minLength ?? schema.maxLength) return "string";
  const number = schema.minimum ?? schema.maximum ?? schema.multipleOf;
  if ((number ?? schema.exclusiveMinimum ?? schema.exclusiveMaximum) !== undefined) return "number";
  return undefined;
}

function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, "u").test(name);
  } catch {
    return false;
  }
}
