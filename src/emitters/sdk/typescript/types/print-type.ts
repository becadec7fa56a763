import { PRINT_WIDTH, textWidth } from "../../../../printer/text-width.js";
import type { TypeExpression } from "../../type-expression.js";
import { primitiveText, typeNode, type ElementNode, type TypeNode } from "./type-node.js";

/** Where a type is printed. */
export interface TypeLayout {
  /** Columns that its lines are indented by. */
  readonly indent: number;
  /** The column at which it starts. */
  readonly column: number;
  /** Columns that what follows takes on its last line. */
  readonly tail: number;
}

const STEP = 2;

/** A type after `name: `, as Prettier with its defaults prints it; without the leading space. */
export function printType(type: TypeExpression, layout: TypeLayout): string {
  const short = shortType(type);
  if (short !== undefined && fits(short, layout)) return short;
  return printAnnotation(typeNode(type), layout);
}

/** The commonest types on one line, without the detour over their syntax; undefined for others. */
export function shortType(type: TypeExpression): string | undefined {
  switch (type.kind) {
    case "reference":
      return type.name;
    case "primitive":
      return primitiveText(type.name);
    case "array": {
      const { kind } = type.element;
      const element = kind === "union" || kind === "openEnum" ? undefined : shortType(type.element);
      return element === undefined ? undefined : `${element}[]`;
    }
    case "union": {
      const [first, second] = type.members;
      if (type.members.length !== 2 || !first || !second || first.kind === "openEnum")
        return undefined;
      const [before, after] = [shortType(first), shortType(second)];
      return before === undefined || after === undefined ? undefined : `${before} | ${after}`;
    }
    default:
      return undefined;
  }
}

/** The same of syntax that is known already. */
export function printAnnotation(node: TypeNode, layout: TypeLayout): string {
  const flat = flatType(node);
  if (fits(flat, layout)) return flat;
  if (node.kind !== "union" || isHugged(node.members)) return broken(node, layout);
  return `\n${unionBelow(node.members, layout.indent + STEP, layout.tail)}`;
}

/** A type after `type Name =`, with the space or line break before it. */
export function printAliased(node: TypeNode, layout: TypeLayout): string {
  const flat = flatType(node);
  if (fits(flat, { ...layout, column: layout.column + 1 })) return ` ${flat}`;
  if (node.kind === "union" && !isHugged(node.members)) {
    return `\n${unionBelow(node.members, layout.indent + STEP, layout.tail)}`;
  }
  const below = layout.indent + STEP;
  const head = headOf(node);
  if (head === undefined || layout.column + 1 + textWidth(head) > PRINT_WIDTH) {
    const text = at(node, { indent: below, column: below, tail: layout.tail });
    return `\n${" ".repeat(below)}${text}`;
  }
  return ` ${broken(node, { ...layout, column: layout.column + 1 })}`;
}

/** A type on one line. */
export function flatType(node: TypeNode): string {
  switch (node.kind) {
    case "atom":
      return node.text;
    case "array":
      return `${parenthesized(node.element, "array")}[]`;
    case "generic":
      return `${node.name}<${node.arguments.map(flatType).join(", ")}>`;
    case "tuple":
      return `[${node.elements.map(flatElement).join(", ")}]`;
    case "union":
    case "intersection":
      return node.members
        .map((member) => parenthesized(member, node.kind))
        .join(node.kind === "union" ? " | " : " & ");
  }
}

function flatElement({ node, mark }: ElementNode): string {
  if (mark === "rest") return `...${flatType(node)}`;
  return mark === "optional" ? `${parenthesized(node, "array")}?` : flatType(node);
}

function parenthesized(node: TypeNode, parent: "array" | "union" | "intersection"): string {
  const flat = flatType(node);
  return needsParentheses(node, parent) ? `(${flat})` : flat;
}

function needsParentheses(node: TypeNode, parent: string): boolean {
  return node.kind === "intersection" || (node.kind === "union" && parent !== "union");
}

function fits(text: string, { column, tail }: TypeLayout): boolean {
  // No character takes more than two columns: a short text need not be measured.
  if (column + 2 * text.length + tail <= PRINT_WIDTH) return true;
  return column + textWidth(text) + tail <= PRINT_WIDTH;
}

/** A type wherever no rule of its surroundings applies: on one line, else broken. */
function at(node: TypeNode, layout: TypeLayout): string {
  const flat = flatType(node);
  return fits(flat, layout) ? flat : broken(node, layout);
}

function broken(node: TypeNode, layout: TypeLayout): string {
  const { indent, tail } = layout;
  switch (node.kind) {
    case "atom":
      return node.text;
    case "array":
      return brokenArray(node.element, layout);
    case "generic": {
      const [only] = node.arguments;
      const isSimple = only?.kind === "atom" && only.role !== "literal";
      if (node.arguments.length === 1 && isSimple) return flatType(node);
      const inner = { indent: indent + STEP, column: indent + STEP, tail: 1 };
      const items = node.arguments.map((argument, index) =>
        at(argument, index === node.arguments.length - 1 ? { ...inner, tail: 0 } : inner),
      );
      return `${node.name}<${lines(items, indent + STEP, ",", "")}\n${" ".repeat(indent)}>`;
    }
    case "tuple": {
      const items = node.elements.map((element) =>
        elementAt(element, indent + STEP, node.elements.length),
      );
      return `[${lines(items, indent + STEP, ",", ",")}\n${" ".repeat(indent)}]`;
    }
    case "union":
      return isHugged(node.members)
        ? hugged(node.members, layout)
        : unionLines(node.members, indent, tail);
    case "intersection":
      return brokenIntersection(node.members, layout);
  }
}

