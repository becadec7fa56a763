import type { BuiltinCall, Expression, MacroDefinition, Statement } from "./ast.js";
import { builtinType } from "./builtins.js";
import type { ExpressionParser } from "./expression-parser.js";
import { SyntaxFailure } from "./syntax-failure.js";
import { T, tokensText } from "./token.js";
import type { Token } from "./token.js";
import type { TokenReader } from "./token-reader.js";

/** What reading a directive needs of the parser around it. */
export interface BlockParser {
  readonly tokens: TokenReader;
  readonly expressions: ExpressionParser;
  /** A block up to the directive that ends it. */
  readonly block: () => Statement[];
  /** Whether a macro of this name was registered by another template. */
  readonly isMacro: (name: string) => boolean;
  /** Notes a macro that this template defines. */
  readonly defineMacro: (node: MacroDefinition) => void;
}

/** A directive's name, arguments and block as they were read. */
interface Directive {
  readonly parser: BlockParser;
  readonly name: string;
  readonly first: Token;
  readonly args: readonly Argument[];
  /** Whether parentheses stood behind the name. */
  readonly called: boolean;
  readonly body: readonly Statement[] | undefined;
  readonly bodyText: string;
}

interface Argument {
  readonly node: Expression;
  readonly first: Token;
  readonly text: string;
}

/** Reads a directive that is no `#if` and no `#set`, or the call of a macro; its name comes next. */
export function parseDirective(parser: BlockParser): Statement {
  const { tokens } = parser;
  const first = tokens.take();
  const braced = first.kind === T.BRACKETED_WORD;
  const name = braced ? first.image.slice(2, -1) : first.image.slice(1);
  const type = builtinType(name) ?? (name.startsWith("@") ? "block" : "line");
  tokens.lexer.enterDirective();
  if (!tokens.lexer.opensParenthesis()) {
    tokens.lexer.leaveDirective();
    const bare: Directive = {
      parser,
      name,
      first,
      args: [],
      called: false,
      body: undefined,
      bodyText: "",
    };
    return build(bare);
  }
  tokens.space();
  tokens.expect(T.LPAREN, "`(`");
  const args = parseArguments(parser, name, first);
  tokens.expect(T.RPAREN, "`)`");
  const bodyFirst = type === "block" ? tokens.peek() : undefined;
  const body = type === "block" ? parser.block() : undefined;
  const empty = body === undefined || body.length === 0;
  const bodyText = bodyFirst === undefined || empty ? "" : tokensText(bodyFirst, tokens.last);
  if (type === "block") tokens.expect(T.END, "`#end`");
  return build({ parser, name, first, args, called: true, body, bodyText });
}

const ARGUMENT_STARTS: ReadonlySet<number> = new Set([
  T.IDENTIFIER,
  T.LCURLY,
  T.WORD,
  T.STRING,
  T.INTEGER,
  T.FLOAT,
  T.LBRACKET,
  T.LEFT_CURLEY,
  T.TRUE,
  T.FALSE,
]);

function parseArguments(parser: BlockParser, name: string, at: Token): Argument[] {
  const { tokens } = parser;
  const args: Argument[] = [];
  for (;;) {
    tokens.space();
    if (tokens.accept(T.COMMA)) {
      tokens.space();
      if (!ARGUMENT_STARTS.has(tokens.peek().kind)) throw tokens.fail("an argument");
    } else if (!ARGUMENT_STARTS.has(tokens.peek().kind)) return args;
    args.push(parseArgument(parser, name, args.length, at));
  }
}

