import type { TypeDeclaration } from "../../surface.js";
import type { TypeExpression } from "../../type-expression.js";

/** The declared types by name. */
export type DeclaredTypes = ReadonlyMap<string, TypeDeclaration>;

/** A field of a value, however deep. */
export interface Field {
  readonly path: readonly string[];
  readonly type: TypeExpression;
}

/** How many declarations may stand for one another before a type is given up. */
const MAX_HOPS = 20;

/** What a type is once names are followed and null is left out. */
export function plainType(type: TypeExpression, types: DeclaredTypes): TypeExpression {
  let current = type;
  for (let hops = 0; hops < MAX_HOPS; hops++) {
    if (current.kind === "reference") {
      const declared = types.get(current.name);
      if (!declared) return current;
      current = declared.type;
    } else if (current.kind === "union") {
      const [only, ...others] = current.members.filter((member) => !isNothing(member));
      if (!only || others.length > 0) return current;
      current = only;
    } else return current;
  }
  return current;
}

function isNothing(type: TypeExpression): boolean {
  return type.kind === "primitive" && (type.name === "null" || type.name === "undefined");
}

/** The members of an object type, those of what it extends or intersects among them. */
export function membersOf(
  type: TypeExpression,
  types: DeclaredTypes,
  depth = 0,
): ReadonlyMap<string, TypeExpression> {
  const plain = plainType(type, types);
  const members = new Map<string, TypeExpression>();
  if (depth > MAX_HOPS) return members;
  const parts =
    plain.kind === "object"
      ? (plain.extends ?? []).map((name): TypeExpression => ({ kind: "reference", name }))
      : plain.kind === "intersection"
        ? plain.members
        : [];
  for (const part of parts) {
    for (const [name, member] of membersOf(part, types, depth + 1)) members.set(name, member);
  }
  if (plain.kind === "object") {
    for (const { name, type: member } of plain.members) members.set(name, member);
  }
  return members;
}

/** The field that a path of members leads to. */
export function fieldAt(
  type: TypeExpression,
  path: readonly string[],
  types: DeclaredTypes,
): TypeExpression | undefined {
  let current: TypeExpression | undefined = type;
  for (const name of path) current = current && membersOf(current, types).get(name);
  return current;
}

/** Whether a type is a list, and of what. */
export function elementOf(
  type: TypeExpression | undefined,
  types: DeclaredTypes,
): TypeExpression | undefined {
  const plain = type && plainType(type, types);
  return plain?.kind === "array" ? plain.element : undefined;
}

/** Whether a type is text, a number, or a flag; undefined for all others. */
export function scalarKind(
  type: TypeExpression,
  types: DeclaredTypes,
): "string" | "number" | "boolean" | undefined {
  const plain = plainType(type, types);
  if (plain.kind === "openEnum") return plain.base;
  if (plain.kind !== "primitive") return undefined;
  switch (plain.name) {
    case "string":
    case "boolean":
      return plain.name;
    case "number":
    case "bigint":
      return "number";
    default:
      return undefined;
  }
}