function lines(items: readonly string[], indent: number, separator: string, last: string): string {
  const pad = " ".repeat(indent);
  return items
    .map((item, index) => `\n${pad}${item}${index === items.length - 1 ? last : separator}`)
    .join("");
}

function brokenArray(element: TypeNode, layout: TypeLayout): string {
  const { indent, column, tail } = layout;
  if (element.kind === "union" && !isHugged(element.members)) {
    return `${unionInParentheses(element.members, indent)}[]`;
  }
  if (!needsParentheses(element, "array")) return `${at(element, { ...layout, tail: tail + 2 })}[]`;
  return `(${at(element, { indent, column: column + 1, tail: tail + 3 })})[]`;
}

function unionInParentheses(members: readonly TypeNode[], indent: number): string {
  return `(\n${unionBelow(members, indent + STEP, 0)}\n${" ".repeat(indent)})`;
}

function elementAt({ node, mark }: ElementNode, indent: number, count: number): string {
  if (mark === "rest") return `...${at(node, { indent, column: indent + 3, tail: 1 })}`;
  if (mark === "optional") {
    const flat = `${parenthesized(node, "array")}?`;
    if (fits(flat, { indent, column: indent, tail: 1 })) return flat;
    if (node.kind === "union" && !isHugged(node.members)) {
      return `${unionInParentheses(node.members, indent)}?`;
    }
    const open = needsParentheses(node, "array");
    const inner = at(node, { indent, column: indent + (open ? 1 : 0), tail: open ? 3 : 2 });
    return open ? `(${inner})?` : `${inner}?`;
  }
  if (node.kind !== "union" || isHugged(node.members) || count === 1) {
    return at(node, { indent, column: indent, tail: 1 });
  }
  const flat = flatType(node);
  return fits(flat, { indent, column: indent, tail: 1 })
    ? flat
    : `(\n${" ".repeat(indent + STEP)}${unionLines(node.members, indent + STEP, 0)}\n${" ".repeat(indent)})`;
}

/** A union on lines of its own: one if it fits there, else one for each member. */
function unionBelow(members: readonly TypeNode[], indent: number, tail: number): string {
  const flat = flatType({ kind: "union", members });
  const pad = " ".repeat(indent);
  if (fits(flat, { indent, column: indent, tail })) return pad + flat;
  return pad + unionLines(members, indent, tail);
}

/** `| A`, `| B`: the first where the column stands, the others on lines of their own. */
function unionLines(members: readonly TypeNode[], indent: number, tail: number): string {
  const inner = indent + STEP;
  return members
    .map((member, index) => {
      const end = index === members.length - 1 ? tail : 0;
      const open = needsParentheses(member, "union");
      const layout = { indent: inner, column: inner + (open ? 1 : 0), tail: end + (open ? 1 : 0) };
      return `| ${open ? `(${at(member, layout)})` : at(member, layout)}`;
    })
    .join(`\n${" ".repeat(indent)}`);
}

/** Whether Prettier keeps a union together: one object or name, and nothing else but null. */
function isHugged(members: readonly TypeNode[]): boolean {
  const objects = members.filter(isObject);
  return objects.length === 1 && members.every((node) => isObject(node) || isNull(node));
}

function isObject(node: TypeNode): boolean {
  return node.kind === "generic" || (node.kind === "atom" && node.role === "name");
}

function isNull(node: TypeNode): boolean {
  return node.kind === "atom" && node.role === "null";
}

function hugged(members: readonly TypeNode[], layout: TypeLayout): string {
  let text = "";
  for (const [index, member] of members.entries()) {
    const rest = flatType({ kind: "union", members: members.slice(index + 1) });
    const tail = layout.tail + (rest === "" ? 0 : rest.length + 3);
    const column = layout.column + text.length;
    text += (text === "" ? "" : " | ") + at(member, { indent: layout.indent, column, tail });
  }
  return text;
}

function brokenIntersection(members: readonly TypeNode[], layout: TypeLayout): string {
  const inner = layout.indent + STEP;
  return members
    .map((member, index) => {
      const isLast = index === members.length - 1;
      const place = {
        indent: index === 0 ? layout.indent : inner,
        column: index === 0 ? layout.column : inner,
        tail: isLast ? layout.tail : 2,
      };
      if (!needsParentheses(member, "intersection")) return at(member, place);
      const flat = parenthesized(member, "intersection");
      if (fits(flat, place)) return flat;
      return member.kind === "union" && !isHugged(member.members)
        ? unionInParentheses(member.members, place.indent)
        : `(${at(member, { ...place, column: place.column + 1, tail: place.tail + 1 })})`;
    })
    .join(` &\n${" ".repeat(inner)}`);
}

/** The text up to the first place where a type may be broken; undefined where it never is. */
function headOf(node: TypeNode): string | undefined {
  switch (node.kind) {
    case "atom":
      return undefined;
    case "tuple":
      return "[";
    case "generic":
      return `${node.name}<`;
    case "array": {
      if (node.element.kind === "union" && !isHugged(node.element.members)) return "(";
      return headOf(node.element);
    }
    case "intersection": {
      const [first] = node.members;
      if (first?.kind === "union" && !isHugged(first.members)) return "(";
      return first && (headOf(first) ?? `${parenthesized(first, "intersection")} &`);
    }
    case "union": {
      const [first] = node.members;
      return first && headOf(first);
    }
  }
}
