/** A part of a regular expression, as far as a matching text can be made from it. */
export type PatternNode =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "set"; readonly characters: readonly string[] }
  | { readonly kind: "sequence"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly options: readonly PatternNode[] }
  | {
      readonly kind: "repeat";
      readonly part: PatternNode;
      readonly low: number;
      readonly high: number;
    };

const EMPTY: PatternNode = { kind: "sequence", parts: [] };
const PRINTABLE = range(0x20, 0x7e);
const DIGITS = range(0x30, 0x39);
const WORD = [...range(0x61, 0x7a), ...range(0x41, 0x5a), ...DIGITS, "_"];
const SPACES = [" ", "\t"];
const CONTROLS: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  f: "\f",
  v: "\v",
  0: "\0",
};
/** How often an unbounded quantifier repeats at most beyond its minimum. */
const UNBOUNDED = 8;

/**
 * Parses a regular expression of ECMA-262. Assertions and back-references are taken as empty, so a
 * text made from the result is checked against the expression afterwards.
 */
export function parsePattern(pattern: string): PatternNode {
  return new PatternParser(pattern).choice();
}

class PatternParser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  choice(): PatternNode {
    const options = [this.#sequence()];
    while (this.#take("|")) options.push(this.#sequence());
    return options.length === 1 ? (options[0] ?? EMPTY) : { kind: "choice", options };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (this.#at < this.#text.length && !"|)".includes(this.#peek())) {
      parts.push(this.#quantified(this.#atom()));
    }
    return { kind: "sequence", parts };
  }

  #atom(): PatternNode {
    const character = this.#next();
    switch (character) {
      case "^":
      case "$":
        return EMPTY;
      case ".":
        return { kind: "set", characters: WORD };
      case "(":
        return this.#group();
      case "[":
        return this.#class();
      case "\\":
        return this.#escape();
      default:
        return { kind: "text", text: character };
    }
  }

  #group(): PatternNode {
    let counts = true;
    if (this.#take("?")) {
      if (this.#take("<")) {
        if (this.#take("=") || this.#take("!")) counts = false;
        else while (this.#at < this.#text.length && !this.#take(">")) this.#at++;
      } else if (!this.#take(":")) {
        counts = !(this.#take("=") || this.#take("!"));
      }
    }
    const inner = this.choice();
    this.#take(")");
    return counts ? inner : EMPTY;
  }

  #escape(): PatternNode {
    const character = this.#next();
    const set = classEscape(character);
    if (set) return { kind: "set", characters: set };
    if (character === "b" || character === "B") return EMPTY;
    if (/[1-9]/.test(character)) return EMPTY;
    if (character === "k") return this.#skipTo(">");
    if (character === "p" || character === "P") return this.#property(character === "P");
    return { kind: "text", text: this.#literalEscape(character) };
  }

  #skipTo(end: string): PatternNode {
    while (this.#at < this.#text.length && this.#next() !== end);
    return EMPTY;
  }

  #property(negated: boolean): PatternNode {
    const end = this.#text.indexOf("}", this.#at);
    const name = this.#text.slice(this.#at, end + 1);
    this.#at = end + 1;
    try {
      const test = new RegExp(`\\${negated ? "P" : "p"}${name}`, "u");
      const characters = [...PRINTABLE, "é", "ß", "ж", "中", "©"].filter((one) => test.test(one));
      return { kind: "set", characters };
    } catch {
      return { kind: "set", characters: WORD };
    }
  }

  #literalEscape(character: string): string {
    if (character === "c") return String.fromCharCode(this.#next().charCodeAt(0) % 32);
    if (character === "x") return this.#hexadecimal(2);
    if (character !== "u") return CONTROLS[character] ?? character;
    if (!this.#take("{")) return this.#hexadecimal(4);
    const end = this.#text.indexOf("}", this.#at);
    const code = this.#hexadecimal(end - this.#at);
    this.#at++;
    return code;
  }

  #hexadecimal(length: number): string {
    const code = Number.parseInt(this.#text.slice(this.#at, this.#at + length), 16);
    this.#at += length;
    return Number.isNaN(code) || code > 0x10ffff ? "" : String.fromCodePoint(code);
  }

  #class(): PatternNode {
    const negated = this.#take("^");
    const characters: string[] = [];
    while (this.#at < this.#text.length && this.#peek() !== "]") this.#classPart(characters);
    this.#take("]");
    if (!negated) return { kind: "set", characters };
    const excluded = new Set(characters);
    const plain = WORD.filter((one) => !excluded.has(one));
    const rest = plain.length > 0 ? plain : PRINTABLE.filter((one) => !excluded.has(one));
    return { kind: "set", characters: rest };
  }

  #classPart(characters: string[]): void {
    const low = this.#classAtom();
    if (typeof low !== "string") {
      characters.push(...low);
      return;
    }
    if (this.#peek() !== "-" || this.#text[this.#at + 1] === "]") {
      characters.push(low);
      return;
    }
    this.#at++;
    const high = this.#classAtom();
    if (typeof high !== "string") {
      characters.push(low, "-", ...high);
      return;
    }
    const start = low.codePointAt(0) ?? 0;
    characters.push(...range(start, Math.min(high.codePointAt(0) ?? start, start + 255)));
  }

  #classAtom(): string | readonly string[] {
    const character = this.#next();
    if (character !== "\\") return character;
    const escaped = this.#next();
    if (escaped === "b") return "\b";
    if (escaped === "p" || escaped === "P") {
      const property = this.#property(escaped === "P");
      return property.kind === "set" ? property.characters : [];
    }
    return classEscape(escaped) ?? this.#literalEscape(escaped);
  }

  #quantified(part: PatternNode): PatternNode {
    const bounds = this.#quantifier();
    if (!bounds) return part;
    this.#take("?");
    return { kind: "repeat", part, low: bounds[0], high: bounds[1] };
  }

  #quantifier(): readonly [number, number] | undefined {
    if (this.#take("*")) return [0, UNBOUNDED];
    if (this.#take("+")) return [1, 1 + UNBOUNDED];
    if (this.#take("?")) return [0, 1];
    const match = /^\{(\d+)(,?)(\d*)\}/.exec(this.#text.slice(this.#at, this.#at + 24));
    if (!match) return undefined;
    this.#at += match[0].length;
    const low = Number(match[1]);
    if (match[2] === "") return [low, low];
    return [low, match[3] === "" ? low + UNBOUNDED : Number(match[3])];
  }

  #peek(): string {
    return this.#text[this.#at] ?? "";
  }

  #next(): string {
    const character = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0);
    this.#at += character.length;
    return character;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }
}

function classEscape(character: string): readonly string[] | undefined {
  switch (character) {
    case "d":
      return DIGITS;
    case "w":
      return WORD;
    case "s":
      return SPACES;
    case "D":
    case "S":
      return WORD.filter((one) => character === "S" || !DIGITS.includes(one));
    case "W":
      return PRINTABLE.filter((one) => !WORD.includes(one));
    default:
      return undefined;
  }
}

function range(low: number, high: number): string[] {
  const characters: string[] = [];
  for (let code = low; code <= high; code++) characters.push(String.fromCodePoint(code));
  return characters;
}
