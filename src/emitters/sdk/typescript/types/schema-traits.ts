import type { ObjectSchema, Schema } from "../../../../model/index.js";
import { forEachChild, isCompound, type SchemaMap } from "./schema-facts.js";

/** Traits of a schema as a set of bits. */
export type TraitBits = number;

/**
 * Which schemas have which traits, in themselves or in anything that they reach through references.
 * Named schemas are settled at once, in time linear in their size; inline ones when asked for.
 */
export class SchemaTraits {
  readonly #own: (schema: ObjectSchema) => TraitBits;
  readonly #named = new Map<string, TraitBits>();
  readonly #users = new Map<string, string[]>();
  readonly #inline = new Map<Schema, TraitBits>();

  /** `own` gives the traits that a schema has in itself. */
  constructor(schemas: SchemaMap, own: (schema: ObjectSchema) => TraitBits) {
    this.#own = own;
    for (const [name, schema] of schemas) this.#named.set(name, this.#scan(schema, name));
    this.#spread();
  }

  /** The traits of a schema and of what it reaches. */
  of(schema: Schema): TraitBits {
    if (!isCompound(schema)) {
      if (schema.kind === "ref") return this.ofNamed(schema.name);
      return schema.kind === "schema" ? this.#own(schema) : 0;
    }
    const known = this.#inline.get(schema);
    if (known !== undefined) return known;
    let bits = schema.kind === "ref" ? this.ofNamed(schema.name) : 0;
    if (schema.kind === "schema") bits |= this.#own(schema);
    forEachChild(schema, (child) => {
      bits |= this.of(child);
    });
    this.#inline.set(schema, bits);
    return bits;
  }

  /** The traits of a named schema. */
  ofNamed(name: string): TraitBits {
    return this.#named.get(name) ?? 0;
  }

  /** The traits in the inline tree; notes on the way who refers to whom. */
  #scan(root: Schema, user: string): TraitBits {
    let bits = 0;
    const visit = (schema: Schema): void => {
      if (schema.kind === "schema") bits |= this.#own(schema);
      else if (schema.kind === "ref") this.#addUser(schema.name, user);
      forEachChild(schema, visit);
    };
    visit(root);
    return bits;
  }

  #addUser(target: string, user: string): void {
    const list = this.#users.get(target);
    if (!list) this.#users.set(target, [user]);
    else if (list.at(-1) !== user) list.push(user);
  }

  /** Gives to the users of each schema what it has; a schema comes again only when it gained a trait. */
  #spread(): void {
    const queue = [...this.#named.keys()].filter((name) => this.ofNamed(name) !== 0);
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      const bits = this.ofNamed(name);
      for (const user of this.#users.get(name) ?? []) {
        const before = this.ofNamed(user);
        if ((before | bits) === before) continue;
        this.#named.set(user, before | bits);
        queue.push(user);
      }
    }
  }
}
