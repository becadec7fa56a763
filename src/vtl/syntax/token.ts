/** Kinds of tokens; the names are those of the template language's published grammar (Velocity 1.7). */
export const T = {
  EOF: 0,
  INDEX_LBRACKET: 1,
  INDEX_RBRACKET: 2,
  LBRACKET: 3,
  RBRACKET: 4,
  COMMA: 5,
  DOUBLEDOT: 6,
  COLON: 7,
  LEFT_CURLEY: 8,
  RIGHT_CURLEY: 9,
  LPAREN: 10,
  RPAREN: 11,
  METHOD_RPAREN: 12,
  ESCAPE_DIRECTIVE: 13,
  SET_DIRECTIVE: 14,
  LINE_COMMENT_START: 21,
  DOUBLE_ESCAPE: 22,
  ESCAPE: 23,
  TEXT: 24,
  LINE_COMMENT_END: 25,
  FORMAL_COMMENT: 26,
  BLOCK_COMMENT: 27,
  TEXTBLOCK: 28,
  WHITESPACE: 31,
  STRING: 32,
  TRUE: 33,
  FALSE: 34,
  MINUS: 36,
  PLUS: 37,
  MULTIPLY: 38,
  DIVIDE: 39,
  MODULUS: 40,
  AND: 41,
  OR: 42,
  LT: 43,
  LE: 44,
  GT: 45,
  GE: 46,
  EQ: 47,
  NE: 48,
  NOT: 49,
  EQUALS: 50,
  END: 51,
  IF: 52,
  ELSEIF: 53,
  ELSE: 54,
  INTEGER: 56,
  FLOAT: 57,
  WORD: 61,
  BRACKETED_WORD: 62,
  IDENTIFIER: 66,
  DOT: 67,
  LCURLY: 68,
  RCURLY: 69,
  EMPTY_INDEX: 72,
} as const;

/** One token. */
export interface Token {
  readonly kind: number;
  /** Its text; a reference's first token loses its escapes once it is read. */
  image: string;
  /** Where it starts in the text that was lexed. */
  readonly start: number;
  /** Where it ends, exclusive. */
  readonly end: number;
  /** Text of `$` and `#` before it that turned out to start nothing. */
  readonly special: string | undefined;
  next: Token | undefined;
}

/** What a token prints where the template's own text is needed: its special text and its image. */
export function tokenText(token: Token): string {
  if (token.kind === T.BLOCK_COMMENT) return "";
  return token.special === undefined ? token.image : token.special + token.image;
}

/** The template text of a run of tokens. */
export function tokensText(first: Token, last: Token): string {
  if (first === last) return tokenText(first);
  let text = "";
  for (let token: Token | undefined = first; token; token = token.next) {
    text += tokenText(token);
    if (token === last) break;
  }
  return text;
}
