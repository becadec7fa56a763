import { T } from "./token.js";

/** What matched at a place: the token's kind and where it ends; `more` kinds begin a longer token. */
export interface Match {
  kind: number;
  end: number;
}

/** Kinds of beginnings that go on into the next token. */
export const More = { DOLLAR: 101, TEXTBLOCK: 102, FORMAL: 103, BLOCK: 104, HASH: 105 } as const;
/** Special kinds that end a reference or a directive, and a skipped comment character. */
export const End = { REFERENCE: 201, DIRECTIVE: 202, SKIP: 203, TEXTBLOCK_CHAR: 204 } as const;

const BACKSLASH = 92;
const DOLLAR = 36;
const HASH = 35;

const isLetter = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 65 && c <= 90);
const isDigit = (c: number): boolean => c >= 48 && c <= 57;
const isBlank = (c: number): boolean => c === 32 || c === 9;
const isWordStart = (c: number): boolean => isLetter(c) || c === 95 || c === 64;
const isWordPart = (c: number): boolean => isWordStart(c) || isDigit(c);

/** Whether a character is white space to the grammar. */
export const isSpace = (c: number): boolean => isBlank(c) || c === 10 || c === 13;
/** Whether a character can begin an identifier. */
export const isIdentifierStart = (c: number): boolean => isLetter(c) || c === 95;
/** Whether a character is an ASCII letter. */
export { isLetter, isDigit };

/** The end of a run of characters. */
export function skip(text: string, at: number, test: (c: number) => boolean): number {
  let end = at;
  while (end < text.length && test(text.charCodeAt(end))) end++;
  return end;
}

/** The end of the identifier at a place. */
export function identifierEnd(text: string, at: number): number {
  let end = at + 1;
  for (let c = text.charCodeAt(end); isLetter(c) || isDigit(c) || c === 45 || c === 95;) {
    c = text.charCodeAt(++end);
  }
  return end;
}

/** The end of the directive name at a place, plain or in braces; -1 when there is none. */
export function wordEnd(text: string, at: number): number {
  const c = text.charCodeAt(at);
  return isWordStart(c) ? skip(text, at + 1, isWordPart) : bracketedWordEnd(text, at);
}

/** The end of `{name}` at a place; -1 when there is none. */
export function bracketedWordEnd(text: string, at: number): number {
  if (text.charCodeAt(at) !== 123) return -1;
  const first = text.charCodeAt(at + 1);
  if (!isLetter(first) && first !== 95) return -1;
  const end = skip(text, at + 2, isWordPart);
  return text.charCodeAt(end) === 125 ? end + 1 : -1;
}

/** The end of the blanks and the one line break at a place; the place itself when no line break follows. */
export function lineEnd(text: string, at: number): number {
  const end = skip(text, at, isBlank);
  const c = text.charCodeAt(end);
  if (c === 10) return end + 1;
  if (c === 13) return text.charCodeAt(end + 1) === 10 ? end + 2 : end + 1;
  return at;
}

/** The end of `#set(` with the blanks before it; -1 when there is none. */
export function setEnd(text: string, at: number): number {
  const hash = skip(text, at, isBlank);
  if (text.charCodeAt(hash) !== HASH) return -1;
  let end = -1;
  if (text.startsWith("set", hash + 1)) end = hash + 4;
  else if (text.startsWith("{set}", hash + 1)) end = hash + 6;
  if (end < 0) return -1;
  end = skip(text, end, (c) => c === 32);
  return text.charCodeAt(end) === 40 ? end + 1 : -1;
}

/** The number at a place, if any; `1..` keeps its dots so that a range is no fraction. */
export function matchNumber(text: string, at: number, match: Match): boolean {
  const from = text.charCodeAt(at) === 45 ? at + 1 : at;
  const whole = skip(text, from, isDigit);
  let float = -1;
  if (text.charCodeAt(whole) === 46) {
    const fraction = skip(text, whole + 1, isDigit);
    if (whole > from || fraction > whole + 1) float = exponentEnd(text, fraction);
  } else if (whole > from) {
    const end = exponentEnd(text, whole);
    if (end > whole) float = end;
  }
  if (whole > from) {
    const integer = text.startsWith("..", whole) ? whole + 2 : whole;
    if (integer > match.end && integer >= float) {
      match.kind = T.INTEGER;
      match.end = integer;
      return true;
    }
  }
  if (float <= match.end) return false;
  match.kind = T.FLOAT;
  match.end = float;
  return true;
}

function exponentEnd(text: string, at: number): number {
  const c = text.charCodeAt(at);
  if (c !== 101 && c !== 69) return at;
  const sign = text.charCodeAt(at + 1);
  const digits = sign === 43 || sign === 45 ? at + 2 : at + 1;
  const end = skip(text, digits, isDigit);
  return end > digits ? end : at;
}

/** The end of the string literal at a place; a doubled quote goes on; -1 when it is not closed. */
export function stringEnd(text: string, at: number): number {
  const quote = text[at] ?? "";
  let accepted = -1;
  for (let from = at + 1; ;) {
    const close = text.indexOf(quote, from);
    if (close < 0) return accepted;
    accepted = close + 1;
    if (text[accepted] !== quote) return accepted;
    from = accepted + 1;
  }
}

/** What may begin in every state: references, directives, and comments, of which not all know the line's. */
export function matchAnywhere(text: string, at: number, lines: boolean, match: Match): void {
  const c = text.charCodeAt(at);
  if (c === HASH) return matchHash(text, at, lines, match);
  if (c !== DOLLAR && c !== BACKSLASH) return;
  const dollar = skip(text, at, (d) => d === BACKSLASH);
  if (text.charCodeAt(dollar) !== DOLLAR) return;
  const bang = skip(text, dollar + 1, (d) => d === BACKSLASH);
  match.kind = More.DOLLAR;
  match.end = text.charCodeAt(bang) === 33 ? bang + 1 : dollar + 1;
}

function matchHash(text: string, at: number, lines: boolean, match: Match): void {
  const second = text[at + 1];
  match.end = at + 2;
  if (second === "#" && lines) match.kind = T.LINE_COMMENT_START;
  else if (second === "[" && text[at + 2] === "[") {
    match.kind = More.TEXTBLOCK;
    match.end = at + 3;
  } else if (second === "*") {
    const formal = text[at + 2] === "*" && at + 3 < text.length && text[at + 3] !== "#";
    match.kind = formal ? More.FORMAL : More.BLOCK;
    if (formal) match.end = at + 4;
  } else {
    match.kind = More.HASH;
    match.end = at + 1;
  }
}

/** Whether a character is a blank. */
export const isBlankRun = isBlank;

/** The end of the characters of a comment that can neither end it nor begin anything; at least one. */
export function plainEnd(text: string, at: number): number {
  return skip(
    text,
    at + 1,
    (c) => c !== 35 && c !== 36 && c !== 92 && c !== 42 && c !== 10 && c !== 13,
  );
}
