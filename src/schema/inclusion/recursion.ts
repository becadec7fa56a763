import type { Schema } from "../../model/schema.js";
import { childSchemas } from "./children.js";

/** Named schemas of one document. */
export type NamedSchemas = ReadonlyMap<string, Schema>;

const recursiveOf = new WeakMap<NamedSchemas, ReadonlySet<string>>();

/** The names of the schemas that reach themselves; what was found of a document is kept for its other directions. */
export function recursiveNames(schemas: NamedSchemas): ReadonlySet<string> {
  const known = recursiveOf.get(schemas) ?? findRecursive(schemas);
  recursiveOf.set(schemas, known);
  return known;
}

/** Tarjan's strongly connected components. */
function findRecursive(schemas: NamedSchemas): ReadonlySet<string> {
  const found = new Set<string>();
  const state: Search = { schemas, found, index: new Map(), low: new Map(), stack: [] };
  for (const name of schemas.keys()) {
    if (!state.index.has(name)) visit(name, state);
  }
  return found;
}

interface Search {
  readonly schemas: NamedSchemas;
  readonly found: Set<string>;
  readonly index: Map<string, number>;
  readonly low: Map<string, number>;
  readonly stack: string[];
}

function visit(name: string, search: Search): void {
  const order = search.index.size;
  search.index.set(name, order);
  search.low.set(name, order);
  search.stack.push(name);
  const targets = referencedNames(search.schemas.get(name));
  for (const target of targets) {
    if (!search.schemas.has(target)) continue;
    const seen = search.index.get(target);
    if (seen === undefined) visit(target, search);
    else if (!search.stack.includes(target)) continue;
    const reach = seen ?? search.low.get(target) ?? order;
    search.low.set(name, Math.min(search.low.get(name) ?? order, reach));
  }
  if (search.low.get(name) !== order) return;
  const component = search.stack.splice(search.stack.indexOf(name));
  if (component.length > 1 || targets.has(name)) {
    for (const member of component) search.found.add(member);
  }
}

/** The names that a schema refers to, however deep within it. */
export function referencedNames(schema: Schema | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  const pending = schema ? [schema] : [];
  for (let at = pending.pop(); at; at = pending.pop()) {
    if (at.kind === "ref") names.add(at.name);
    for (const child of childSchemas(at)) pending.push(child);
  }
  return names;
}
