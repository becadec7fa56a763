import { printKey } from "../../../../printer/property-key.js";
import { printDocComment, type DocComment, type DocTag } from "../../../../printer/doc-comment.js";
import { PRINT_WIDTH, textWidth } from "../../../../printer/text-width.js";
import type { Documentation } from "../../documentation.js";
import type { EnumValue, TypeDeclaration } from "../../surface.js";
import type { ObjectType, TypeExpression, TypeMember } from "../../type-expression.js";
import { printAliased, printType, shortType } from "./print-type.js";
import { printValue, typeNode } from "./type-node.js";

/** What a union of variants needs beside it, printed once where one is open. */
const UNKNOWN_VARIANT = `/**
 * A discriminator's value that this version of the SDK does not know: at run time some other string.
 * It equals no known value, so comparing with these narrows the union.
 */
declare enum UnknownValue {
  unknown = "",
}
export type { UnknownValue };

/** A variant of a union that this version of the SDK does not know, as it was received. */
export type UnknownVariant<Discriminator extends string> = {
  [Key in Discriminator]: UnknownValue;
} & { [key: string]: unknown };
`;

/** The declarations as source, with an empty line between them; `used` are types that other modules write out. */
export function printDeclarations(
  declarations: readonly TypeDeclaration[],
  used: readonly TypeExpression[] = [],
): string {
  const text = declarations.map(printDeclaration).join("\n");
  // A name of the API may look alike: the search only spares looking into all types.
  const mayBeOpen =
    text.includes("UnknownV") && declarations.some(({ type }) => holdsUnknown(type));
  const isOpen = mayBeOpen || used.some(holdsUnknown);
  return isOpen ? `${UNKNOWN_VARIANT}\n${text}` : text;
}

/** One declaration: an interface, a type alias, or the constant and the type of an enum. */
export function printDeclaration({ name, type, documentation, values }: TypeDeclaration): string {
  const comment = documentation ? printDocComment(docComment(documentation)) : "";
  if (type.kind === "object") return comment + printInterface(name, type);
  const head = `export type ${name} =`;
  const text = printAliased(typeNode(type), { indent: 0, column: textWidth(head), tail: 1 });
  const alias = `${head}${text};\n`;
  return values ? `${comment}${printValues(name, values)}\n${comment}${alias}` : comment + alias;
}

/** What documentation says, as a comment. */
export function docComment(documentation: Documentation): DocComment {
  const { summary, description, deprecated, sunset, defaultValue } = documentation;
  const { constraints = [], examples = [], see = [] } = documentation;
  const tags: DocTag[] = [];
  if (deprecated === true || sunset !== undefined) {
    tags.push({
      name: "deprecated",
      ...(sunset !== undefined && { text: `Gone from ${sunset}.` }),
    });
  }
  if (defaultValue !== undefined) tags.push({ name: "default", text: defaultValue });
  for (const text of examples) tags.push({ name: "example", text });
  for (const { url, description: text } of see) {
    tags.push({ name: "see", text: text === undefined ? url : `${url} ${text}` });
  }
  const paragraphs = [summary === description ? undefined : summary, description];
  if (constraints.length > 0) paragraphs.push(`Constraints: ${constraints.join(", ")}.`);
  return { paragraphs: paragraphs.filter((text) => text !== undefined), tags };
}

function printInterface(name: string, { members, index, extends: bases = [] }: ObjectType): string {
  const lines = members.map(printMember);
  if (index) lines.push(printIndex(index));
  const body = lines.length === 0 ? " {}" : " {";
  const head = interfaceHead(name, bases, body.length);
  return lines.length === 0 ? `${head}${body}\n` : `${head}${body}\n${lines.join("")}}\n`;
}

function interfaceHead(name: string, bases: readonly string[], tail: number): string {
  const head = `export interface ${name}`;
  if (bases.length === 0) return head;
  const flat = `${head} extends ${bases.join(", ")}`;
  if (bases.length === 1 || textWidth(flat) + tail <= PRINT_WIDTH) return flat;
  const below = `  extends ${bases.join(", ")}`;
  if (textWidth(below) + tail <= PRINT_WIDTH) return `${head}\n${below}`;
  return `${head}\n  extends\n    ${bases.join(",\n    ")}`;
}

function printMember({ name, type, optional, documentation }: TypeMember): string {
  const comment = documentation ? printDocComment(docComment(documentation), "  ") : "";
  const head = `  ${printKey(name)}${optional ? "?" : ""}:`;
  return `${comment}${head}${annotation(type, head)};\n`;
}

function printIndex(type: TypeExpression): string {
  const head = "  [key: string]:";
  return `${head}${annotation(type, head)};\n`;
}

function annotation(type: TypeExpression, head: string): string {
  const short = shortType(type);
  // No character takes more than two columns: such a line need not be measured.
  if (short !== undefined && 2 * (head.length + short.length + 2) <= PRINT_WIDTH)
    return ` ${short}`;
  const text = printType(type, { indent: 2, column: textWidth(head) + 1, tail: 1 });
  return text.startsWith("\n") ? text : ` ${text}`;
}

function printValues(name: string, values: readonly EnumValue[]): string {
  const lines = values.map(({ name: key, value, documentation }) => {
    const comment = documentation ? printDocComment(docComment(documentation), "  ") : "";
    const text = printValue(value);
    const line = `  ${printKey(key)}: ${text},`;
    const isWide = textWidth(line) > PRINT_WIDTH && typeof value === "string";
    return comment + (isWide ? `  ${printKey(key)}:\n    ${text},\n` : `${line}\n`);
  });
  return `export const ${name} = {\n${lines.join("")}} as const;\n`;
}

/** Whether a type holds a variant or a discriminator's value that is not known. */
function holdsUnknown(type: TypeExpression): boolean {
  switch (type.kind) {
    case "unknownVariant":
      return true;
    case "primitive":
      return type.name === "unknownValue";
    case "union":
    case "intersection":
      return type.members.some(holdsUnknown);
    case "array":
      return holdsUnknown(type.element);
    case "record":
      return holdsUnknown(type.value);
    case "tuple":
      return (
        type.elements.some(({ type: element }) => holdsUnknown(element)) ||
        (type.rest !== undefined && holdsUnknown(type.rest))
      );
    case "object":
      return (
        type.members.some(({ type: member }) => holdsUnknown(member)) ||
        (type.index !== undefined && holdsUnknown(type.index))
      );
    default:
      return false;
  }
}
