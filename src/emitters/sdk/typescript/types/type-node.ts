import { printString } from "../../../../printer/string-literal.js";
import type { LiteralType, PrimitiveType, TypeExpression } from "../../type-expression.js";

/** A type as syntax: what its layout depends on. */
export type TypeNode =
  | AtomNode
  | { readonly kind: "array"; readonly element: TypeNode }
  | { readonly kind: "generic"; readonly name: string; readonly arguments: readonly TypeNode[] }
  | { readonly kind: "tuple"; readonly elements: readonly ElementNode[] }
  | { readonly kind: "union" | "intersection"; readonly members: readonly TypeNode[] };

/** Text that is never broken. */
export interface AtomNode {
  readonly kind: "atom";
  readonly text: string;
  /** A keyword, a literal, or the name of a type. */
  readonly role: "keyword" | "null" | "literal" | "name";
}

/** One position of a tuple. */
export interface ElementNode {
  readonly node: TypeNode;
  readonly mark?: "optional" | "rest";
}

const NULL: AtomNode = { kind: "atom", text: "null", role: "null" };

const ATOMS: Readonly<Record<PrimitiveType["name"], AtomNode>> = {
  string: keyword("string"),
  number: keyword("number"),
  bigint: keyword("bigint"),
  boolean: keyword("boolean"),
  null: NULL,
  undefined: keyword("undefined"),
  unknown: keyword("unknown"),
  never: keyword("never"),
  date: typeNameNode("Date"),
  bytes: typeNameNode("Uint8Array"),
  binary: typeNameNode("BinaryBody"),
  unknownValue: typeNameNode("UnknownValue"),
};

/** Room for values that are not known: a string type that does not swallow the literals beside it. */
const OPEN = {
  string: keyword("(string & {})"),
  number: keyword("(number & {})"),
} as const;

/** A type without parts as text. */
export function primitiveText(name: PrimitiveType["name"]): string {
  return ATOMS[name].text;
}

/** The syntax of a type; objects are declared, so they have none here. */
export function typeNode(type: TypeExpression): TypeNode {
  switch (type.kind) {
    case "primitive":
      return ATOMS[type.name];
    case "literal":
      return literalNode(type.value);
    case "reference":
      return typeNameNode(type.name);
    case "array":
      return { kind: "array", element: typeNode(type.element) };
    case "record":
      return generic("Record", [ATOMS.string, typeNode(type.value)]);
    case "unknownVariant":
      return generic("UnknownVariant", [literalNode(type.discriminator)]);
    case "tuple": {
      const elements = type.elements.map(({ type: element, optional }): ElementNode => ({
        node: typeNode(element),
        ...(optional && { mark: "optional" }),
      }));
      if (type.rest) {
        elements.push({ node: { kind: "array", element: typeNode(type.rest) }, mark: "rest" });
      }
      return { kind: "tuple", elements };
    }
    case "openEnum":
      return { kind: "union", members: [...type.values.map(literalNode), OPEN[type.base]] };
    case "union":
      return { kind: "union", members: type.members.flatMap(unionNodes) };
    case "intersection":
      return { kind: "intersection", members: type.members.map(typeNode) };
    case "object":
      throw new TypeError("an object type stands in a declaration of its own");
  }
}

function unionNodes(type: TypeExpression): readonly TypeNode[] {
  const node = typeNode(type);
  return node.kind === "union" ? node.members : [node];
}

function generic(name: string, parameters: readonly TypeNode[]): TypeNode {
  return { kind: "generic", name, arguments: parameters };
}

function keyword(text: string): AtomNode {
  return { kind: "atom", text, role: "keyword" };
}

function typeNameNode(text: string): AtomNode {
  return { kind: "atom", text, role: "name" };
}

function literalNode(value: LiteralType["value"]): AtomNode {
  return { kind: "atom", text: printValue(value), role: "literal" };
}

/** A scalar as source. */
export function printValue(value: string | number | boolean): string {
  return typeof value === "string" ? printString(value) : printNumber(value);
}

function printNumber(value: number | boolean): string {
  return String(value).replace("e+", "e");
}
