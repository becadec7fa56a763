import type { ObjectSchema, Schema } from "../../../../model/index.js";
import { childSchemas, type SchemaMap } from "./schema-facts.js";

/**
 * Which schemas have a trait, in themselves or in anything that they reach through references.
 * Named schemas are settled at once, in time linear in their size; inline ones when asked for.
 */
export class SchemaTrait {
  readonly #own: (schema: ObjectSchema) => boolean;
  readonly #named: ReadonlySet<string>;
  readonly #inline = new Map<Schema, boolean>();

  constructor(schemas: SchemaMap, own: (schema: ObjectSchema) => boolean) {
    this.#own = own;
    this.#named = this.#settle(schemas);
  }

  /** Whether the schema, or one that it reaches, has the trait. */
  has(schema: Schema): boolean {
    if (schema.kind === "ref" && this.#named.has(schema.name)) return true;
    const known = this.#inline.get(schema);
    if (known !== undefined) return known;
    const result =
      (schema.kind === "schema" && this.#own(schema)) ||
      childSchemas(schema).some((child) => this.has(child));
    this.#inline.set(schema, result);
    return result;
  }

  /** Whether the named schema has the trait. */
  hasNamed(name: string): boolean {
    return this.#named.has(name);
  }

  #settle(schemas: SchemaMap): Set<string> {
    const users = new Map<string, string[]>();
    const marked = new Set<string>();
    for (const [name, schema] of schemas) {
      if (this.#scan(schema, name, users)) marked.add(name);
    }
    const queue = [...marked];
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      for (const user of users.get(name) ?? []) {
        if (!marked.has(user)) queue.push(user);
        marked.add(user);
      }
    }
    return marked;
  }

  /** Whether the inline tree has the trait; notes who refers to whom on the way. */
  #scan(root: Schema, user: string, users: Map<string, string[]>): boolean {
    let found = false;
    const stack: Schema[] = [root];
    for (let schema = stack.pop(); schema; schema = stack.pop()) {
      if (schema.kind === "ref") {
        const list = users.get(schema.name);
        if (list) list.push(user);
        else users.set(schema.name, [user]);
      } else if (schema.kind === "schema" && this.#own(schema)) {
        found = true;
      }
      stack.push(...childSchemas(schema));
    }
    return found;
  }
}
