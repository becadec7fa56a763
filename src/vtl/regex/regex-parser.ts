import { Failure } from "../failure.js";
import { isLineTerminator, not, property, range, shorthand, single } from "./char-class.js";
import type { Assertion, CharTest, Flags, RegexNode, RepeatMode } from "./node.js";

/** A parsed regular expression: its tree, and how many groups it has under which names. */
export interface ParsedRegex {
  readonly root: RegexNode;
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

const NO_FLAGS: Flags = {
  ignoreCase: false,
  unicodeCase: false,
  multiline: false,
  dotAll: false,
  comments: false,
};

const MAX_DEPTH = 200;

/** Reads a regular expression in Java's syntax; throws a Failure for what is none. */
export function parseRegex(source: string): ParsedRegex {
  return new RegexParser(source).parse();
}

class RegexParser {
  readonly #source: string;
  readonly #names = new Map<string, number>();
  #at = 0;
  #groups = 0;
  #depth = 0;
  #flags = NO_FLAGS;

  constructor(source: string) {
    this.#source = unquoted(source);
  }

  parse(): ParsedRegex {
    const root = this.#choice();
    if (this.#at < this.#source.length) throw this.#fail("Unmatched closing ')'");
    return { root, groups: this.#groups, names: this.#names };
  }

  #fail(reason: string): Failure {
    return new Failure(
      `${reason} near index ${this.#at} of the regular expression ${this.#source}`,
    );
  }

  #peek(): string {
    return this.#source[this.#at] ?? "";
  }

  #accept(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  /** The next code point; fails at the end. */
  #take(): string {
    const code = this.#source.codePointAt(this.#at);
    if (code === undefined) throw this.#fail("Unexpected end");
    const char = String.fromCodePoint(code);
    this.#at += char.length;
    return char;
  }

