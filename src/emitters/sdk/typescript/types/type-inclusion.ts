import type { OpenEnumType, TypeExpression } from "../../type-expression.js";
import { typeKey } from "./type-expressions.js";

/** What is declared under a name, where that is known. */
export type TypeLookup = (name: string) => TypeExpression | undefined;

/** Types that nest or recur deeper than this are not followed. */
const MAX_DEPTH = 12;

/**
 * Whether TypeScript surely accepts a `type` where an `other` stands. "No" may mean "not known":
 * `lookup` gives what is declared under a name, where that is known already.
 */
export function isWithin(
  type: TypeExpression,
  other: TypeExpression,
  lookup: TypeLookup,
  depth = 0,
): boolean {
  if (other.kind === "primitive" && other.name === "unknown") return true;
  if (depth > MAX_DEPTH) return false;
  if (typeKey(type) === typeKey(other)) return true;
  if (type.kind === "union")
    return type.members.every((member) => isWithin(member, other, lookup, depth + 1));
  if (other.kind === "union")
    return other.members.some((member) => isWithin(type, member, lookup, depth + 1));
  if (other.kind === "reference") {
    const target = lookup(other.name);
    if (type.kind === "reference") return extendsName(type.name, other.name, lookup);
    return (
      target !== undefined && target.kind !== "object" && isWithin(type, target, lookup, depth + 1)
    );
  }
  switch (type.kind) {
    case "reference": {
      const target = lookup(type.name);
      return (
        target !== undefined &&
        target.kind !== "object" &&
        isWithin(target, other, lookup, depth + 1)
      );
    }
    case "literal":
      return includesLiteral(other, typeof type.value);
    case "openEnum":
      return isBase(other, type.base);
    case "primitive":
      return type.name === "unknownValue" && (isBase(other, "string") || isOpen(other, "string"));
    case "array":
      return other.kind === "array" && isWithin(type.element, other.element, lookup, depth + 1);
    case "record":
      return other.kind === "record" && isWithin(type.value, other.value, lookup, depth + 1);
    default:
      return false;
  }
}

function extendsName(name: string, base: string, lookup: TypeLookup): boolean {
  const target = lookup(name);
  if (name === base) return true;
  if (target?.kind === "reference") return extendsName(target.name, base, lookup);
  return (
    target?.kind === "object" &&
    target.extends?.some((one) => extendsName(one, base, lookup)) === true
  );
}

function includesLiteral(other: TypeExpression, kind: string): boolean {
  return (
    (other.kind === "primitive" && other.name === kind) ||
    (other.kind === "openEnum" && other.base === kind)
  );
}

function isBase(other: TypeExpression, base: string): boolean {
  return other.kind === "primitive" && other.name === base;
}

function isOpen(other: TypeExpression, base: OpenEnumType["base"]): boolean {
  return other.kind === "openEnum" && other.base === base;
}
