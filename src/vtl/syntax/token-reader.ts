import type { Position } from "../../diagnostics/location.js";
import type { NodePosition } from "./ast.js";
import { Lexer } from "./lexer.js";
import { SyntaxFailure } from "./syntax-failure.js";
import { T } from "./token.js";
import type { Token } from "./token.js";

/** Where offsets of a text that stands within another one lie in the outer one. */
export type OffsetMap = (offset: number) => number;

/** Tells line and column of an offset; made for offsets that mostly grow. */
export class LineIndex {
  readonly #starts: number[] = [0];
  #last = 0;

  constructor(text: string) {
    const ends = text.includes("\r") ? /\r\n|\r|\n/g : /\n/g;
    while (ends.exec(text)) this.#starts.push(ends.lastIndex);
  }

  /** The position of an offset. */
  at(offset: number): Position {
    const starts = this.#starts;
    let line = (starts[this.#last] ?? 0) <= offset ? this.#last : 0;
    if ((starts[line + 2] ?? Infinity) <= offset) line = this.#search(offset);
    else if ((starts[line + 1] ?? Infinity) <= offset) line++;
    this.#last = line;
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  }

  #search(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** The parser's view of the tokens: the next ones, and the last one taken. */
export class TokenReader {
  readonly lexer: Lexer;
  readonly #lines: LineIndex;
  readonly #map: OffsetMap | undefined;
  #next: Token | undefined;
  /** The token taken last. */
  last: Token;

  constructor(text: string, lines: LineIndex, map?: OffsetMap) {
    this.lexer = new Lexer(text);
    this.#lines = lines;
    this.#map = map;
    this.last = { kind: T.EOF, image: "", start: 0, end: 0, special: undefined, next: undefined };
  }

  /** The next token. */
  peek(): Token {
    return (this.#next ??= this.last.next = this.#lex());
  }

  /** The token after the next one. */
  peekSecond(): Token {
    return this.#after(this.peek());
  }

  /** The third token from here. */
  peekThird(): Token {
    return this.#after(this.peekSecond());
  }

  #after(token: Token): Token {
    return (token.next ??= this.#lex());
  }

  #lex(): Token {
    if (this.#map === undefined) return this.lexer.next();
    try {
      return this.lexer.next();
    } catch (error) {
      if (!(error instanceof SyntaxFailure)) throw error;
      throw new SyntaxFailure(error.message, this.outer(error.offset));
    }
  }

  /** Takes the next token. */
  take(): Token {
    const token = this.peek();
    this.last = token;
    this.#next = token.next;
    return token;
  }

  /** Takes the next token, which must be of this kind. */
  expect(kind: number, what: string): Token {
    if (this.peek().kind !== kind) throw this.fail(what);
    return this.take();
  }

  /** Takes the next token if it is of this kind. */
  accept(kind: number): boolean {
    if (this.peek().kind !== kind) return false;
    this.take();
    return true;
  }

  /** Takes white space, if any. */
  space(): void {
    this.accept(T.WHITESPACE);
  }

  /** The failure that says what was expected instead of the next token. */
  fail(expected: string): SyntaxFailure {
    const token = this.peek();
    const found = token.kind === T.EOF ? "the end" : JSON.stringify(token.image.trim() || " ");
    return new SyntaxFailure(`expected ${expected}, found ${found}`, this.outer(token.start));
  }

  /** The offset in the whole template of an offset in this text. */
  outer(offset: number): number {
    return this.#map === undefined ? offset : this.#map(offset);
  }

  /** The place of a node that began at `start` and ends with the last token taken. */
  place(start: number, end = this.last.end): NodePosition {
    const from = this.outer(start);
    const { line, column } = this.#lines.at(from);
    return { line, column, start: from, end: this.outer(end) };
  }
}