  #choice(): RegexNode {
    if (++this.#depth > MAX_DEPTH) throw this.#fail("Too deeply nested");
    const flags = this.#flags;
    const options = [this.#sequence()];
    while (this.#accept("|")) options.push(this.#sequence());
    this.#flags = flags;
    this.#depth--;
    const [only] = options;
    return options.length === 1 && only ? only : { kind: "choice", options };
  }

  #sequence(): RegexNode {
    const parts: RegexNode[] = [];
    for (;;) {
      if (this.#flags.comments) this.#skipComments();
      const c = this.#peek();
      if (c === "" || c === "|" || c === ")") break;
      const atom = this.#atom();
      if (atom !== undefined) parts.push(this.#repeats(atom));
    }
    const [only] = parts;
    return parts.length === 1 && only ? only : { kind: "sequence", parts };
  }

  #skipComments(): void {
    const comment = /(?:[ \t\n\v\f\r]+|#[^\n\r\u0085\u2028\u2029]*)*/y;
    comment.lastIndex = this.#at;
    this.#at += comment.exec(this.#source)?.[0].length ?? 0;
  }

  #repeats(atom: RegexNode): RegexNode {
    let node = atom;
    for (;;) {
      if (this.#flags.comments) this.#skipComments();
      const bounds = this.#bounds();
      if (bounds === undefined) return node;
      let mode: RepeatMode = "greedy";
      if (this.#accept("?")) mode = "lazy";
      else if (this.#accept("+")) mode = "possessive";
      node = { kind: "repeat", body: node, min: bounds[0], max: bounds[1], mode };
    }
  }

  #bounds(): readonly [number, number] | undefined {
    if (this.#accept("*")) return [0, Infinity];
    if (this.#accept("+")) return [1, Infinity];
    if (this.#accept("?")) return [0, 1];
    if (this.#peek() !== "{") return undefined;
    const braces = /\{(\d+)(,(\d*))?\}/y;
    braces.lastIndex = this.#at;
    const match = braces.exec(this.#source);
    if (!match) throw this.#fail("Illegal repetition");
    this.#at += match[0].length;
    const min = Number(match[1]);
    const max = match[2] === undefined ? min : match[3] === "" ? Infinity : Number(match[3]);
    if (max < min || min > 0x7fffffff) throw this.#fail("Illegal repetition range");
    return [min, max];
  }

  #atom(): RegexNode | undefined {
    const c = this.#take();
    switch (c) {
      case "(":
        return this.#group();
      case "[":
        return { kind: "char", test: this.#set() };
      case ".":
        return { kind: "char", test: this.#flags.dotAll ? () => true : not(isLineTerminator) };
      case "^":
        return this.#assert(this.#flags.multiline ? "lineStart" : "start");
      case "$":
        return this.#assert(this.#flags.multiline ? "lineEnd" : "finalEnd");
      case "\\":
        return this.#escape();
      case "*":
      case "+":
      case "?":
        throw this.#fail(`Dangling meta character '${c}'`);
      case "{":
        throw this.#fail("Illegal repetition");
      default:
        return this.#char(c);
    }
  }

  #assert(what: Assertion): RegexNode {
    return { kind: "assert", what };
  }

  #char(c: string): RegexNode {
    return { kind: "char", test: single(c.codePointAt(0) ?? 0, this.#flags) };
  }

  #group(): RegexNode | undefined {
    if (!this.#accept("?")) return this.#capture();
    if (this.#accept(":")) return this.#close(this.#choice());
    if (this.#accept(">")) return { kind: "atomic", body: this.#close(this.#choice()) };
    for (const [mark, behind, negated] of LOOKS) {
      if (!this.#accept(mark)) continue;
      return { kind: "look", behind, negated, body: this.#close(this.#choice()) };
    }
    if (this.#accept("<")) return this.#capture(this.#name());
    return this.#flagGroup();
  }

  #capture(name?: string): RegexNode {
    const index = ++this.#groups;
    if (name !== undefined) {
      if (this.#names.has(name))
        throw this.#fail(`Named capturing group <${name}> is already defined`);
      this.#names.set(name, index);
    }
    return { kind: "group", index, body: this.#close(this.#choice()) };
  }

  #close(body: RegexNode): RegexNode {
    if (!this.#accept(")")) throw this.#fail("Unclosed group");
    return body;
  }

  #name(): string {
    const end = this.#source.indexOf(">", this.#at);
    const name = this.#source.slice(this.#at, end < 0 ? this.#at : end);
    if (!/^[a-zA-Z][a-zA-Z0-9]*$/.test(name)) throw this.#fail("Illegal group name");
    this.#at = end + 1;
    return name;
  }

  /** `(?i)` to the end of the group around it, or `(?i:…)`. */
  #flagGroup(): RegexNode | undefined {
    const outer = this.#flags;
    const flags: { -readonly [F in keyof Flags]: boolean } = { ...outer };
    let on = true;
    for (;;) {
      const c = this.#take();
      if (c === "-") on = false;
      else if (c === "i") flags.ignoreCase = on;
      else if (c === "u") flags.unicodeCase = on;
      else if (c === "m") flags.multiline = on;
      else if (c === "s") flags.dotAll = on;
      else if (c === "x") flags.comments = on;
      else if (c === ")") {
        this.#flags = flags;
        return undefined;
      } else if (c === ":") {
        this.#flags = flags;
        const body = this.#close(this.#choice());
        this.#flags = outer;
        return body;
      } else if (c !== "d" && c !== "U") throw this.#fail("Unknown inline modifier");
    }
  }

  #escape(): RegexNode | undefined {
    const c = this.#peek();
    const assertion = ASSERTIONS.get(c);
    if (assertion !== undefined) {
      this.#at++;
      return this.#assert(assertion);
    }
    if (c === "R") {
      this.#at++;
      return LINE_BREAK;
    }
    if (c === "k") return this.#namedReference();
    if (c >= "1" && c <= "9") return this.#numberedReference();
    const test = this.#classEscape();
    if (test !== undefined) return { kind: "char", test };
    return this.#char(String.fromCodePoint(this.#charEscape()));
  }

  #namedReference(): RegexNode {
    this.#at++;
    if (!this.#accept("<")) throw this.#fail("\\k is not followed by '<'");
    const index = this.#names.get(this.#name());
    if (index === undefined) throw this.#fail("A named group is not defined");
    return { kind: "reference", index, ignoreCase: this.#flags.ignoreCase };
  }

  /** `\12` is group 12 where there is one, else group 1 and the digit 2. */
  #numberedReference(): RegexNode {
    let index = Number(this.#take());
    for (;;) {
      const next = index * 10 + Number(this.#peek() || NaN);
      if (!/\d/.test(this.#peek()) || next > this.#groups) break;
      index = next;
      this.#at++;
    }
    return { kind: "reference", index, ignoreCase: this.#flags.ignoreCase };
  }

  /** `\d`, `\p{…}` and their like; undefined for escapes of single characters. */
  #classEscape(): CharTest | undefined {
    const c = this.#peek();
    const test = shorthand(c);
    if (test !== undefined) {
      this.#at++;
      return test;
    }
    if (c !== "p" && c !== "P") return undefined;
    this.#at++;
    let name = this.#take();
    if (name === "{") {
      const end = this.#source.indexOf("}", this.#at);
      if (end < 0) throw this.#fail("Unclosed character family");
      name = this.#source.slice(this.#at, end);
      this.#at = end + 1;
    }
    return c === "P" ? not(property(name)) : property(name);
  }

  #charEscape(): number {
    const c = this.#take();
    const control = CONTROLS.get(c);
    if (control !== undefined) return control;
    if (c === "0") return this.#digits(/[0-3]?[0-7]{1,2}/y, 8);
    if (c === "x") {
      if (!this.#accept("{")) return this.#digits(/[0-9a-fA-F]{2}/y, 16);
      const code = this.#digits(/[0-9a-fA-F]{1,6}/y, 16);
      if (!this.#accept("}") || code > 0x10ffff) throw this.#fail("Illegal hexadecimal escape");
      return code;
    }
    if (c === "u") return this.#digits(/[0-9a-fA-F]{4}/y, 16);
    if (c === "c") return (this.#take().codePointAt(0) ?? 0) ^ 64;
    if (/[a-zA-Z]/.test(c)) throw this.#fail("Illegal/unsupported escape sequence");
    return c.codePointAt(0) ?? 0;
  }

  #digits(pattern: RegExp, radix: number): number {
    pattern.lastIndex = this.#at;
    const digits = pattern.exec(this.#source)?.[0];
    if (digits === undefined) throw this.#fail("Illegal character escape");
    this.#at += digits.length;
    return parseInt(digits, radix);
  }

  /** The rest of `[…]`, with nested sets and intersections. */
  #set(): CharTest {
    if (++this.#depth > MAX_DEPTH) throw this.#fail("Too deeply nested");
    const negated = this.#accept("^");
    let tests: CharTest[] = [];
    let whole: CharTest | undefined;
    for (let first = true; ; first = false) {
      if (this.#at >= this.#source.length) throw this.#fail("Unclosed character class");
      if (!first && this.#accept("]")) break;
      if (this.#accept("&&")) {
        whole = intersect(whole, union(tests));
        tests = [];
      } else tests.push(this.#setItem());
    }
    this.#depth--;
    const test = whole !== undefined && tests.length === 0 ? whole : intersect(whole, union(tests));
    return negated ? not(test) : test;
  }

  #setItem(): CharTest {
    if (this.#accept("[")) return this.#set();
    if (this.#source.startsWith("\\", this.#at)) {
      this.#at++;
      const test = this.#classEscape();
      if (test !== undefined) return test;
      return this.#rangeFrom(this.#charEscape());
    }
    return this.#rangeFrom(this.#take().codePointAt(0) ?? 0);
  }

  #rangeFrom(from: number): CharTest {
    const next = this.#source[this.#at + 1];
    if (this.#peek() !== "-" || next === "]" || next === "[" || next === undefined) {
      return single(from, this.#flags);
    }
    this.#at++;
    const to = this.#accept("\\") ? this.#charEscape() : (this.#take().codePointAt(0) ?? 0);
    if (to < from) throw this.#fail("Illegal character range");
    return range(from, to, this.#flags);
  }
}

/** The expression with `\\Q…\\E` spelled out: each character that could mean something is escaped. */
function unquoted(source: string): string {
  if (!source.includes("\\Q")) return source;
  return source.replace(/\\Q(.*?)(?:\\E|$)|\\./gsu, (whole, quoted: string | undefined) => {
    return quoted === undefined ? whole : quoted.replace(/[^a-zA-Z0-9]/gu, "\\$&");
  });
}

const LOOKS: readonly (readonly [string, boolean, boolean])[] = [
  ["=", false, false],
  ["!", false, true],
  ["<=", true, false],
  ["<!", true, true],
];

const ASSERTIONS: ReadonlyMap<string, Assertion> = new Map<string, Assertion>([
  ["b", "wordBoundary"],
  ["B", "noWordBoundary"],
  ["A", "start"],
  ["G", "start"],
  ["Z", "finalEnd"],
  ["z", "end"],
]);

const CONTROLS: ReadonlyMap<string, number> = new Map([
  ["t", 9],
  ["n", 10],
  ["r", 13],
  ["f", 12],
  ["a", 7],
  ["e", 27],
]);

const LINE_BREAK: RegexNode = {
  kind: "choice",
  options: [
    { kind: "literal", text: "\r\n", ignoreCase: false },
    { kind: "char", test: (c) => isLineTerminator(c) || c === 11 || c === 12 },
  ],
};

function union(tests: readonly CharTest[]): CharTest {
  const [only] = tests;
  if (tests.length === 1 && only) return only;
  return (code) => tests.some((test) => test(code));
}

function intersect(left: CharTest | undefined, right: CharTest): CharTest {
  return left === undefined ? right : (code) => left(code) && right(code);
}
