import { TemplateError } from "../failure.js";
import type {
  CommentNode,
  Expression,
  IfBranch,
  IfNode,
  MacroDefinition,
  SetNode,
  Statement,
  TemplateAst,
  TextNode,
} from "./ast.js";
import { isBuiltin } from "./builtins.js";
import { parseDirective } from "./directive-parser.js";
import { ExpressionParser, MAX_NESTING } from "./expression-parser.js";
import type { PendingString } from "./expression-parser.js";
import { macrosOf } from "./macros.js";
import type { StringContent } from "./string-content.js";
import { SyntaxFailure } from "./syntax-failure.js";
import { T, tokenText } from "./token.js";
import type { OffsetMap } from "./token-reader.js";
import { LineIndex, TokenReader } from "./token-reader.js";

/** What parsing a template gives: the tree, or the errors that prevent it. */
export interface ParseResult {
  readonly template: TemplateAst | undefined;
  readonly errors: readonly TemplateError[];
}

/** What a parser may know beyond the text. */
export interface ParseOptions {
  /** The template's name, for errors. */
  readonly name?: string;
  /** Whether a macro of this name exists already, defined by another template. */
  readonly isMacro?: (name: string) => boolean;
}

/** Parses a template in the grammar of Velocity 1.7. Never throws; the errors have positions. */
export function parseTemplate(text: string, options: ParseOptions = {}): ParseResult {
  const lines = new LineIndex(text);
  try {
    return { template: parseText(text, lines, options), errors: [] };
  } catch (error) {
    if (error instanceof SyntaxFailure) {
      const at = lines.at(error.offset);
      const failure = new TemplateError("syntax", error.message, at, options.name);
      return { template: undefined, errors: [failure] };
    }
    throw error;
  }
}

function parseText(text: string, lines: LineIndex, options: ParseOptions): TemplateAst {
  const shared: Shared = { text, lines, macroNames: new Set(), isMacro: options.isMacro };
  return parsePart(shared, text, undefined);
}

/** What the parsers of a template and of its strings share. */
interface Shared {
  readonly text: string;
  readonly lines: LineIndex;
  readonly macroNames: Set<string>;
  readonly isMacro: ((name: string) => boolean) | undefined;
}

/** Parses a text, then the strings in it: by then every macro of the text is known. */
function parsePart(shared: Shared, text: string, map: OffsetMap | undefined): TemplateAst {
  const pending: { node: PendingString; content: StringContent }[] = [];
  const tokens = new TokenReader(text, shared.lines, map);
  const expressions = new ExpressionParser(tokens, (node, content) => {
    pending.push({ node, content });
  });
  const body = new Parser(tokens, expressions, shared).template();
  for (const { node, content } of pending) {
    // A blank behind the content keeps a `$` or `#` at its end from running into the end of the text.
    const closed = content.text.includes("##") ? content.text : `${content.text} `;
    node.template = parsePart(shared, closed, content.map);
  }
  const macros = text.includes("macro") ? macrosOf(body) : [];
  return { kind: "template", text, body, macros };
}

/** Reads statements. */
export class Parser {
  readonly tokens: TokenReader;
  readonly expressions: ExpressionParser;
  readonly #shared: Shared;
  #depth = 0;

  constructor(tokens: TokenReader, expressions: ExpressionParser, shared: Shared) {
    this.tokens = tokens;
    this.expressions = expressions;
    this.#shared = shared;
  }

  /** Everything to the end of the text. */
  template(): Statement[] {
    const body = this.#statements();
    if (this.tokens.peek().kind !== T.EOF) throw this.tokens.fail("text or a directive");
    return body;
  }

  /** A block up to the directive that ends it. */
  block(): Statement[] {
    if (++this.#depth > MAX_NESTING) {
      const { start } = this.tokens.peek();
      throw new SyntaxFailure("nested too deeply", this.tokens.outer(start));
    }
    const body = this.#statements();
    this.#depth--;
    return body;
  }

  /** Whether a macro of this name was registered by another template. */
  isMacro(name: string): boolean {
    return this.#shared.isMacro?.(name) ?? false;
  }

  /** Notes a macro that this template defines. */
  defineMacro(node: MacroDefinition): void {
    this.#shared.macroNames.add(node.name);
  }

