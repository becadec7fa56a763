import type { CharSet } from "./char-set.js";
import { charSet, complementChars, hasChar, singleChar, unionChars } from "./char-set.js";
import { classOfProperty, DIGITS, LINE_ENDS, SPACES, WORD_CHARS } from "./char-class.js";
import type { Expression, ExpressionBuilder } from "./expression.js";
import { END, START } from "./expression.js";

/** Thrown and caught within this module: the pattern uses what is not regular or not supported. */
class Unsupported extends Error {}

/**
 * The words that an ECMA-262 pattern finds itself in (JSON Schema patterns are not anchored), over words
 * between START and END marks. Undefined when the pattern uses back references, word boundaries, look-behind
 * or anchors in places where they are not symbols.
 */
export function parsePattern(builder: ExpressionBuilder, pattern: string): Expression | undefined {
  try {
    return new PatternParser(builder, pattern).parse();
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}

const QUANTIFIERS: Readonly<Record<string, readonly [number, number]>> = {
  "*": [0, Infinity],
  "+": [1, Infinity],
  "?": [0, 1],
};

class PatternParser {
  readonly #builder: ExpressionBuilder;
  readonly #chars: readonly string[];
  #at = 0;
  #depth = 0;
  /** Sequences being parsed in which `^` is no symbol: it stands already, or the place is a look-ahead. */
  #noStart = 0;

  constructor(builder: ExpressionBuilder, pattern: string) {
    this.#builder = builder;
    this.#chars = [...pattern];
  }

  parse(): Expression {
    const found = this.#alternatives(true);
    if (this.#at < this.#chars.length) throw new Unsupported();
    return this.#builder.concat(this.#builder.anything, found);
  }

  /** `open`: nothing follows in the pattern, so each alternative runs on to the end of the word. */
  #alternatives(open: boolean): Expression {
    if (++this.#depth > 200) throw new Unsupported();
    const all = [this.#sequence(open)];
    while (this.#take("|")) all.push(this.#sequence(open));
    this.#depth -= 1;
    return this.#builder.or(...all);
  }

  #sequence(open: boolean): Expression {
    const outer = this.#noStart;
    const parts: Expression[] = [];
    while (!this.#done()) {
      const ahead = this.#lookahead();
      if (ahead) {
        if (!open) throw new Unsupported();
        parts.push(this.#builder.and(ahead, this.#sequence(open)));
        this.#noStart = outer;
        return this.#builder.concat(...parts);
      }
      parts.push(this.#quantified(parts.length === 0));
    }
    this.#noStart = outer;
    return this.#builder.concat(...parts, ...(open ? [this.#builder.anything] : []));
  }

  #done(): boolean {
    return this.#at >= this.#chars.length || this.#peek("|") || this.#peek(")");
  }

  #lookahead(): Expression | undefined {
    const negative = this.#takeAll("(?!");
    if (!negative && !this.#takeAll("(?=")) return undefined;
    this.#noStart += 1;
    const inner = this.#alternatives(true);
    this.#noStart -= 1;
    if (!this.#take(")")) throw new Unsupported();
    return negative ? this.#builder.not(inner) : inner;
  }

  #quantified(first: boolean): Expression {
    const anchor = this.#anchor(first);
    if (anchor) return anchor;
    const atom = this.#atom();
    const [min, max] = this.#quantifier();
    if (max > 1 && mentions(atom, START)) throw new Unsupported();
    if (mentions(atom, END) && (max > 1 || !this.#done())) throw new Unsupported();
    return this.#builder.repeat(atom, min, max);
  }

  /** `^` is a symbol only before everything else, `$` only after it. */
  #anchor(first: boolean): Expression | undefined {
    if (this.#take("^")) {
      if (!first || this.#noStart > 0) throw new Unsupported();
      this.#noStart += 1;
      return this.#builder.mark(START);
    }
    if (!this.#take("$")) return undefined;
    if (!this.#done()) throw new Unsupported();
    return this.#builder.mark(END);
  }

  #quantifier(): readonly [number, number] {
    const char = this.#chars[this.#at] ?? "";
    let bounds = QUANTIFIERS[char];
    if (bounds) this.#at += 1;
    else bounds = this.#braces();
    if (!bounds) return [1, 1];
    this.#take("?");
    if (bounds[0] > 1_000 || (bounds[1] !== Infinity && bounds[1] > 20_000))
      throw new Unsupported();
    return bounds;
  }

  #braces(): readonly [number, number] | undefined {
    const rest = this.#chars.slice(this.#at, this.#at + 24).join("");
    const found = /^\{(\d+)(,(\d*))?\}/.exec(rest);
    if (!found) return undefined;
    this.#at += found[0].length;
    const min = Number(found[1]);
    if (found[2] === undefined) return [min, min];
    return [min, found[3] ? Number(found[3]) : Infinity];
  }

  #atom(): Expression {
    if (this.#take("(")) return this.#group();
    if (this.#take("[")) return this.#builder.chars(this.#class());
    if (this.#take(".")) return this.#builder.chars(complementChars(LINE_ENDS));
    if (this.#take("\\")) return this.#builder.chars(this.#escape());
    return this.#builder.chars(singleChar(this.#next()));
  }

  #group(): Expression {
    if (this.#takeAll("?:")) return this.#closeGroup();
    if (this.#peek("?")) {
      const name = /^\?<[A-Za-z_$][\w$]*>/.exec(
        this.#chars.slice(this.#at, this.#at + 60).join(""),
      );
      if (!name) throw new Unsupported();
      this.#at += name[0].length;
    }
    return this.#closeGroup();
  }

  #closeGroup(): Expression {
    const inner = this.#alternatives(false);
    if (!this.#take(")")) throw new Unsupported();
    return inner;
  }

  #class(): CharSet {
    const negated = this.#take("^");
    let set: CharSet = [];
    while (!this.#take("]")) {
      const low = this.#classMember();
      const range = this.#peek("-") && this.#chars[this.#at + 1] !== "]";
      if (!range || typeof low !== "number") {
        set = unionChars(set, typeof low === "number" ? singleChar(low) : low);
        continue;
      }
      this.#at += 1;
      const high = this.#classMember();
      if (typeof high !== "number") throw new Unsupported();
      set = unionChars(set, charSet([[low, high]]));
    }
    return negated ? complementChars(set) : set;
  }

  #classMember(): CharSet | number {
    if (!this.#take("\\")) return this.#next();
    if (this.#take("b")) return 0x08;
    const set = this.#escape();
    const [only] = set;
    return set.length === 1 && only && only[0] === only[1] ? only[0] : set;
  }

  #escape(): CharSet {
    const char = String.fromCodePoint(this.#next());
    switch (char) {
      case "d":
        return DIGITS;
      case "D":
        return complementChars(DIGITS);
      case "w":
        return WORD_CHARS;
      case "W":
        return complementChars(WORD_CHARS);
      case "s":
        return SPACES;
      case "S":
        return complementChars(SPACES);
      case "p":
      case "P":
        return this.#property(char === "P");
      case "b":
      case "B":
      case "k":
        throw new Unsupported();
      default:
        return singleChar(this.#codePoint(char));
    }
  }

  #codePoint(char: string): number {
    const control: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, "0": 0 };
    const known = control[char];
    if (known !== undefined) return known;
    if (/[1-9c]/.test(char)) throw new Unsupported();
    if (char === "x") return this.#hex(/^[0-9a-fA-F]{2}/);
    if (char === "u") return this.#hex(/^(?:[0-9a-fA-F]{4}|\{[0-9a-fA-F]{1,6}\})/);
    return char.codePointAt(0) ?? 0;
  }

  #hex(form: RegExp): number {
    const found = form.exec(this.#chars.slice(this.#at, this.#at + 8).join(""));
    if (!found) throw new Unsupported();
    this.#at += found[0].length;
    const value = Number.parseInt(found[0].replace(/[{}]/g, ""), 16);
    if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) throw new Unsupported();
    return value;
  }

  #property(negated: boolean): CharSet {
    const found = /^\{[\w=]+\}/.exec(this.#chars.slice(this.#at, this.#at + 60).join(""));
    const set = found && classOfProperty(found[0]);
    if (!found || !set) throw new Unsupported();
    this.#at += found[0].length;
    return negated ? complementChars(set) : set;
  }

  #peek(char: string): boolean {
    return this.#chars[this.#at] === char;
  }

  #take(char: string): boolean {
    const taken = this.#peek(char);
    if (taken) this.#at += 1;
    return taken;
  }

  #takeAll(text: string): boolean {
    const taken = this.#chars.slice(this.#at, this.#at + text.length).join("") === text;
    if (taken) this.#at += text.length;
    return taken;
  }

  #next(): number {
    const char = this.#chars[this.#at];
    if (char === undefined) throw new Unsupported();
    this.#at += 1;
    return char.codePointAt(0) ?? 0;
  }
}

function mentions(term: Expression, mark: number): boolean {
  switch (term.kind) {
    case "chars":
      return hasChar(term.set, mark);
    case "concat":
      return mentions(term.head, mark) || mentions(term.tail, mark);
    case "or":
    case "and":
      return term.parts.some((part) => mentions(part, mark));
    case "not":
    case "repeat":
      return mentions(term.part, mark);
    default:
      return false;
  }
}
