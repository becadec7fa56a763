import type { ObjectSchema, Schema } from "../../../../model/index.js";
import { forEachChild, isCompound, type SchemaMap } from "./schema-facts.js";

/** Which named schemas refer to which: what traits spread along. */
export class SchemaUsers {
  readonly #users = new Map<string, string[]>();
  readonly schemas: SchemaMap;

  constructor(schemas: SchemaMap) {
    this.schemas = schemas;
    for (const [name, schema] of schemas) {
      const visit = (child: Schema): void => {
        if (child.kind === "ref") this.#add(child.name, name);
        forEachChild(child, visit);
      };
      visit(schema);
    }
  }

  /** The named schemas that reach one of the given ones, themselves included. */
  spread(names: readonly string[]): ReadonlySet<string> {
    const marked = new Set(names);
    const queue = [...names];
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      for (const user of this.#users.get(name) ?? []) {
        if (!marked.has(user)) queue.push(user);
        marked.add(user);
      }
    }
    return marked;
  }

  #add(target: string, user: string): void {
    const list = this.#users.get(target);
    if (!list) this.#users.set(target, [user]);
    else if (list.at(-1) !== user) list.push(user);
  }
}

/**
 * Which schemas have a trait, in themselves or in anything that they reach through references.
 * Named schemas are settled at once, in time linear in their size; inline ones when asked for.
 */
export class SchemaTrait {
  readonly #own: (schema: ObjectSchema) => boolean;
  readonly #named: ReadonlySet<string>;
  readonly #inline = new Map<Schema, boolean>();

  constructor(users: SchemaUsers, own: (schema: ObjectSchema) => boolean) {
    this.#own = own;
    const names = [...users.schemas].filter(([, schema]) => this.#inTree(schema));
    this.#named = users.spread(names.map(([name]) => name));
  }

  /** Whether the schema, or one that it reaches, has the trait. */
  has(schema: Schema): boolean {
    if (schema.kind === "ref" && this.#named.has(schema.name)) return true;
    if (!isCompound(schema)) return schema.kind === "schema" && this.#own(schema);
    const known = this.#inline.get(schema);
    if (known !== undefined) return known;
    let found = schema.kind === "schema" && this.#own(schema);
    if (!found) forEachChild(schema, (child) => (found ||= this.has(child)));
    this.#inline.set(schema, found);
    return found;
  }

  /** Whether the named schema has the trait. */
  hasNamed(name: string): boolean {
    return this.#named.has(name);
  }

  #inTree(schema: Schema): boolean {
    if (schema.kind === "schema" && this.#own(schema)) return true;
    let found = false;
    forEachChild(schema, (child) => (found ||= this.#inTree(child)));
    return found;
  }
}
