import Handlebars from "handlebars";
import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import type { LocatableFile, Position } from "../../../diagnostics/location.js";
import { TextLines } from "../../../source/text-lines.js";
import { checkTemplate } from "./check-template.js";
import type { ContextShape } from "./context-shape.js";
import { diagnostic } from "./diagnostics.js";
import type {
  PathExpression,
  Template,
  TemplateExpression,
  TemplateLanguage,
  TemplateNode,
} from "./template-node.js";

/** What a template is read from, and what it may print. */
export interface TemplateSource {
  readonly file: LocatableFile;
  readonly text: string;
  readonly language: TemplateLanguage;
  readonly shape: ContextShape;
}

/** A template, unless an error stands among the diagnostics. */
export interface ParsedTemplate {
  readonly template?: Template;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a template and checks each helper and member that it names; bad ones give diagnostics with their places. */
export function parseTemplate({ file, text, language, shape }: TemplateSource): ParsedTemplate {
  let program: hbs.AST.Program;
  try {
    program = Handlebars.parse(text);
  } catch (error) {
    const { reason, at } = explainError(error, text);
    return { diagnostics: [diagnostic("sdk-template-syntax", { file, within: at }, [reason])] };
  }
  const reader = new NodeReader(file);
  const nodes = reader.nodes(program);
  const template = { file, language, nodes };
  const diagnostics = [...reader.diagnostics, ...checkTemplate(template, shape)];
  return diagnostics.length > 0 ? { diagnostics } : { template, diagnostics };
}

/** Turns what Handlebars reads into the forms that templates have here. */
class NodeReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #file: LocatableFile;

  constructor(file: LocatableFile) {
    this.#file = file;
  }

  nodes(program: hbs.AST.Program | undefined): readonly TemplateNode[] {
    return (program?.body ?? []).flatMap((statement) => this.#node(statement));
  }

  #node(statement: hbs.AST.Statement): readonly TemplateNode[] {
    if (isContent(statement)) return [{ kind: "text", text: statement.value }];
    if (statement.type === "CommentStatement") return [];
    if (isMustache(statement)) return this.#print(statement);
    if (isBlock(statement)) return this.#block(statement);
    return this.#refuse(statement, FORMS[statement.type] ?? "such statements");
  }

  #print(statement: hbs.AST.MustacheStatement): readonly TemplateNode[] {
    if (!statement.escaped) return this.#refuse(statement, "values that are printed unescaped");
    const value = this.#call(statement);
    return value ? [{ kind: "print", value }] : [];
  }

  #block(block: hbs.AST.BlockStatement): readonly TemplateNode[] {
    const name = block.path.original;
    const [param] = block.params;
    const isKnown = name === "if" || name === "unless" || name === "each" || name === "with";
    if (!isKnown || block.hash || block.program?.blockParams?.length > 0) {
      return this.#refuse(block, isKnown ? "names for items or options" : `block \`${name}\``);
    }
    if (!param || block.params.length !== 1) {
      this.#report("sdk-template-arguments", block, [`#${name}`, block.params.length]);
      return [];
    }
    const value = this.#expression(param);
    const [body, none] = [this.nodes(block.program), this.nodes(block.inverse)];
    if (!value) return [];
    if (name === "if") return [{ kind: "if", test: value, yes: body, no: none }];
    if (name === "unless") return [{ kind: "if", test: value, yes: none, no: body }];
    if (value.kind !== "path") return this.#refuse(param, `\`${name}\` of anything but a member`);
    return [{ kind: name, of: value, body, none }];
  }

  /** `{{path}}`, `{{helper arguments}}`, or the same in brackets. */
  #call(node: hbs.AST.MustacheStatement | hbs.AST.SubExpression): TemplateExpression | undefined {
    const { path, params } = node;
    if (node.hash) return void this.#refuse(node, "named arguments");
    if (params.length === 0) return this.#expression(path);
    if (!isPath(path)) return void this.#refuse(node, "calls of what is no helper");
    const args = params.flatMap((param) => this.#expression(param) ?? []);
    return { kind: "call", helper: path.original, args, at: positionOf(path) };
  }

  #expression(node: hbs.AST.Expression): TemplateExpression | undefined {
    if (isPath(node)) return this.#path(node);
    if (node.type === "SubExpression") return this.#call(node as hbs.AST.SubExpression);
    if (isLiteral(node)) return { kind: "literal", value: node.value };
    return void this.#refuse(node, "null and undefined");
  }

  #path(node: hbs.AST.PathExpression): PathExpression | undefined {
    const { data, depth, parts } = node;
    const at = positionOf(node);
    if (!data) return { kind: "path", from: depth, steps: parts, at };
    const [name = "", ...rest] = parts;
    if (name === "root") return { kind: "path", from: "root", steps: rest, at };
    const isFact = name === "index" || name === "first" || name === "last";
    if (!isFact || rest.length > 0 || depth > 0)
      return void this.#refuse(node, `@${parts.join(".")}`);
    return { kind: "path", from: 0, steps: [], loop: name, at };
  }

  #refuse(node: hbs.AST.Node, form: string): readonly [] {
    this.#report("sdk-template-form", node, [form]);
    return [];
  }

  #report(
    code: "sdk-template-form" | "sdk-template-arguments",
    node: hbs.AST.Node,
    args: [string] | [string, number],
  ): void {
    const at = { file: this.#file, within: positionOf(node) };
    this.diagnostics.push(
      code === "sdk-template-form"
        ? diagnostic(code, at, [args[0]])
        : diagnostic(code, at, [args[0], args[1] ?? 0]),
    );
  }
}

