import { printLiteralKey } from "../../../../printer/property-key.js";
import { printString } from "../../../../printer/string-literal.js";
import { PRINT_WIDTH, textWidth } from "../../../../printer/text-width.js";

/** A value of generated code as data: ready text, an object, a list or a function that gives one. */
export type Literal = CodeText | ObjectLiteral | ListLiteral | ThunkLiteral;

/** The value on one line, made once; undefined where Prettier always breaks it. */
interface Flat {
  readonly flat: string | undefined;
}

/** Text that is code already. */
export interface CodeText extends Flat {
  readonly kind: "code";
  readonly flat: string;
}

/** An object. */
export interface ObjectLiteral extends Flat {
  readonly kind: "object";
  readonly members: readonly LiteralMember[];
}

/** One member of an object; the key is as it is printed. */
interface LiteralMember {
  readonly key: string;
  readonly value: Literal;
}

/** A list. */
export interface ListLiteral extends Flat {
  readonly kind: "list";
  readonly items: readonly Literal[];
}

/** `() => value`. */
export interface ThunkLiteral extends Flat {
  readonly kind: "thunk";
  readonly value: Literal;
}

/** Code as it is, such as a name or a number. */
export function code(text: string): CodeText {
  return { kind: "code", flat: text };
}

/** A string literal of any text. */
export function string(value: string): CodeText {
  return { kind: "code", flat: printString(value) };
}

/** An object of those members that are there; `expanded` puts each on its line even where all would fit on one. */
export function object(
  entries: readonly (readonly [string, Literal | undefined])[],
  expanded = false,
): ObjectLiteral {
  const members: LiteralMember[] = [];
  let flat: string | undefined = expanded ? undefined : "";
  for (const [name, value] of entries) {
    if (!value) continue;
    const key = printLiteralKey(name);
    members.push({ key, value });
    if (flat !== undefined) {
      flat =
        value.flat === undefined ? undefined : `${flat}${flat ? ", " : ""}${key}: ${value.flat}`;
    }
  }
  if (members.length === 0) return { kind: "object", members, flat: "{}" };
  return { kind: "object", members, flat: flat && `{ ${flat} }` };
}

/** A list of items. */
export function list(items: readonly Literal[]): ListLiteral {
  const flats = alwaysBreaks(items) ? [undefined] : items.map(({ flat }) => flat);
  const flat = flats.includes(undefined) ? undefined : `[${flats.join(", ")}]`;
  return { kind: "list", items, flat };
}

/** A function that gives the value, so that it may refer to what is declared later. */
export function thunk(value: Literal): ThunkLiteral {
  const { flat } = value;
  const text = value.kind === "object" ? `(${flat})` : flat;
  return { kind: "thunk", value, flat: flat === undefined ? undefined : `() => ${text}` };
}

/**
 * The text of a value as Prettier lays it out. `indent` is the columns of the line it starts on, `before` what
 * stands before it there, `after` what follows it.
 */
export function printLiteral(
  literal: Literal,
  indent: number,
  before: number,
  after: number,
): string {
  const { flat } = literal;
  if (flat !== undefined && fits(flat, before + after)) return flat;
  return expandedText(literal, indent, before, after);
}

/** Whether a text leaves room for `others` columns; one that long does not, whatever the widths of its characters. */
function fits(text: string, others: number): boolean {
  return text.length <= PRINT_WIDTH * 3 && textWidth(text) + others <= PRINT_WIDTH;
}

function expandedText(literal: Literal, indent: number, before: number, after: number): string {
  const inner = indent + 2;
  const margin = " ".repeat(inner);
  const close = " ".repeat(indent);
  switch (literal.kind) {
    case "code":
      return literal.flat;
    case "object": {
      if (literal.members.length === 0) return "{}";
      const lines = literal.members.map((member) => `${margin}${printMember(member, inner)},\n`);
      return `{\n${lines.join("")}${close}}`;
    }
    case "list": {
      const lines = literal.items.map(
        (item) => `${margin}${printLiteral(item, inner, inner, 1)},\n`,
      );
      return `[\n${lines.join("")}${close}]`;
    }
    case "thunk":
      return printThunk(literal, indent, before, after);
  }
}

/** Prettier keeps an arrow and an object, list or call on one line, and breaks inside these. */
function printThunk(
  { value }: ThunkLiteral,
  indent: number,
  before: number,
  after: number,
): string {
  const isObject = value.kind === "object";
  const open = isObject ? "() => (" : "() => ";
  const tail = after + (isObject ? 1 : 0);
  if (value.kind === "code") {
    return `() =>\n${" ".repeat(indent + 2)}${value.flat}`;
  }
  const body = printLiteral(value, indent, before + open.length, tail);
  return isObject ? `${open}${body})` : open + body;
}

/** Below this width of a key Prettier keeps a long value beside it: a line break would gain too little. */
const SHORT_KEY = 5;

function printMember({ key, value }: LiteralMember, indent: number): string {
  const width = textWidth(key);
  const before = indent + width + 2;
  const text = printLiteral(value, indent, before, 1);
  const isTooLong = value.kind === "code" && width >= SHORT_KEY && !fits(text, before + 1);
  return isTooLong ? `${key}:\n${" ".repeat(indent + 2)}${text}` : `${key}: ${text}`;
}

/** Prettier breaks a list of several objects, or of several lists, that each hold more than one thing. */
function alwaysBreaks(items: readonly Literal[]): boolean {
  const [first] = items;
  return (
    items.length > 1 &&
    items.every(
      (item) =>
        item.kind === first?.kind &&
        ((item.kind === "object" && item.members.length > 1) ||
          (item.kind === "list" && item.items.length > 1)),
    )
  );
}

/** `head = value;` with the value below where even its first line does not fit beside the head. */
export function printAssignment(head: string, literal: Literal): string {
  const before = textWidth(head) + 3;
  const isBelow = before + 1 > PRINT_WIDTH;
  if (isBelow) return `${head} =\n  ${printLiteral(literal, 2, 2, 1)};\n`;
  return `${head} = ${printLiteral(literal, 0, before, 1)};\n`;
}
