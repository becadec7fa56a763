import { Failure, limitFailure } from "../failure.js";
import { JavaMap } from "../values/map.js";
import { Decimal } from "../values/decimal.js";
import { JavaBigDecimal, JavaDouble, integerValue } from "../values/numbers.js";
import type { Value } from "../values/value.js";
import { trimLow } from "../values/white-space.js";
import { JsonArray } from "./json-array.js";

/** The end of the text, as json-smart sees it: a real U+001A ends the text too. */
const END = 0x1a;
const MAX_DEPTH = 400;

/**
 * Parses a payload as permissively as the gateway does (json-smart in its permissive mode): unquoted and
 * single-quoted strings, spare commas, anything behind the value. Text that begins like an object or a list
 * and is broken fails with kind `payload`; any other text is a string.
 */
export function parsePermissiveJson(text: string): Value {
  return new PermissiveParser(text).parse();
}

const STOP_FIRST = "";
const STOP_VALUE = ",}";
const STOP_ITEM = ",]";
const STOP_KEY = ":";

class PermissiveParser {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): Value {
    return this.#value(STOP_FIRST);
  }

  #code(): number {
    return this.#at < this.#text.length ? this.#text.charCodeAt(this.#at) : END;
  }

  #value(stop: string): Value {
    this.#skipBlanks();
    const c = this.#code();
    switch (c) {
      case 0x3a:
      case 0x7d:
      case 0x5d:
        throw this.#unexpected();
      case 0x7b:
        return this.#nest(() => this.#object());
      case 0x5b:
        return this.#nest(() => this.#array());
      case 0x22:
      case 0x27:
        return this.#string();
      default:
        if (c === 0x2d || (c >= 0x30 && c <= 0x39)) return this.#number(stop);
        return word(this.#bare(stop));
    }
  }

  #nest(read: () => Value): Value {
    if (++this.#depth > MAX_DEPTH) {
      throw limitFailure("the payload is nested too deeply", "depth", MAX_DEPTH);
    }
    const value = read();
    this.#depth--;
    return value;
  }

  #array(): Value {
    const items: Value[] = [];
    this.#at++;
    for (;;) {
      this.#skipBlanks();
      const c = this.#code();
      if (c === 0x5d) {
        this.#at++;
        return new JsonArray(items);
      }
      if (c === 0x3a || c === 0x7d) throw this.#unexpected();
      if (c === END) throw this.#endOfText();
      if (c === 0x2c) this.#at++;
      else items.push(this.#value(STOP_ITEM));
    }
  }

  #object(): Value {
    const map = new JavaMap();
    for (;;) {
      this.#at++;
      this.#skipBlanks();
      const c = this.#code();
      if (c === 0x7d) {
        this.#at++;
        return map;
      }
      if (c === 0x2c) continue;
      if (c === 0x3a || c === 0x5d || c === 0x5b || c === 0x7b) throw this.#unexpected();
      this.#member(map, c);
      this.#skipLow();
      const after = this.#code();
      if (after === 0x7d) {
        this.#at++;
        return map;
      }
      if (after === END) throw this.#endOfText();
      if (after !== 0x2c) throw this.#unexpected();
    }
  }

  #member(map: JavaMap, c: number): void {
    const key = c === 0x22 || c === 0x27 ? this.#string() : this.#bare(STOP_KEY);
    this.#skipLow();
    if (this.#code() === END) throw this.#endOfText();
    if (this.#code() !== 0x3a) throw this.#unexpected();
    this.#at++;
    if (this.#at >= this.#text.length) throw this.#endOfText();
    map.put(key, this.#value(STOP_VALUE));
  }

  /** An unquoted string up to a character that ends it; trimmed. */
  #bare(stop: string): string {
    const start = this.#at;
    this.#skipBare(stop);
    return this.#slice(start);
  }

  #skipBare(stop: string): void {
    const text = this.#text;
    while (this.#at < text.length) {
      if (text.charCodeAt(this.#at) === END || stop.includes(text[this.#at] ?? "")) return;
      this.#at++;
    }
  }

  /** The text from a start to here, without the characters up to U+0020 at its ends. */
  #slice(start: number): string {
    return trimLow(this.#text.slice(start, this.#at));
  }

  /** A number, or the unquoted string that it turns out to begin. */
  #number(stop: string): Value {
    const start = this.#at++;
    this.#skipDigits();
    let whole = true;
    if (this.#code() === 0x2e) {
      whole = false;
      this.#at++;
      this.#skipDigits();
    }
    let c = this.#code();
    if (c === 0x45 || c === 0x65) {
      whole = false;
      this.#at++;
      c = this.#code();
      if (c !== 0x2b && c !== 0x2d && !(c >= 0x30 && c <= 0x39)) {
        this.#skipBare(stop);
        return this.#slice(start);
      }
      this.#at++;
      this.#skipDigits();
    }
    this.#skipLow();
    c = this.#code();
    // json-smart looks only at characters below `~`; a number before others keeps its value.
    if (c !== END && c < 126 && !stop.includes(String.fromCharCode(c))) {
      this.#skipBare(stop);
      return this.#slice(start);
    }
    return toNumber(this.#slice(start), whole);
  }

  #skipDigits(): void {
    for (let c = this.#code(); c >= 0x30 && c <= 0x39; c = this.#code()) this.#at++;
  }

  #skipBlanks(): void {
    for (let c = this.#code(); c === 32 || c === 9 || c === 10 || c === 13; c = this.#code()) {
      this.#at++;
    }
  }

  #skipLow(): void {
    for (let c = this.#code(); c <= 32 && c !== END; c = this.#code()) this.#at++;
  }

  #string(): string {
    const text = this.#text;
    const quote = text[this.#at] ?? "";
    const close = text.indexOf(quote, this.#at + 1);
    if (close < 0) throw this.#endOfText();
    const raw = text.slice(this.#at + 1, close);
    if (!raw.includes("\\")) {
      this.#at = close + 1;
      return raw;
    }
    return this.#escapedString(quote);
  }

  #escapedString(quote: string): string {
    const text = this.#text;
    let value = "";
    for (;;) {
      this.#at++;
      const c = this.#code();
      const char = text[this.#at] ?? "";
      if (c === END) throw this.#endOfText();
      if (char === quote) {
        this.#at++;
        return value;
      }
      if (char === "\\") value += this.#escape();
      else if (c > 31 && c !== 127) value += char;
    }
  }

  #escape(): string {
    this.#at++;
    const char = this.#text[this.#at] ?? "";
    if (char === "u") return this.#unicode(4);
    if (char === "x") return this.#unicode(2);
    return ESCAPES.get(char) ?? "";
  }

  #unicode(length: number): string {
    const digits = this.#text.slice(this.#at + 1, this.#at + 1 + length);
    if (digits.length < length) throw this.#endOfText();
    if (!/^[0-9a-fA-F]+$/.test(digits)) throw this.#unexpected();
    this.#at += length;
    return String.fromCharCode(parseInt(digits, 16));
  }

  #unexpected(): Failure {
    const shown = JSON.stringify(this.#text[this.#at] ?? "");
    return payloadFailure(`Unexpected character ${shown} at position ${this.#at}`);
  }

  #endOfText(): Failure {
    return payloadFailure(`Unexpected end of the text at position ${this.#text.length}`);
  }
}

function payloadFailure(reason: string): Failure {
  return new Failure(`Could not process payload: ${reason}`, "payload");
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["t", "\t"],
  ["n", "\n"],
  ["r", "\r"],
  ["f", "\f"],
  ["b", "\b"],
  ["\\", "\\"],
  ["/", "/"],
  ["'", "'"],
  ['"', '"'],
]);

function word(text: string): Value {
  switch (text) {
    case "null":
      return null;
    case "true":
      return true;
    case "false":
      return false;
    case "NaN":
      return new JavaDouble(NaN, true);
    default:
      return text;
  }
}

function toNumber(text: string, whole: boolean): Value {
  if (whole) {
    if (text === "-") return 0;
    return integerValue(BigInt(text));
  }
  if (text.length > 18) return new JavaBigDecimal(Decimal.parse(text));
  const value = Number(text);
  // What begins like a number and ends in the middle of one: `1e-`.
  if (Number.isNaN(value)) throw new Failure(`NumberFormatException: For input string: "${text}"`);
  return new JavaDouble(value);
}
