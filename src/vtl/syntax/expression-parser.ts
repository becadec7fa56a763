import type {
  BinaryExpression,
  Expression,
  MapEntry,
  Positioned,
  NumberLiteral,
  Operator,
  Reference,
  TemplateAst,
} from "./ast.js";
import { parseReference } from "./reference-parser.js";
import type { StringContent } from "./string-content.js";
import { stringContent } from "./string-content.js";
import { SyntaxFailure } from "./syntax-failure.js";
import { T, tokensText } from "./token.js";
import type { Token } from "./token.js";
import type { TokenReader } from "./token-reader.js";

/** How deep expressions and blocks may nest. */
export const MAX_NESTING = 200;

const MAX_DIGITS = 5_000;

/** A double-quoted string whose template is read once the text around it is. */
export interface PendingString extends Positioned {
  readonly kind: "string";
  readonly value: string;
  template: TemplateAst | undefined;
}

/** Where the strings to be read later are noted. */
export type NotePending = (node: PendingString, content: StringContent) => void;

const LEVELS: readonly ReadonlyMap<number, Operator>[] = [
  new Map([[T.OR, "||"]]),
  new Map([[T.AND, "&&"]]),
  new Map<number, Operator>([
    [T.EQ, "=="],
    [T.NE, "!="],
  ]),
  new Map<number, Operator>([
    [T.LT, "<"],
    [T.GT, ">"],
    [T.LE, "<="],
    [T.GE, ">="],
  ]),
  new Map<number, Operator>([
    [T.PLUS, "+"],
    [T.MINUS, "-"],
  ]),
  new Map<number, Operator>([
    [T.MULTIPLY, "*"],
    [T.DIVIDE, "/"],
    [T.MODULUS, "%"],
  ]),
];

/** Reads what has a value: literals, references, operations. */
export class ExpressionParser {
  readonly #tokens: TokenReader;
  readonly #notePending: NotePending;
  #depth = 0;

  constructor(tokens: TokenReader, notePending: NotePending) {
    this.#tokens = tokens;
    this.#notePending = notePending;
  }

  /** A whole expression, as in `#if` and `#set`. */
  expression(): Expression {
    this.#enter();
    const { node } = this.#level(0);
    this.#depth--;
    return node;
  }

  /** A value with the white space around it, as among a method's arguments. */
  parameter = (): Expression => {
    this.#tokens.space();
    this.#enter();
    const node = this.value();
    this.#depth--;
    this.#tokens.space();
    return node;
  };

  /** A value as an index takes it. */
  index = (): Expression => {
    const { kind } = this.#tokens.peek();
    const fits = kind === T.STRING || kind === T.INTEGER || kind === T.TRUE || kind === T.FALSE;
    if (!fits && !this.atReference()) throw this.#tokens.fail("an index");
    return this.value();
  };

  /** Whether a reference comes next. */
  atReference(): boolean {
    const { kind } = this.#tokens.peek();
    return kind === T.IDENTIFIER || kind === T.LCURLY;
  }

