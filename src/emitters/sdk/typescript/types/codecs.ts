import type { ObjectSchema, Schema } from "../../../../model/index.js";
import type { CodecDeclaration, CodecExpression, ObjectCodec } from "../../codec.js";
import { leafCodec } from "./codec-leaf.js";
import { additionalSchema, variantsOf } from "./schema-facts.js";
import { CODEC } from "./traits.js";
import type { SchemaTraits, TraitBits } from "./schema-traits.js";
import type { TypeContext } from "./type-context.js";
import type { Direction } from "./type-planner.js";
import { planUnionCodec } from "./union-codec.js";

/** Plans how values travel, for the schemas whose values are not the same as JSON and in the SDK. */
export class CodecPlanner {
  readonly context: TypeContext;
  readonly #names: ReadonlyMap<string, string>;
  readonly #traits: SchemaTraits;
  readonly #declared = new Map<string, CodecExpression>();

  /** `names` are the types' names by schema name. */
  constructor(context: TypeContext, names: ReadonlyMap<string, string>, traits: SchemaTraits) {
    this.context = context;
    this.#names = names;
    this.#traits = traits;
  }

  /** How the schema's values travel in a direction; undefined when they are the same there. */
  codecOf(schema: Schema, direction: Direction): CodecExpression | undefined {
    return (this.#traits.of(schema) & CODEC[direction]) !== 0 ? this.plan(schema) : undefined;
  }

  /** The codecs that were referred to so far, in the document's order. */
  declarations(): readonly CodecDeclaration[] {
    const order = [...this.#names.keys()].flatMap((schema) => [
      this.#codecName(schema, ""),
      this.#codecName(schema, "Base"),
    ]);
    return order.flatMap((name) => {
      const codec = this.#declared.get(name);
      return codec ? [{ name, codec }] : [];
    });
  }

  /** How a schema's values travel in either direction: what is only checked is the same when sent. */
  plan(schema: Schema): CodecExpression | undefined {
    if (schema.kind === "boolean" || !this.#isNeeded(this.#traits.of(schema))) return undefined;
    if (schema.kind === "schema") return this.#planSchema(schema);
    const own = schema.siblings && this.plan(schema.siblings);
    return all([this.#reference(schema.name, ""), own]);
  }

  #reference(schema: string, suffix: "" | "Base"): CodecExpression | undefined {
    const target = this.context.schemas.get(schema);
    if (!target || !this.#isNeeded(this.#traits.ofNamed(schema))) return undefined;
    const name = this.#codecName(schema, suffix);
    if (!this.#declared.has(name)) {
      this.#declared.set(name, SAME);
      const isFamily = suffix === "" && this.context.discriminators.childrenOf(schema).length > 0;
      const codec = isFamily ? this.#planFamily(schema, target) : this.plan(target);
      if (codec) this.#declared.set(name, codec);
    }
    return { kind: "reference", name };
  }

  #isNeeded(bits: TraitBits): boolean {
    return (bits & CODEC.response) !== 0;
  }

  #codecName(schema: string, suffix: string): string {
    const name = this.#names.get(schema) ?? schema;
    return `${name.slice(0, 1).toLowerCase()}${name.slice(1)}Codec${suffix}`;
  }

  /** A discriminated parent: the codec of the schema that its discriminator names, else of its own members. */
  #planFamily(name: string, schema: Schema): CodecExpression | undefined {
    const { discriminators } = this.context;
    const property = (schema.kind === "schema" && schema.discriminator?.propertyName) || "";
    const variants = discriminators.childrenOf(name).map((child) => {
      const codec = this.#reference(child, "");
      const values = discriminators.tagsOf(child)?.get(property) ?? [child];
      return { tags: [{ name: property, values }], ...(codec && { codec }) };
    });
    const base = this.#reference(name, "Base");
    return { kind: "union", variants: base ? [...variants, { codec: base }] : variants };
  }

  #planSchema(schema: ObjectSchema): CodecExpression | undefined {
    if (schema.enum || schema.const !== undefined) return undefined;
    const variants = variantsOf(schema);
    return all([
      leafCodec(schema, "response", this.context.options),
      this.#planArray(schema),
      ...(schema.allOf ?? []).map((part) => this.#planPart(part)),
      variants.length > 0 ? planUnionCodec(schema, variants, this) : undefined,
      this.#planObject(schema),
    ]);
  }

  /** A part of an `allOf`: of a discriminated parent only its own members, for the variant is known here. */
  #planPart(part: Schema): CodecExpression | undefined {
    const isParent =
      part.kind === "ref" && this.context.discriminators.childrenOf(part.name).length > 0;
    return isParent ? this.#reference(part.name, "Base") : this.plan(part);
  }

  #planArray({ items, prefixItems }: ObjectSchema): CodecExpression | undefined {
    const rest = items && this.plan(items);
    if (!prefixItems) return rest && { kind: "array", element: rest };
    const elements = prefixItems.map((item) => this.plan(item));
    if (!rest && elements.every((element) => element === undefined)) return undefined;
    return { kind: "tuple", elements, ...(rest && { rest }) };
  }

  #planObject(schema: ObjectSchema): CodecExpression | undefined {
    const { properties = [], patternProperties = [] } = schema;
    const further = [additionalSchema(schema), ...patternProperties.map(({ value }) => value)];
    const rest = further.map((one) => one && this.plan(one)).find((codec) => codec !== undefined);
    if (rest && properties.length === 0) return { kind: "record", value: rest };
    const members: ObjectCodec["members"][number][] = [];
    for (const { name, value } of properties) {
      const codec = this.plan(value);
      if (codec || rest) members.push({ name, codec: codec ?? SAME });
    }
    return members.length === 0 ? undefined : { kind: "object", members, ...(rest && { rest }) };
  }
}

/** Leaves a value as it is. */
const SAME: CodecExpression = { kind: "all", codecs: [] };

/** Several codecs of one value as one. */
export function all(codecs: readonly (CodecExpression | undefined)[]): CodecExpression | undefined {
  const some = codecs.filter((codec) => codec !== undefined);
  return some.length > 1 ? { kind: "all", codecs: some } : some[0];
}
