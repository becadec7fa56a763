import type { JsonValue } from "../util/json.js";
import type { TextProblem } from "./parse-result.js";

/** More problems than these are seldom independent of each other. */
const MAX_PROBLEMS = 50;

/** The value where all problems were of the kind that many tools let pass. */
export interface RepairedJson {
  readonly value?: JsonValue;
  readonly problems: readonly TextProblem[];
}

/**
 * Reads text that JSON.parse refused, to say where and why. Comments, trailing commas, raw control characters
 * and unknown escapes in strings are tolerated with a warning; after a missing comma or colon it reads on.
 */
export function repairJson(text: string): RepairedJson {
  const reader = new JsonRepairer(text);
  const value = reader.readDocument();
  const problems = reader.problems;
  const failed = problems.some(({ kind }) => kind === "json-syntax");
  return failed || value === undefined ? { problems } : { value, problems };
}

/** Ends reading where no sense can be made of the rest. */
class Unreadable extends Error {}

class JsonRepairer {
  readonly problems: TextProblem[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readDocument(): JsonValue | undefined {
    try {
      this.#skipSpace();
      const value = this.#readValue();
      this.#skipSpace();
      if (this.#at < this.#text.length) this.#fail("something follows the end of the value");
      return value;
    } catch (error) {
      if (error instanceof Unreadable) return undefined;
      throw error;
    }
  }

  #readValue(): JsonValue {
    const unit = this.#text[this.#at];
    if (unit === "{") return this.#readObject();
    if (unit === "[") return this.#readArray();
    if (unit === '"') return this.#readString();
    const literal = /[^\s,:[\]{}"]+/y;
    literal.lastIndex = this.#at;
    const word = literal.exec(this.#text)?.[0];
    if (word === undefined) return this.#fail(this.#unexpected("a value"));
    if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(word)) {
      this.#at += word.length;
      return Number(word);
    }
    const known = new Map<string, JsonValue>([
      ["true", true],
      ["false", false],
      ["null", null],
    ]);
    const value = known.get(word);
    if (value === undefined) return this.#fail(`"${word.slice(0, 40)}" is no JSON value`);
    this.#at += word.length;
    return value;
  }

  #readObject(): JsonValue {
    const object: Record<string, JsonValue> = {};
    this.#readMembers("}", () => {
      if (this.#text[this.#at] !== '"') this.#fail(this.#unexpected("a name in double quotes"));
      const key = this.#readString();
      this.#skipSpace();
      if (this.#text[this.#at] === ":") this.#at++;
      else this.#report("json-syntax", this.#unexpected('":" after the name'));
      this.#skipSpace();
      const value = this.#readValue();
      Object.defineProperty(object, key, {
        value,
        configurable: true,
        enumerable: true,
        writable: true,
      });
    });
    return object;
  }

  #readArray(): JsonValue {
    const array: JsonValue[] = [];
    this.#readMembers("]", () => array.push(this.#readValue()));
    return array;
  }

  #readMembers(close: string, readMember: () => void): void {
    this.#at++;
    this.#skipSpace();
    while (this.#text[this.#at] !== close) {
      readMember();
      this.#skipSpace();
      const unit = this.#text[this.#at];
      if (unit === close) break;
      if (unit !== ",") {
        const expected = this.#unexpected(`"," or "${close}"`);
        if (unit === undefined || unit === "}" || unit === "]") this.#fail(expected);
        this.#report("json-syntax", expected);
        continue;
      }
      const comma = this.#at++;
      this.#skipSpace();
      if (this.#text[this.#at] === close) {
        this.#report("json-not-strict", "a comma before the closing bracket", comma);
      }
    }
    this.#at++;
  }

  #readString(): string {
    const start = this.#at++;
    let value = "";
    for (;;) {
      const unit = this.#text[this.#at];
      if (unit === undefined) {
        this.#at = start;
        return this.#fail("the string that starts here has no end");
      }
      if (unit === '"') break;
      if (unit === "\\") {
        value += this.#readEscape();
        continue;
      }
      if (unit < " ") this.#report("json-not-strict", "a control character within a string");
      value += unit;
      this.#at++;
    }
    this.#at++;
    return value;
  }

  #readEscape(): string {
    const escape = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
    escape.lastIndex = this.#at;
    const raw = escape.exec(this.#text)?.[0];
    if (raw !== undefined) {
      this.#at += raw.length;
      return String(JSON.parse(`"${raw}"`));
    }
    this.#report("json-not-strict", "a backslash that starts no escape");
    this.#at++;
    return "\\";
  }

  #skipSpace(): void {
    const comment = /\/\/[^\r\n]*|\/\*[^]*?\*\//y;
    for (;;) {
      while (/[ \t\r\n\f\v\u00a0\ufeff]/.test(this.#text[this.#at] ?? "")) this.#at++;
      comment.lastIndex = this.#at;
      const found = comment.exec(this.#text)?.[0];
      if (found === undefined) return;
      this.#report("json-not-strict", "a comment");
      this.#at += found.length;
    }
  }

  #unexpected(expected: string): string {
    const found = this.#text.slice(this.#at, this.#at + 1);
    return found === ""
      ? `the text ends where ${expected} is expected; it may have been cut off`
      : `${JSON.stringify(found)} stands where ${expected} is expected`;
  }

  #report(kind: "json-syntax" | "json-not-strict", detail: string, offset = this.#at): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ kind, detail, at: { offset } });
  }

  #fail(detail: string): never {
    this.problems.push({ kind: "json-syntax", detail, at: { offset: this.#at } });
    throw new Unreadable(detail);
  }
}
