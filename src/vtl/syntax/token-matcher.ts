import { End, isBlankRun, isDigit, isIdentifierStart, isLetter, isSpace } from "./scan.js";
import * as scan from "./scan.js";
import type { Match } from "./scan.js";
import { T } from "./token.js";

/** The lexer's states: what a character means depends on the construct it stands in. */
export const State = {
  REFERENCE: 0,
  MODIFIER: 1,
  INDEX: 2,
  DIRECTIVE: 3,
  ARGUMENTS: 4,
  DEFAULT: 5,
  TEXTBLOCK: 7,
  BLOCK_COMMENT: 8,
  FORMAL_COMMENT: 9,
  LINE_COMMENT: 10,
  PRE_DIRECTIVE: 11,
} as const;

/** The kind of a match that is none. */
export const NO_MATCH = -1;

/** Finds what token begins at a place: of all rules of the state the longest match, then the first rule. */
export class TokenMatcher {
  readonly text: string;
  #at = 0;
  #state: number = State.DEFAULT;
  readonly #match: Match = { kind: NO_MATCH, end: 0 };

  constructor(text: string) {
    this.text = text;
  }

  /** The match at a place in a state; the object is the same each time. */
  match(at: number, state: number): Match {
    this.#at = at;
    this.#state = state;
    this.#match.kind = NO_MATCH;
    this.#match.end = at;
    this.#matchState();
    return this.#match;
  }

