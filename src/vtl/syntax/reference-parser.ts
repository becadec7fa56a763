import type { Accessor, Expression, Reference } from "./ast.js";
import { T, tokensText } from "./token.js";
import type { Token } from "./token.js";
import type { TokenReader } from "./token-reader.js";

/** What a reference's parser needs of the rest: the values in its arguments and indexes. */
export interface ValueParsers {
  readonly parameter: () => Expression;
  readonly index: () => Expression;
}

/** Reads a reference; the next token is its name or `${`. */
export function parseReference(tokens: TokenReader, values: ValueParsers): Reference {
  const first = tokens.take();
  const braced = first.kind === T.LCURLY;
  const identifier = braced ? tokens.expect(T.IDENTIFIER, "a name") : first;
  const accessors: Accessor[] = [];
  parseIndexes(tokens, values, accessors);
  while (tokens.peek().kind === T.DOT && tokens.peekSecond().kind === T.IDENTIFIER) {
    tokens.take();
    accessors.push(parseMember(tokens, values));
    parseIndexes(tokens, values, accessors);
  }
  if (braced) tokens.expect(T.RCURLY, "`}`");
  return finish(tokens, first, identifier, accessors);
}

function parseIndexes(tokens: TokenReader, values: ValueParsers, accessors: Accessor[]): void {
  while (tokens.peek().kind === T.INDEX_LBRACKET) {
    const { start } = tokens.take();
    tokens.space();
    const index = values.index();
    tokens.space();
    tokens.expect(T.INDEX_RBRACKET, "`]`");
    accessors.push({ at: tokens.place(start), kind: "index", index });
  }
}

const ARGUMENT_STARTS: ReadonlySet<number> = new Set([
  T.METHOD_RPAREN,
  T.WHITESPACE,
  T.STRING,
  T.INTEGER,
  T.FLOAT,
  T.LBRACKET,
  T.LEFT_CURLEY,
  T.TRUE,
  T.FALSE,
  T.IDENTIFIER,
  T.LCURLY,
]);

function parseMember(tokens: TokenReader, values: ValueParsers): Accessor {
  const calls =
    tokens.peekSecond().kind === T.LPAREN && ARGUMENT_STARTS.has(tokens.peekThird().kind);
  const { image: name, start } = tokens.take();
  if (!calls) return { at: tokens.place(start), kind: "property", name };
  tokens.take();
  const args: Expression[] = [];
  if (tokens.peek().kind !== T.METHOD_RPAREN) {
    do args.push(values.parameter());
    while (tokens.accept(T.COMMA));
  }
  tokens.expect(T.METHOD_RPAREN, "`)`");
  return { at: tokens.place(start), kind: "method", name, args };
}

/** Resolves the escapes and prefixes that the first token carries; its image loses them. */
function finish(
  tokens: TokenReader,
  first: Token,
  identifier: Token,
  accessors: readonly Accessor[],
): Reference {
  const offset = first.start;
  if (first.image.includes("\\!")) {
    return blocked(tokens, first, accessors);
  }
  const slashes = countSlashes(first.image);
  const escapePrefix = first.image.slice(0, slashes >> 1);
  first.image = first.image.slice(slashes);
  const dollar = Math.max(first.image.lastIndexOf("$"), 0);
  const textPrefix = first.image.slice(0, dollar);
  first.image = first.image.slice(dollar);
  const { image } = first;
  const escaped = slashes % 2 === 1;
  const quiet = image.startsWith("$!");
  const literal = tokensText(first, tokens.last);
  const isWord = !image.startsWith("$");
  return {
    at: tokens.place(offset + slashes + dollar),
    kind: "reference",
    name: referenceName(first, identifier),
    targetName: image.slice(1),
    quiet,
    accessors,
    form: isWord ? "word" : "value",
    escaped,
    escapePrefix,
    textPrefix,
    nullText: quiet && !escaped ? "" : literal,
    literal,
  };
}

function referenceName(first: Token, identifier: Token): string {
  const { image } = first;
  if (image === "${" || image.startsWith("$!{")) return identifier.image;
  if (image.startsWith("$!")) return image.slice(2);
  return image.startsWith("$") ? image.slice(1) : image;
}

function countSlashes(image: string): number {
  let count = 0;
  while (image[count] === "\\") count++;
  return count;
}

/** `$\!name` never has a value: it prints with one backslash less. */
function blocked(tokens: TokenReader, first: Token, accessors: readonly Accessor[]): Reference {
  const slash = first.image.indexOf("\\", Math.max(first.image.indexOf("$"), 0));
  const text = first.image.slice(0, slash) + first.image.slice(slash + 1);
  return {
    at: tokens.place(first.start),
    kind: "reference",
    name: text,
    targetName: first.image.slice(1),
    quiet: false,
    accessors,
    form: "blocked",
    escaped: false,
    escapePrefix: "",
    textPrefix: "",
    nullText: text,
    literal: tokensText(first, tokens.last),
  };
}
