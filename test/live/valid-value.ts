import type { ApiModel, Schema } from "../../src/model/index.js";
import { sample } from "../../src/schema/sample.js";
import { loadValidators, type Validate } from "../../src/schema/validate.js";
import { isJsonObject, type JsonValue } from "../../src/util/json.js";

/** How many other values are tried where a description's own examples break its schemas. */
const SEEDS = 20;
const ROUNDS = 30;

/** Makes values that a client may send, the first of several attempts that the schema takes. */
export class ValidValues {
  readonly #model: ApiModel;
  readonly #validatorOf: (schema: Schema) => Validate;

  private constructor(model: ApiModel, validatorOf: (schema: Schema) => Validate) {
    this.#model = model;
    this.#validatorOf = validatorOf;
  }

  static async load(model: ApiModel): Promise<ValidValues> {
    const validators = await loadValidators(model.components.schemas, { direction: "request" });
    return new ValidValues(model, (schema) => validators.validator(schema));
  }

  /** A value of a schema; without one that is valid, the first that was made. */
  of(schema: Schema): JsonValue | undefined {
    const first = this.#sample(schema);
    if (first === undefined || schema.kind === "boolean") return first;
    const validate = this.#validatorOf(schema);
    for (let seed = 0; seed <= SEEDS; seed++) {
      const value = seed === 0 ? first : this.#sample(schema, seed);
      const pruned = value === undefined ? undefined : prune(value, validate);
      if (pruned !== undefined) return pruned;
    }
    return first;
  }

  #sample(schema: Schema, seed?: number): JsonValue | undefined {
    const { schemas } = this.#model.components;
    const mode = seed === undefined ? "fixed" : "random";
    const made = sample(schema, {
      schemas,
      mode,
      direction: "request",
      ...(seed !== undefined && { seed }),
    });
    return made.kind === "value" ? made.value : undefined;
  }
}

/** The value without the members that break the schema, where these can go; undefined when it stays invalid. */
function prune(value: JsonValue, validate: Validate): JsonValue | undefined {
  const copy = structuredClone(value);
  for (let round = 0; round < ROUNDS; round++) {
    const found = validate(copy);
    if (found.length === 0) return copy;
    const [deepest] = found.toSorted((a, b) => b.path.length - a.path.length);
    if (!deepest) return undefined;
    const { keyword, path } = deepest;
    const last =
      keyword === "not"
        ? lastMember(path.reduce<JsonValue | undefined>(memberOf, copy))
        : undefined;
    if (!removeAt(copy, last === undefined ? path : [...path, last])) return undefined;
  }
  return undefined;
}

/** Removes the member at a path, or the nearest above it that stands in an object. */
function removeAt(root: JsonValue, path: readonly string[]): boolean {
  for (let length = path.length; length > 0; length--) {
    const parent = path.slice(0, length - 1).reduce<JsonValue | undefined>(memberOf, root);
    const name = path[length - 1] ?? "";
    if (isJsonObject(parent) && name in parent) return Reflect.deleteProperty(parent, name);
  }
  return false;
}

/** The member of an object whose members exclude each other that can go first. */
function lastMember(value: JsonValue | undefined): string | undefined {
  const names = isJsonObject(value) ? Object.keys(value) : [];
  return names.length > 1 ? names.at(-1) : undefined;
}

function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (Array.isArray(value)) return value[Number(name)];
  return isJsonObject(value) ? value[name] : undefined;
}