function parseArgument(parser: BlockParser, name: string, position: number, at: Token): Argument {
  const { tokens, expressions } = parser;
  const first = tokens.peek();
  const isName = name === "macro" && position === 0;
  if (first.kind !== T.WORD) {
    if (isName) throw fault(parser, at, "the first argument of #macro must be the macro's name");
    const node = expressions.value();
    return { node, first, text: tokensText(first, tokens.last) };
  }
  const isIn = name === "foreach" && position === 1;
  const strict = parser.isMacro(name) || builtinType(name) !== undefined;
  if (strict && !isName && !isIn) {
    throw fault(parser, first, `"${first.image}" is no argument that #${name} can take`);
  }
  tokens.take();
  const node: Expression = { at: tokens.place(first.start), kind: "word", text: first.image };
  return { node, first, text: first.image };
}

function fault(parser: BlockParser, at: Token, message: string): SyntaxFailure {
  return new SyntaxFailure(message, parser.tokens.outer(at.start));
}

function build(directive: Directive): Statement {
  const { parser, name, first, args, body } = directive;
  const place = parser.tokens.place(first.start);
  const nodes = args.map((arg) => arg.node);
  switch (name) {
    case "foreach":
      return buildForeach(directive);
    case "macro":
      return buildMacro(directive);
    case "define":
      if (args.length !== 1 || body === undefined) {
        throw fault(parser, first, "#define takes one name");
      }
      return { at: place, kind: "define", name: args[0]?.first.image.slice(1) ?? "", body };
    case "literal": {
      if (body === undefined || (args.length === 0 && body.length === 0)) {
        throw fault(parser, first, "#literal needs parentheses and a block with something in it");
      }
      const text = args[0]?.text ?? directive.bodyText;
      return { at: place, kind: "text", text, origin: "literal" };
    }
    case "evaluate":
    case "parse":
    case "include":
    case "stop":
    case "break":
      return { ...buildCall(directive, name), args: nodes, at: place };
    default:
      return buildMacroCall(directive);
  }
}

function buildCall(directive: Directive, kind: BuiltinCall["kind"]): Pick<BuiltinCall, "kind"> {
  const { parser, first, args } = directive;
  const [arg] = args;
  if (kind === "evaluate") {
    const fits = arg?.node.kind === "string" || arg?.node.kind === "reference";
    if (args.length !== 1 || !fits) {
      throw fault(parser, first, "#evaluate takes one string or reference");
    }
  }
  if ((kind === "stop" || kind === "break") && args.length > 1) {
    throw fault(parser, first, `#${kind} takes at most one argument`);
  }
  return { kind };
}

function buildForeach({ parser, first, args, body }: Directive): Statement {
  const [target, , source, fourth] = args;
  if (body === undefined || target === undefined || args.length < 2) {
    throw fault(parser, first, "#foreach takes a variable, `in` and a list");
  }
  const { node } = target;
  const variable = node.kind === "reference" ? node.name : target.first.image.slice(1);
  const printed = fourth?.node.kind === "reference" ? [fourth.node] : [];
  return {
    at: parser.tokens.place(first.start),
    kind: "foreach",
    variable,
    source: source?.node,
    body: fourth === undefined ? body : printed,
  };
}

function buildMacro({ parser, first, args, body }: Directive): MacroDefinition {
  const [name, ...parameters] = args;
  if (body === undefined || name === undefined) {
    throw fault(parser, first, "#macro takes at least a name");
  }
  const node: MacroDefinition = {
    at: parser.tokens.place(first.start),
    kind: "macro",
    name: name.text,
    parameters: parameters.map((arg) => arg.first.image.replace(/^\$/, "")),
    body,
  };
  parser.defineMacro(node);
  return node;
}

function buildMacroCall({ parser, name, first, args, called, body }: Directive): Statement {
  const place = parser.tokens.place(first.start);
  if (name.startsWith("@") && !called) {
    return { kind: "text", text: `#${name}`, origin: "plain", at: place };
  }
  let literal = "";
  for (let token: Token | undefined = first; token; token = token.next) {
    literal += token.image;
    if (token === parser.tokens.last) break;
  }
  return {
    at: place,
    kind: "call",
    name: body === undefined ? name : name.slice(1),
    args: args.map((arg) => arg.node),
    body,
    literal,
  };
}