  #matchState(): void {
    switch (this.#state) {
      case State.DEFAULT:
        return this.#matchDefault();
      case State.REFERENCE:
      case State.MODIFIER:
        return this.#matchReference();
      case State.ARGUMENTS:
        return this.#matchArguments();
      case State.INDEX:
        return this.#matchIndex();
      case State.DIRECTIVE:
        return this.#matchDirective();
      case State.PRE_DIRECTIVE:
        return this.#matchPreDirective();
      default:
        return this.#matchComment();
    }
  }

  #set(kind: number, end: number): void {
    if (end <= this.#match.end) return;
    this.#match.kind = kind;
    this.#match.end = end;
  }

  #matchAnywhere(): void {
    scan.matchAnywhere(this.text, this.#at, LINE_COMMENTS.has(this.#state), this.#match);
  }

  #matchDefault(): void {
    const { text } = this;
    const at = this.#at;
    const c = text.charCodeAt(at);
    if (c === 92) return this.#matchEscape();
    if (c === 36) {
      this.#matchAnywhere();
      return this.#set(T.EMPTY_INDEX, emptyIndexEnd(text, at));
    }
    if (c === 35 || c === 32 || c === 9) this.#set(T.SET_DIRECTIVE, scan.setEnd(text, at));
    if (c === 35) {
      if (this.#match.kind === NO_MATCH) this.#matchAnywhere();
    } else this.#set(T.TEXT, textEnd(text, at));
  }

  #matchEscape(): void {
    const { text } = this;
    const at = this.#at;
    const end = scan.skip(text, at, (c) => c === 92);
    this.#matchAnywhere();
    if (this.#match.kind !== NO_MATCH) return;
    if ((end - at) % 2 === 1 && text.charCodeAt(end) === 35) {
      this.#set(T.ESCAPE_DIRECTIVE, scan.wordEnd(text, end + 1));
    }
    if (end - at >= 2) this.#set(T.DOUBLE_ESCAPE, at + 2);
    else this.#set(T.ESCAPE, at + 1);
  }

  #matchReference(): void {
    const { text } = this;
    const at = this.#at;
    const c = text.charCodeAt(at);
    const single = c === 40 && this.#state === State.MODIFIER ? T.LPAREN : REFERENCE_SIGNS.get(c);
    if (single !== undefined) return this.#set(single, at + 1);
    if (c === 35 || isBlankRun(c)) this.#set(T.SET_DIRECTIVE, scan.setEnd(text, at));
    if (this.#match.kind === NO_MATCH) this.#matchAnywhere();
    if (c === 36 && this.#state === State.REFERENCE) {
      this.#set(T.EMPTY_INDEX, emptyIndexEnd(text, at));
    }
    this.#matchName(c);
    if (this.#match.kind === NO_MATCH) this.#set(End.REFERENCE, at + 1);
  }

  /** An identifier, `true`, `false`, or the dot before an identifier. */
  #matchName(c: number): void {
    const { text } = this;
    const at = this.#at;
    if (isIdentifierStart(c)) {
      const end = scan.identifierEnd(text, at);
      this.#set(keyword(text, at, end) ?? T.IDENTIFIER, end);
    } else if (c === 46 && isLetter(text.charCodeAt(at + 1))) this.#set(T.DOT, at + 2);
  }

  #matchArguments(): void {
    const { text } = this;
    const at = this.#at;
    const c = text.charCodeAt(at);
    if (c === 41) return this.#set(T.METHOD_RPAREN, at + 1);
    if (this.#matchBracket(c)) return;
    if (c === 35 || isBlankRun(c)) this.#set(T.SET_DIRECTIVE, scan.setEnd(text, at));
    this.#matchValue(c);
    this.#matchName(c);
  }

  #matchIndex(): void {
    const at = this.#at;
    const c = this.text.charCodeAt(at);
    if (c === 93) return this.#set(T.INDEX_RBRACKET, at + 1);
    this.#matchValue(c);
    if (this.text.startsWith("true", at)) this.#set(T.TRUE, at + 4);
    else if (this.text.startsWith("false", at)) this.#set(T.FALSE, at + 5);
  }

  /** Brackets, commas, colons and braces of lists and maps. */
  #matchBracket(c: number): boolean {
    const kind = BRACKETS.get(c);
    if (kind === undefined) return false;
    if (kind === T.LEFT_CURLEY && this.#state === State.DIRECTIVE) {
      const word = scan.bracketedWordEnd(this.text, this.#at);
      if (word > 0) this.#set(T.BRACKETED_WORD, word);
    }
    this.#set(kind, this.#at + 1);
    return true;
  }

  /** White space, strings, numbers, `..`, and the beginnings allowed everywhere. */
  #matchValue(c: number): void {
    const { text } = this;
    const at = this.#at;
    if (isSpace(c)) return this.#set(T.WHITESPACE, scan.skip(text, at, isSpace));
    if (c === 34 || c === 39) return this.#set(T.STRING, scan.stringEnd(text, at));
    if (isDigit(c) || c === 45 || c === 46) {
      if (c === 46 && this.#state !== State.INDEX && text.charCodeAt(at + 1) === 46) {
        return this.#set(T.DOUBLEDOT, at + 2);
      }
      scan.matchNumber(text, at, this.#match);
      return;
    }
    if (this.#match.kind === NO_MATCH) this.#matchAnywhere();
  }

  #matchDirective(): void {
    const { text } = this;
    const at = this.#at;
    const c = text.charCodeAt(at);
    if (c === 40) return this.#set(T.LPAREN, at + 1);
    if (c === 41) return this.#set(T.RPAREN, scan.lineEnd(text, at + 1));
    if (this.#matchBracket(c)) return;
    this.#matchValue(c);
    if (isIdentifierStart(c) || c === 64) {
      const end = scan.wordEnd(text, at);
      return this.#set(WORDS.get(text.slice(at, end)) ?? T.WORD, end);
    }
    if (!OPERATOR_SIGNS.has(c)) return;
    // The last character of a text is no pair.
    const pair = at + 1 < text.length ? OPERATORS.get(text.slice(at, at + 2)) : undefined;
    if (pair !== undefined) return this.#set(pair, at + 2);
    const one = OPERATORS.get(text[at] ?? "");
    if (one !== undefined) this.#set(one, at + 1);
  }

  #matchPreDirective(): void {
    const { text } = this;
    const at = this.#at;
    const c = text.charCodeAt(at);
    if (isDigit(c) || c === 45 || c === 46) scan.matchNumber(text, at, this.#match);
    else this.#matchAnywhere();
    const end = scan.wordEnd(text, at);
    if (end > 0) {
      const braced = c === 123;
      const word = braced ? text.slice(at + 1, end - 1) : text.slice(at, end);
      const kind = DIRECTIVES.get(word);
      if (kind === T.END || kind === T.ELSE) this.#set(kind, scan.lineEnd(text, end));
      else this.#set(kind ?? (braced ? T.BRACKETED_WORD : T.WORD), end);
    }
    if (this.#match.kind === NO_MATCH) this.#set(End.DIRECTIVE, at + 1);
  }

  #matchComment(): void {
    const { text } = this;
    const at = this.#at;
    const state = this.#state;
    if (state === State.LINE_COMMENT) {
      const end = scan.lineEnd(text, at);
      if (end > at && !isBlankRun(text.charCodeAt(at))) this.#set(T.LINE_COMMENT_END, end);
    } else if (state === State.TEXTBLOCK) {
      if (text.startsWith("]]#", at)) this.#set(T.TEXTBLOCK, at + 3);
    } else if (text.startsWith("*#", at)) {
      const formal = state === State.FORMAL_COMMENT;
      this.#set(formal ? T.FORMAL_COMMENT : T.BLOCK_COMMENT, at + 2);
    }
    if (this.#match.kind === NO_MATCH) this.#matchAnywhere();
    if (this.#match.kind !== NO_MATCH) return;
    if (state === State.TEXTBLOCK) this.#set(End.TEXTBLOCK_CHAR, at + 1);
    else this.#set(End.SKIP, scan.plainEnd(text, at));
  }
}

/** The states in which `##` begins a comment. */
const LINE_COMMENTS: ReadonlySet<number> = new Set([
  State.DEFAULT,
  State.REFERENCE,
  State.DIRECTIVE,
  State.PRE_DIRECTIVE,
]);

const REFERENCE_SIGNS = new Map<number, number>([
  [91, T.INDEX_LBRACKET],
  [123, T.LCURLY],
  [125, T.RCURLY],
]);

const BRACKETS = new Map<number, number>([
  [91, T.LBRACKET],
  [93, T.RBRACKET],
  [44, T.COMMA],
  [58, T.COLON],
  [123, T.LEFT_CURLEY],
  [125, T.RIGHT_CURLEY],
]);

const OPERATORS = new Map<string, number>([
  ["+", T.PLUS],
  ["*", T.MULTIPLY],
  ["/", T.DIVIDE],
  ["%", T.MODULUS],
  ["&&", T.AND],
  ["||", T.OR],
  ["<", T.LT],
  ["<=", T.LE],
  [">", T.GT],
  [">=", T.GE],
  ["==", T.EQ],
  ["!=", T.NE],
  ["!", T.NOT],
  ["=", T.EQUALS],
  ["-", T.MINUS],
]);

/** The characters with which operators begin. */
const OPERATOR_SIGNS: ReadonlySet<number> = new Set(
  Array.from(OPERATORS.keys(), (sign) => sign.charCodeAt(0)),
);

const WORDS = new Map<string, number>([
  ["true", T.TRUE],
  ["false", T.FALSE],
  ["and", T.AND],
  ["or", T.OR],
  ["lt", T.LT],
  ["le", T.LE],
  ["gt", T.GT],
  ["ge", T.GE],
  ["eq", T.EQ],
  ["ne", T.NE],
  ["not", T.NOT],
]);

const DIRECTIVES = new Map<string, number>([
  ["end", T.END],
  ["if", T.IF],
  ["elseif", T.ELSEIF],
  ["else", T.ELSE],
]);

function keyword(text: string, at: number, end: number): number | undefined {
  if (end - at === 4 && text.startsWith("true", at)) return T.TRUE;
  return end - at === 5 && text.startsWith("false", at) ? T.FALSE : undefined;
}

function emptyIndexEnd(text: string, at: number): number {
  if (text.startsWith("$[", at) || text.startsWith("$.", at)) return at + 2;
  if (text.startsWith("$![", at)) return at + 3;
  return text.startsWith("$\\![", at) ? at + 4 : -1;
}

function textEnd(text: string, at: number): number {
  let end = at;
  for (; end < text.length; end++) {
    const c = text.charCodeAt(end);
    if (c === 36 || c === 35 || c === 92) return end;
  }
  return end;
}
