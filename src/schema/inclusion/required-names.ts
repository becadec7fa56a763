import type { KeywordNode } from "./node.js";

const requiredOf = new WeakMap<readonly KeywordNode[], ReadonlySet<string>>();

/** The names that some of the schemas require; the branches of one search share the list of schemas. */
export function requiredNames(schemas: readonly KeywordNode[]): ReadonlySet<string> {
  const known = requiredOf.get(schemas);
  if (known) return known;
  const made = new Set(schemas.flatMap((schema) => schema.required ?? []));
  requiredOf.set(schemas, made);
  return made;
}
