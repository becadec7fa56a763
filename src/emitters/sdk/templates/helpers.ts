import { codeSpan, prose } from "../../../printer/markdown.js";
import { printString } from "../../../printer/string-literal.js";
import { replaceUnsafe, unicodeEscape } from "../../../printer/unsafe-character.js";
import { Printed } from "./printed.js";
import type { TemplateLanguage } from "./template-node.js";

/** A function that templates may call. */
export interface TemplateHelper {
  /** How many arguments it takes; at least, and at most. */
  readonly takes: readonly [number, number];
  readonly says: string;
  /** Whether its result is a value to test; absent where it is printed. */
  readonly tests?: true;
  call(args: readonly unknown[]): unknown;
}

const LOGIC: Readonly<Record<string, TemplateHelper>> = {
  eq: {
    takes: [2, 2],
    says: "whether two values are the same",
    tests: true,
    call: ([one, other]) => plain(one) === plain(other),
  },
  not: {
    takes: [1, 1],
    says: "whether a value is empty or false",
    tests: true,
    call: ([value]) => !holds(value),
  },
  and: {
    takes: [2, 9],
    says: "whether all values hold",
    tests: true,
    call: (values) => values.every(holds),
  },
  or: {
    takes: [2, 9],
    says: "whether one of the values holds",
    tests: true,
    call: (values) => values.some(holds),
  },
};

const PRINTING: Readonly<Record<TemplateLanguage, Readonly<Record<string, TemplateHelper>>>> = {
  markdown: {
    prose: printing("a text on one line; what Markdown would read as syntax is a code span", prose),
    code: printing("a code span", codeSpan),
    string: printing("a string literal of JavaScript, for examples", markdownString),
  },
  json: {
    json: {
      takes: [1, 1],
      says: "a value as JSON, with its quotes",
      call: ([value]) => new Printed(JSON.stringify(plain(value))),
    },
  },
  comment: { comment: printing("a text on one line of a comment", commentLine) },
};

/** How `{{value}}` alone is printed: by the helper that is the language's own. */
export const DEFAULT_HELPER = { markdown: "prose", json: "json", comment: "comment" } as const;

/** The helpers that a template may call, by name: those that test, and those that escape for its language. */
export function helpersOf(language: TemplateLanguage): Readonly<Record<string, TemplateHelper>> {
  return { ...PRINTING[language], ...LOGIC };
}

/** Whether a value counts as true: `if`, `not`, `and` and `or` agree. */
export function holds(value: unknown): boolean {
  const known = plain(value);
  return Array.isArray(known) ? known.length > 0 : Boolean(known);
}

function printing(says: string, print: (text: string) => string): TemplateHelper {
  return { takes: [1, 1], says, call: ([value]) => new Printed(print(String(plain(value)))) };
}

function plain(value: unknown): unknown {
  return value instanceof Printed ? value.text : value;
}

/** What Markdown or HTML could read within a string literal that stands outside of a code block. */
const MARKUP = /[<>&`*_~|[\]{}]/g;

function markdownString(text: string): string {
  return printString(text).replace(MARKUP, (mark) => unicodeEscape(mark.charCodeAt(0)));
}

/** A comment's line; a backslash keeps what tools read at the start of comments (`@ts-…`, `#…`, `/ <…`) from being read. */
function commentLine(text: string): string {
  const line = replaceUnsafe(text.replace(/\s+/gu, " ").trim(), () => "").replaceAll("*/", "*\\/");
  return /^[^\p{L}\p{N}]/u.test(line) ? `\\${line}` : line;
}
