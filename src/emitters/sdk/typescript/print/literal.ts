import { printLiteralKey } from "../../../../printer/property-key.js";
import { printString } from "../../../../printer/string-literal.js";
import { PRINT_WIDTH, textWidth } from "../../../../printer/text-width.js";

/** A value of generated code as data: ready text, an object or a list. */
export type Literal = CodeText | ObjectLiteral | ListLiteral | ThunkLiteral;

/** Text that is code already; `isString` for string literals, which may stand on a line of their own. */
export interface CodeText {
  readonly kind: "code";
  readonly text: string;
  readonly isString: boolean;
}

/** An object; with `expanded`, each member has its line even where all would fit on one. */
export interface ObjectLiteral {
  readonly kind: "object";
  readonly members: readonly { readonly key: string; readonly value: Literal }[];
  readonly expanded: boolean;
}

/** A list. */
export interface ListLiteral {
  readonly kind: "list";
  readonly items: readonly Literal[];
}

/** `() => value`. */
export interface ThunkLiteral {
  readonly kind: "thunk";
  readonly value: Literal;
}

/** Code as it is, such as a name or a number. */
export function code(text: string): CodeText {
  return { kind: "code", text, isString: false };
}

/** A string literal of any text. */
export function string(value: string): CodeText {
  return { kind: "code", text: printString(value), isString: true };
}

/** An object of those members that are there. */
export function object(
  members: readonly (readonly [string, Literal | undefined])[],
  expanded = false,
): ObjectLiteral {
  const present = members.flatMap(([key, value]) => (value ? [{ key, value }] : []));
  return { kind: "object", members: present, expanded };
}

/** A list of items. */
export function list(items: readonly Literal[]): ListLiteral {
  return { kind: "list", items };
}

/** A function that gives the value, so that it may refer to what is declared later. */
export function thunk(value: Literal): ThunkLiteral {
  return { kind: "thunk", value };
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
  const flat = flatText(literal);
  if (flat !== undefined && before + textWidth(flat) + after <= PRINT_WIDTH) return flat;
  return expandedText(literal, indent, before, after);
}

function expandedText(literal: Literal, indent: number, before: number, after: number): string {
  const inner = indent + 2;
  const margin = " ".repeat(inner);
  const close = " ".repeat(indent);
  switch (literal.kind) {
    case "code":
      return literal.text;
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
    return `() =>\n${" ".repeat(indent + 2)}${value.text}`;
  }
  const body = printLiteral(value, indent, before + open.length, tail);
  return isObject ? `${open}${body})` : open + body;
}

/** Below this width of a key Prettier keeps a long value beside it: a line break would gain too little. */
const SHORT_KEY = 5;

function printMember(
  { key, value }: { readonly key: string; readonly value: Literal },
  indent: number,
): string {
  const name = printLiteralKey(key);
  const before = indent + textWidth(name) + 2;
  const text = printLiteral(value, indent, before, 1);
  const isTooLong =
    value.kind === "code" &&
    before + textWidth(text) + 1 > PRINT_WIDTH &&
    textWidth(name) >= SHORT_KEY;
  return isTooLong ? `${name}:\n${" ".repeat(indent + 2)}${text}` : `${name}: ${text}`;
}

/** The value on one line; undefined where Prettier always breaks it. */
function flatText(literal: Literal): string | undefined {
  switch (literal.kind) {
    case "code":
      return literal.text;
    case "object": {
      if (literal.members.length === 0) return "{}";
      if (literal.expanded) return undefined;
      const members = literal.members.map(({ key, value }) => {
        const text = flatText(value);
        return text === undefined ? undefined : `${printLiteralKey(key)}: ${text}`;
      });
      return members.includes(undefined) ? undefined : `{ ${members.join(", ")} }`;
    }
    case "list": {
      if (alwaysBreaks(literal)) return undefined;
      const items = literal.items.map(flatText);
      return items.includes(undefined) ? undefined : `[${items.join(", ")}]`;
    }
    case "thunk": {
      const text = flatText(literal.value);
      if (text === undefined) return undefined;
      return literal.value.kind === "object" ? `() => (${text})` : `() => ${text}`;
    }
  }
}

/** Prettier breaks a list of several objects, or of several lists, that each hold more than one thing. */
function alwaysBreaks({ items }: ListLiteral): boolean {
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