  /** A reference. */
  reference(): Reference {
    this.#enter();
    const node = parseReference(this.#tokens, this);
    this.#depth--;
    return node;
  }

  /** A literal or a reference. */
  value(): Expression {
    const tokens = this.#tokens;
    const token = tokens.peek();
    switch (token.kind) {
      case T.STRING:
        return this.#string(tokens.take());
      case T.INTEGER:
      case T.FLOAT:
        return this.#number(tokens.take());
      case T.TRUE:
      case T.FALSE:
        tokens.take();
        return { at: tokens.place(token.start), kind: "boolean", value: token.kind === T.TRUE };
      case T.LBRACKET:
        return this.#nested(() => this.#listOrRange());
      case T.LEFT_CURLEY:
        return this.#nested(() => this.#map());
      case T.IDENTIFIER:
      case T.LCURLY:
        return this.reference();
      default:
        throw tokens.fail("a value");
    }
  }

  #enter(): void {
    if (++this.#depth <= MAX_NESTING) return;
    const { start } = this.#tokens.peek();
    throw new SyntaxFailure("nested too deeply", this.#tokens.outer(start));
  }

  #nested(read: () => Expression): Expression {
    this.#enter();
    const node = read();
    this.#depth--;
    return node;
  }

  #number(token: Token): NumberLiteral {
    if (token.image.length > MAX_DIGITS) {
      throw new SyntaxFailure("a number has too many digits", this.#tokens.outer(token.start));
    }
    // After a `#` that begins no directive the sign is part of the token.
    if (token.image.startsWith("#")) {
      throw new SyntaxFailure("expected a value, found `#`", this.#tokens.outer(token.start));
    }
    const kind = token.kind === T.INTEGER ? "integer" : "float";
    return { at: this.#tokens.place(token.start), kind, text: token.image };
  }

  #string(token: Token): PendingString {
    const { image, start } = token;
    const content = stringContent(image, this.#tokens.outer(start));
    const node: PendingString = {
      at: this.#tokens.place(start),
      kind: "string",
      value: content.text,
      template: undefined,
    };
    if (image.startsWith('"') && /[$#]/.test(image)) this.#notePending(node, content);
    return node;
  }

  #listOrRange(): Expression {
    const tokens = this.#tokens;
    const { start } = tokens.take();
    if (tokens.accept(T.RBRACKET)) return { at: tokens.place(start), kind: "list", items: [] };
    tokens.space();
    const canRange = tokens.peek().kind === T.INTEGER || this.atReference();
    const from = this.value();
    tokens.space();
    if (canRange && tokens.accept(T.DOUBLEDOT)) return this.#range(start, from);
    const items = [from];
    while (tokens.accept(T.COMMA)) items.push(this.parameter());
    tokens.expect(T.RBRACKET, "`]`");
    return { at: tokens.place(start), kind: "list", items };
  }

  #range(start: number, from: Expression): Expression {
    const tokens = this.#tokens;
    tokens.space();
    if (tokens.peek().kind !== T.INTEGER && !this.atReference()) {
      throw tokens.fail("an integer or a reference");
    }
    const to = this.value();
    tokens.space();
    tokens.expect(T.RBRACKET, "`]`");
    return { at: tokens.place(start), kind: "range", from, to };
  }

  #map(): Expression {
    const tokens = this.#tokens;
    const { start } = tokens.take();
    const entries: MapEntry[] = [];
    tokens.space();
    if (tokens.peek().kind !== T.RIGHT_CURLEY && tokens.peek().kind !== T.RCURLY) {
      do entries.push(this.#entry());
      while (tokens.accept(T.COMMA));
    }
    if (!tokens.accept(T.RCURLY)) tokens.expect(T.RIGHT_CURLEY, "`}`");
    return { at: tokens.place(start), kind: "map", entries };
  }

  #entry(): MapEntry {
    const key = this.parameter();
    this.#tokens.expect(T.COLON, "`:`");
    const value = this.parameter();
    return {
      kind: "entry",
      key,
      value,
      at: { ...key.at, end: value.at.end },
    };
  }

  /** Operations of one binding strength and all stronger ones, with the tokens that they span. */
  #level(level: number): Spanned {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#level(level + 1);
    for (;;) {
      const operator = operators.get(this.#tokens.peek().kind);
      if (operator === undefined) return left;
      this.#tokens.take();
      const first = this.#tokens.peek();
      const node = binary(operator, left, this.#level(level + 1));
      left = { node, first, last: this.#tokens.last };
    }
  }

  #unary(): Spanned {
    const tokens = this.#tokens;
    const spaced = tokens.peek().kind === T.WHITESPACE;
    const next = spaced ? tokens.peekSecond() : tokens.peek();
    if (next.kind !== T.NOT) return this.#primary();
    tokens.space();
    const { start } = tokens.take();
    const first = tokens.peek();
    this.#enter();
    const operand = this.#unary();
    this.#depth--;
    const node: Expression = { at: tokens.place(start), kind: "not", operand: operand.node };
    return { node, first, last: tokens.last };
  }

  #primary(): Spanned {
    const tokens = this.#tokens;
    tokens.space();
    let first = tokens.peek();
    let node: Expression;
    let last: Token;
    if (tokens.accept(T.LPAREN)) {
      first = tokens.peek();
      node = this.expression();
      last = tokens.last;
      tokens.expect(T.RPAREN, "`)`");
    } else {
      node = this.value();
      last = tokens.last;
    }
    tokens.space();
    return { node, first, last };
  }
}

/** A node with the tokens that Velocity counts as its text: of an operation, those of the right side. */
interface Spanned {
  readonly node: Expression;
  readonly first: Token;
  readonly last: Token;
}

function binary(operator: Operator, left: Spanned, right: Spanned): BinaryExpression {
  return {
    kind: "binary",
    operator,
    left: left.node,
    right: right.node,
    leftText: operator === "+" ? tokensText(left.first, left.last) : "",
    rightText: operator === "+" ? tokensText(right.first, right.last) : "",
    at: { ...left.node.at, end: right.node.at.end },
  };
}