const FORMS: Readonly<Record<string, string>> = {
  PartialStatement: "partials",
  PartialBlockStatement: "partials",
  Decorator: "decorators",
  DecoratorBlock: "decorators",
};

function isContent(node: hbs.AST.Node): node is hbs.AST.ContentStatement {
  return node.type === "ContentStatement";
}

function isMustache(node: hbs.AST.Node): node is hbs.AST.MustacheStatement {
  return node.type === "MustacheStatement";
}

function isBlock(node: hbs.AST.Node): node is hbs.AST.BlockStatement {
  return node.type === "BlockStatement";
}

function isPath(node: hbs.AST.Node): node is hbs.AST.PathExpression {
  return node.type === "PathExpression";
}

function isLiteral(
  node: hbs.AST.Node,
): node is hbs.AST.StringLiteral | hbs.AST.NumberLiteral | hbs.AST.BooleanLiteral {
  return ["StringLiteral", "NumberLiteral", "BooleanLiteral"].includes(node.type);
}

function positionOf({ loc }: hbs.AST.Node): Position {
  return { line: loc.start.line, column: loc.start.column + 1 };
}

/** What Handlebars says of a template that it cannot read, and where; it tells of some errors the line alone. */
function explainError(error: unknown, text: string): { reason: string; at: Position } {
  if (!(error instanceof Error)) throw error;
  const placed = /^(.*) - (\d+):(\d+)$/s.exec(error.message);
  if (placed) {
    const [, reason = "", line, column] = placed;
    return { reason, at: { line: Number(line), column: Number(column) + 1 } };
  }
  const found = /^(?:Parse|Lexical) error on line (\d+)[.:].*?\n([^\n]*)\n(-*)\^/s.exec(
    error.message,
  );
  if (!found) throw error;
  const [, line = "1", shown = "", dashes = ""] = found;
  const before = shown.slice(0, dashes.length).replace(/^\.\.\./, "");
  const lineText = new TextLines(text).line(Number(line)) ?? "";
  const at = { line: Number(line), column: columnAfter(lineText, before) };
  const isOpen = error.message.includes("got 'EOF'");
  return { reason: isOpen ? "a block is not closed" : "this is no Handlebars", at };
}

/** The column behind what was read last; line breaks are left out of `before`. */
function columnAfter(line: string, before: string): number {
  for (let column = line.length; column > 0; column -= 1) {
    const head = line.slice(0, column);
    if (head.endsWith(before) || before.endsWith(head)) return column + 1;
  }
  return 1;
}
