import type {
  ApiModel,
  Discriminator,
  MediaType,
  ObjectSchema,
  Schema,
} from "../../../../model/index.js";
import type { JsonValue } from "../../../../util/json.js";
import type { ObjectViews } from "./object-view.js";
import { forEachChild, resolveSchema, variantsOf, type SchemaMap } from "./schema-facts.js";
import type { SchemaTraits } from "./schema-traits.js";
import { DISCRIMINATED } from "./traits.js";

/** A value that a discriminator may have. */
export type TagValue = string | number | boolean;

/** Which values of which member choose a named schema. */
export type Tags = ReadonlyMap<string, readonly TagValue[]>;

const NONE: readonly string[] = [];

/** What the discriminators of the whole description say of the named schemas. */
export class Discriminators {
  readonly #schemas: SchemaMap;
  readonly #views: ObjectViews;
  readonly #tags = new Map<string, Map<string, TagValue[]>>();
  readonly #children = new Map<string, string[]>();

  constructor(model: ApiModel, views: ObjectViews, traits: SchemaTraits) {
    this.#schemas = model.components.schemas;
    this.#views = views;
    this.#findChildren();
    for (const [name, schema] of this.#schemas) {
      if ((traits.ofNamed(name) & DISCRIMINATED) !== 0) this.#visitNamed(name, schema);
    }
    for (const schema of operationSchemas(model)) {
      if ((traits.of(schema) & DISCRIMINATED) !== 0) this.#visit(schema);
    }
  }

  /** The tags of a named schema, where a discriminator chooses it. */
  tagsOf(name: string): Tags | undefined {
    return this.#tags.get(name);
  }

  /** The named schemas that extend a named one whose discriminator tells them apart. */
  childrenOf(name: string): readonly string[] {
    return this.#children.get(name) ?? NONE;
  }

  /** The values of a discriminator that choose one variant of its union, inline ones included. */
  tagsOfVariant(variant: Schema, discriminator: Discriminator): readonly TagValue[] {
    const { propertyName } = discriminator;
    if (variant.kind !== "ref") return this.#declaredValues(variant, propertyName);
    const tags = this.#tags.get(variant.name)?.get(propertyName);
    return tags ?? this.#valuesFor(variant.name, discriminator);
  }

  #findChildren(): void {
    for (const name of this.#schemas.keys()) {
      for (const parent of this.#ancestors(name)) {
        const list = this.#children.get(parent);
        if (list) list.push(name);
        else this.#children.set(parent, [name]);
      }
    }
  }

  /** The named schemas with a discriminator of their own that a schema extends. */
  #ancestors(name: string): Set<string> {
    const found = new Set<string>();
    const seen = new Set([name]);
    const queue = [...(this.#views.ofNamed(name)?.bases ?? [])];
    for (let base = queue.pop(); base !== undefined; base = queue.pop()) {
      if (seen.has(base)) continue;
      seen.add(base);
      const schema = this.#schemas.get(base);
      if (schema?.kind === "schema" && schema.discriminator) found.add(base);
      queue.push(...(this.#views.ofNamed(base)?.bases ?? []));
    }
    return found;
  }

  #visitNamed(name: string, schema: Schema): void {
    const children = this.childrenOf(name);
    if (schema.kind === "schema" && schema.discriminator && children.length > 0) {
      for (const child of children) this.#tag(child, schema);
    }
    this.#visit(schema);
  }

  readonly #visit = (schema: Schema): void => {
    if (schema.kind === "schema" && schema.discriminator) {
      for (const variant of variantsOf(schema)) {
        if (variant.kind === "ref") this.#tag(variant.name, schema);
      }
    }
    forEachChild(schema, this.#visit);
  };

  #tag(variant: string, { discriminator }: ObjectSchema): void {
    if (!discriminator) return;
    const { propertyName } = discriminator;
    const values = this.#valuesFor(variant, discriminator);
    const tags = this.#tags.get(variant) ?? new Map<string, TagValue[]>();
    tags.set(propertyName, [...new Set([...(tags.get(propertyName) ?? []), ...values])]);
    this.#tags.set(variant, tags);
  }

  /** The mapped values of a named variant, else its name; its own schema has the last word. */
  #valuesFor(variant: string, discriminator: Discriminator): readonly TagValue[] {
    const { location, propertyName, mapping = [] } = discriminator;
    const mapped = mapping.filter(({ value }) => value === variant).map(({ name }) => name);
    const wanted: TagValue[] = mapped.length > 0 ? mapped : [variant];
    const declared = this.#declaredValues({ kind: "ref", name: variant, location }, propertyName);
    if (declared.length === 0) return wanted;
    const agreed = wanted.filter((value) => declared.includes(value));
    return agreed.length > 0 ? agreed : declared;
  }

  /** The values that the variant's own schema allows its member. */
  #declaredValues(variant: Schema, property: string): readonly TagValue[] {
    const member = this.#member(variant, property);
    const schema = member && resolveSchema(member, this.#schemas);
    if (schema?.kind !== "schema") return [];
    if (isTag(schema.const)) return [schema.const];
    return schema.enum?.filter(isTag) ?? [];
  }

  #member(variant: Schema, property: string): Schema | undefined {
    if (variant.kind === "ref") return this.#views.find(variant.name, property)?.value;
    if (variant.kind !== "schema") return undefined;
    const view = this.#views.of(variant);
    return (
      view?.own.find(({ name }) => name === property)?.value ??
      view?.bases.map((base) => this.#views.find(base, property)?.value).find(Boolean)
    );
  }
}

function isTag(value: JsonValue | undefined): value is TagValue {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** The schemas that stand in the operations themselves. */
function* operationSchemas(model: ApiModel): Iterable<Schema> {
  for (const { parameters, requestBody, responses } of model.operations) {
    for (const { schema, content } of parameters) {
      if (schema) yield schema;
      yield* contentSchemas(content);
    }
    yield* contentSchemas(requestBody?.content);
    for (const { response } of responses) yield* contentSchemas(response.content);
  }
}

function* contentSchemas(content: readonly MediaType[] = []): Iterable<Schema> {
  for (const { schema, itemSchema } of content) {
    if (schema) yield schema;
    if (itemSchema) yield itemSchema;
  }
}