  #statements(): Statement[] {
    const body: Statement[] = [];
    for (;;) {
      const statement = this.#statement();
      if (statement === undefined) return body;
      body.push(statement);
    }
  }

  #statement(): Statement | undefined {
    const { tokens } = this;
    switch (tokens.peek().kind) {
      case T.IF:
        return this.#if();
      case T.IDENTIFIER:
        return this.expressions.reference();
      case T.LCURLY:
        return tokens.peekSecond().kind === T.IDENTIFIER
          ? this.expressions.reference()
          : this.#text();
      case T.LINE_COMMENT_START:
      case T.FORMAL_COMMENT:
      case T.BLOCK_COMMENT:
        return this.#comment();
      case T.TEXTBLOCK:
        return this.#textblock();
      case T.SET_DIRECTIVE:
        return this.#set();
      case T.ESCAPE_DIRECTIVE:
        return this.#escapedDirective();
      case T.DOUBLE_ESCAPE:
        return this.#escape();
      case T.WORD:
      case T.BRACKETED_WORD:
        return parseDirective(this);
      default:
        return TEXT_KINDS.has(tokens.peek().kind) ? this.#text() : undefined;
    }
  }

  #text(): TextNode {
    const token = this.tokens.take();
    const text = tokenText(token);
    return { at: this.tokens.place(token.start), kind: "text", text, origin: "plain" };
  }

  #textblock(): TextNode {
    const { image, start } = this.tokens.take();
    const text = image.slice(3, -3);
    return { at: this.tokens.place(start), kind: "text", text, origin: "unparsed" };
  }

  #comment(): CommentNode {
    const { image, kind, start } = this.tokens.take();
    if (kind === T.LINE_COMMENT_START) this.tokens.accept(T.LINE_COMMENT_END);
    const hashes = image.indexOf("##");
    const end = hashes < 0 ? image.indexOf("#*") : hashes;
    const prefix = end < 0 ? "" : image.slice(0, end);
    return { at: this.tokens.place(start), kind: "comment", prefix };
  }

  #escapedDirective(): TextNode {
    const token = this.tokens.take();
    const { image, start } = token;
    const last = image.lastIndexOf("\\");
    const name = image.slice(last + 2).replace(/^\{(.*)\}$/s, "$1");
    const known = isBuiltin(name) || CONTROLS.has(name) || this.#isKnownMacro(name);
    const text = known ? image.slice(0, last >> 1) + image.slice(last + 1) : image;
    // `#literal` around it prints the token.
    token.image = text;
    return { at: this.tokens.place(start), kind: "text", text, origin: "escape" };
  }

  #escape(): TextNode {
    const { tokens } = this;
    const { start } = tokens.peek();
    let count = 0;
    while (tokens.accept(T.DOUBLE_ESCAPE)) count++;
    const { kind, image } = tokens.peek();
    const name = image.slice(1);
    const known = CONTROL_KINDS.has(kind) || isBuiltin(name) || this.#isKnownMacro(name);
    const text = (known ? "\\" : "\\\\").repeat(count);
    return { at: tokens.place(start), kind: "text", text, origin: "escape" };
  }

  #isKnownMacro(name: string): boolean {
    return this.#shared.macroNames.has(name) || this.isMacro(name);
  }

  #set(): SetNode {
    const { tokens, expressions } = this;
    const { start, image } = tokens.take();
    const hash = start + image.indexOf("#");
    tokens.space();
    if (!expressions.atReference()) throw tokens.fail("a reference");
    const target = expressions.reference();
    tokens.space();
    tokens.expect(T.EQUALS, "`=`");
    const value = expressions.expression();
    tokens.expect(T.RPAREN, "`)`");
    tokens.lexer.leaveSet();
    return { at: tokens.place(hash), kind: "set", target, value };
  }

  #if(): IfNode {
    const { tokens } = this;
    const { start } = tokens.peek();
    const branches: IfBranch[] = [];
    do branches.push(this.#branch());
    while (tokens.peek().kind === T.ELSEIF);
    const otherwise = tokens.accept(T.ELSE) ? this.block() : undefined;
    tokens.expect(T.END, "`#end`");
    return { at: tokens.place(start), kind: "if", branches, otherwise };
  }

  #branch(): IfBranch {
    const { tokens } = this;
    const { start } = tokens.take();
    tokens.space();
    tokens.expect(T.LPAREN, "`(`");
    const condition: Expression = this.expressions.expression();
    tokens.expect(T.RPAREN, "`)`");
    const body = this.block();
    return { at: tokens.place(start), kind: "branch", condition, body };
  }
}

const CONTROLS: ReadonlySet<string> = new Set(["if", "end", "set", "else", "elseif"]);
const CONTROL_KINDS: ReadonlySet<number> = new Set([T.IF, T.ELSE, T.ELSEIF, T.END]);
const TEXT_KINDS: ReadonlySet<number> = new Set([
  T.TEXT,
  T.DOT,
  T.RPAREN,
  T.LPAREN,
  T.INTEGER,
  T.FLOAT,
  T.STRING,
  T.ESCAPE,
  T.RCURLY,
  T.EMPTY_INDEX,
]);
