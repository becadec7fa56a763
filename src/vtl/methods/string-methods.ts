import { Failure, limitFailure } from "../failure.js";
import { compilePattern, replaceMatches, splitText } from "../regex/pattern.js";
import { JavaCharacter } from "../values/character.js";
import { JavaArray } from "../values/list.js";
import { MAX_TEXT, elementText } from "../values/text.js";
import type { Value } from "../values/value.js";
import { isJavaWhitespace, trimLow, trimWhere } from "../values/white-space.js";
import { formatText } from "./format.js";
import type { Methods } from "./java-class.js";
import { NOT_APPLICABLE, takes, takesMany } from "./signature.js";
import type { Overload } from "./signature.js";

/** Fails where a Java string method does. */
function checkRange(text: string, begin: number, end: number): void {
  if (begin < 0 || end > text.length || begin > end) {
    throw new Failure(`begin ${begin}, end ${end}, length ${text.length}`);
  }
}

function slice(text: string, begin: number, end: number): string {
  checkRange(text, begin, end);
  return text.slice(begin, end);
}

function unit(text: string, index: number): string {
  const found = index < 0 ? undefined : text[index];
  if (found === undefined) {
    throw new Failure(`String index out of range: ${index} (length ${text.length})`);
  }
  return found;
}

/** A code point as text, as Java's `indexOf(int)` looks for it; what is none is never found. */
function codeText(code: number): string | undefined {
  return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

function find(text: string, part: string | undefined, from: number): number {
  return part === undefined ? -1 : text.indexOf(part, Math.max(from, 0));
}

function findLast(text: string, part: string | undefined, from: number): number {
  return part === undefined || from < 0 ? -1 : text.lastIndexOf(part, from);
}

/** Java's order of strings: the difference of the first unlike units, else of the lengths. */
export function compareStrings(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const difference = left.charCodeAt(i) - right.charCodeAt(i);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Repeats a text within the bound on texts. */
export function repeatText(text: string, count: number): string {
  if (text.length * count > MAX_TEXT) throw limitFailure("a text is too long", "text", MAX_TEXT);
  return text.repeat(count);
}

function replaceAllText(text: string, from: string, to: string): string {
  const parts = text.split(from);
  const length = text.length + (parts.length - 1) * to.length;
  if (length > MAX_TEXT) throw limitFailure("a text is too long", "text", MAX_TEXT);
  return from === ""
    ? to + Array.from({ length: text.length }, (_, i) => unit(text, i) + to).join("")
    : parts.join(to);
}

function strip(text: string): string {
  return trimWhere(text, isJavaWhitespace);
}

function lines(text: string): string[] {
  const parts = text.split(/\r\n|\r|\n/);
  if (parts.at(-1) === "") parts.pop();
  return parts;
}

function classCast(): never {
  throw new Failure("ClassCastException: the argument is no String");
}

const search: Methods<string> = {
  indexOf: [
    takes(["int"], (self: string, code) => find(self, codeText(code), 0)),
    takes(["String"], (self: string, part) => find(self, part, 0)),
    takes(["int", "int"], (self: string, code, from) => find(self, codeText(code), from)),
    takes(["String", "int"], (self: string, part, from) =>
      part === "" ? Math.min(Math.max(from, 0), self.length) : find(self, part, from),
    ),
  ],
  lastIndexOf: [
    takes(["int"], (self: string, code) => findLast(self, codeText(code), self.length)),
    takes(["String"], (self: string, part) => findLast(self, part, self.length)),
    takes(["int", "int"], (self: string, code, from) => findLast(self, codeText(code), from)),
    takes(["String", "int"], (self: string, part, from) => findLast(self, part, from)),
  ],
  contains: takes(["String"], (self: string, part) => self.includes(part)),
  startsWith: [
    takes(["String"], (self: string, part) => self.startsWith(part)),
    takes(["String", "int"], (self: string, part, at) => at >= 0 && self.startsWith(part, at)),
  ],
  endsWith: takes(["String"], (self: string, part) => self.endsWith(part)),
  matches: takes(["String"], (self: string, regex) => compilePattern(regex).matches(self)),
  regionMatches: [
    takes(["int", "String", "int", "int"], (self: string, at, other, from, length) =>
      sameRegion(self, at, other, from, length),
    ),
    takes(["boolean", "int", "String", "int", "int"], (self: string, ignore, at, other, from, n) =>
      ignore
        ? sameRegion(self.toLowerCase(), at, other.toLowerCase(), from, n)
        : sameRegion(self, at, other, from, n),
    ),
  ],
};

function sameRegion(
  left: string,
  at: number,
  right: string,
  from: number,
  length: number,
): boolean {
  if (at < 0 || from < 0 || at + length > left.length || from + length > right.length) return false;
  return left.slice(at, at + length) === right.slice(from, from + length);
}

const parts: Methods<string> = {
  length: takes([], (self: string) => self.length),
  isEmpty: takes([], (self: string) => self === ""),
  isBlank: takes([], (self: string) => strip(self) === ""),
  charAt: takes(["int"], (self: string, index) => new JavaCharacter(unit(self, index))),
  codePointAt: takes(["int"], (self: string, index) => {
    unit(self, index);
    return self.codePointAt(index) ?? 0;
  }),
  codePointBefore: takes(["int"], (self: string, index) => {
    const low = unit(self, index - 1).charCodeAt(0);
    const pair = index > 1 && low >= 0xdc00 && low <= 0xdfff ? self.codePointAt(index - 2) : 0;
    return pair !== undefined && pair > 0xffff ? pair : low;
  }),
  codePointCount: takes(
    ["int", "int"],
    (self: string, begin, end) => Array.from(slice(self, begin, end)).length,
  ),
  substring: [
    takes(["int"], (self: string, begin) => slice(self, begin, self.length)),
    takes(["int", "int"], (self: string, begin, end) => slice(self, begin, end)),
  ],
  subSequence: takes(["int", "int"], (self: string, begin, end) => slice(self, begin, end)),
  split: [
    takes(
      ["String"],
      (self: string, regex) => new JavaArray(splitText(compilePattern(regex), self)),
    ),
    takes(
      ["String", "int"],
      (self: string, regex, limit) => new JavaArray(splitText(compilePattern(regex), self, limit)),
    ),
  ],
  toCharArray: takes(
    [],
    (self: string) =>
      new JavaArray(
        Array.from({ length: self.length }, (_, i) => new JavaCharacter(unit(self, i))),
        "[C",
      ),
  ),
  getBytes: [
    takes([], (self: string) => bytes(self)),
    takes(["String"], (self: string, charset) => {
      if (!/^utf-?8$/i.test(charset)) throw new Failure(`UnsupportedEncodingException: ${charset}`);
      return bytes(self);
    }),
  ],
};

function bytes(text: string): JavaArray {
  const values = Array.from(new TextEncoder().encode(text), (byte) => (byte << 24) >> 24);
  return new JavaArray(values, "[B");
}

const changes: Methods<string> = {
  concat: takes(["String"], (self: string, other) => self + other),
  replace: [
    takes(["char", "char"], (self: string, from, to) => replaceAllText(self, from, to)),
    takes(["String", "String"], (self: string, from, to) => replaceAllText(self, from, to)),
  ],
  replaceAll: takes(["String", "String"], (self: string, regex, to) =>
    replaceMatches(compilePattern(regex), self, to, false),
  ),
  replaceFirst: takes(["String", "String"], (self: string, regex, to) =>
    replaceMatches(compilePattern(regex), self, to, true),
  ),
  toLowerCase: takes([], (self: string) => self.toLowerCase()),
  toUpperCase: takes([], (self: string) => self.toUpperCase()),
  trim: takes([], (self: string) => trimLow(self)),
  strip: takes([], (self: string) => strip(self)),
  stripLeading: takes([], (self: string) => trimWhere(self, isJavaWhitespace, "start")),
  stripTrailing: takes([], (self: string) => trimWhere(self, isJavaWhitespace, "end")),
  stripIndent: takes([], (self: string) => stripIndent(self)),
  repeat: takes(["int"], (self: string, count) => {
    if (count < 0) throw new Failure(`count is negative: ${count}`);
    return repeatText(self, count);
  }),
  indent: takes(["int"], (self: string, count) => indent(self, count)),
  intern: takes([], (self: string) => self),
  formatted: takesMany([], (self: string, _, args) => formatText(self, args)),
};

function indent(text: string, count: number): string {
  if (text === "") return "";
  const pad = repeatText(" ", Math.max(count, 0));
  const dedent = new RegExp(`^\\s{0,${Math.min(Math.max(-count, 0), 1000)}}`);
  return lines(text)
    .map((line) => `${pad}${line.replace(dedent, "")}\n`)
    .join("");
}

function stripIndent(text: string): string {
  const all = text.split(/\r\n|\r|\n/);
  const last = all.length - 1;
  const counted = all.filter((line, i) => i === last || line.trim() !== "");
  const margin = Math.min(...counted.map((line) => /^\s*/.exec(line)?.[0].length ?? 0));
  return all.map((line) => line.slice(margin).trimEnd()).join("\n");
}

const comparisons: Methods<string> = {
  equalsIgnoreCase: [
    takes(["null"], () => false),
    takes(["String"], (self: string, other) => fold(other) === fold(self)),
  ],
  compareTo: [
    takes(["String"], (self: string, other) => compareStrings(self, other)),
    takes(["Object"], classCast),
  ],
  compareToIgnoreCase: takes(["String"], (self: string, other) =>
    compareStrings(fold(self), fold(other)),
  ),
  contentEquals: takes(["String"], (self: string, other) => self === other),
};

function fold(text: string): string {
  return text.toUpperCase().toLowerCase();
}

const statics: Methods<string> = {
  format: takesMany(["String"], (_: string, [format], args) => formatText(format, args)),
  valueOf: [
    // Java's `valueOf(char[])`, which Velocity calls with an empty array.
    { ...takes([], () => ""), bare: false },
    takes(["null"], () => null),
    takes(["array"], (_: string, units) => units.values().map(elementText).join("")),
    takes(["Object"], (_: string, value) => elementText(value)),
  ],
  copyValueOf: takes(["array"], (_: string, units) => units.values().map(elementText).join("")),
  join: [
    takes(["String", "Collection"], (_: string, separator, values) =>
      joinAll(separator, values.values()),
    ),
    onlyStrings(
      takesMany(["String"], (_: string, [separator], values) => joinAll(separator, values)),
    ),
  ],
};

/** A form whose arguments must all be strings. */
function onlyStrings(form: Overload<string>): Overload<string> {
  return {
    bare: false,
    call: (self, args) => {
      return args.every((arg) => typeof arg === "string") ? form.call(self, args) : NOT_APPLICABLE;
    },
  };
}

function joinAll(separator: string, values: Iterable<Value>): string {
  return Array.from(values, (value) => {
    return value === null || typeof value === "string" ? elementText(value) : classCast();
  }).join(separator);
}

/** java.lang.String */
export const stringMethods: readonly Methods<string>[] = [
  search,
  parts,
  changes,
  comparisons,
  statics,
];
