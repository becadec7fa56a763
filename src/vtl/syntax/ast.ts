/** A node's place in the template: line and column from 1, offsets from 0, `end` exclusive. */
export interface NodePosition {
  readonly line: number;
  readonly column: number;
  readonly start: number;
  readonly end: number;
}

/** What every node below the template has. */
export interface Positioned {
  readonly at: NodePosition;
}

/** A parsed template. */
export interface TemplateAst {
  readonly kind: "template";
  readonly text: string;
  readonly body: readonly Statement[];
  /** Every `#macro` in the order in which the engine registers them: inner ones first. */
  readonly macros: readonly MacroDefinition[];
}

/** What stands in a template's body. */
export type Statement =
  | TextNode
  | CommentNode
  | Reference
  | IfNode
  | SetNode
  | ForeachNode
  | MacroDefinition
  | MacroCall
  | DefineNode
  | BuiltinCall;

/** What has a value. */
export type Expression =
  | StringLiteral
  | NumberLiteral
  | BooleanLiteral
  | ListLiteral
  | MapLiteral
  | RangeLiteral
  | Reference
  | BinaryExpression
  | NotExpression
  | WordNode;

/** Any node. */
export type AstNode = TemplateAst | Statement | Expression | Accessor | IfBranch | MapEntry;

/** Text that prints as it stands; escapes are resolved, unparsed blocks are without their marks. */
export interface TextNode extends Positioned {
  readonly kind: "text";
  readonly text: string;
  readonly origin: "plain" | "escape" | "unparsed" | "literal";
}

/** A comment; `prefix` is what stood directly before it in the same token and prints. */
export interface CommentNode extends Positioned {
  readonly kind: "comment";
  readonly prefix: string;
}

/** `$name`, `${name}` or `$!name`, with what is read from it. */
export interface Reference extends Positioned {
  readonly kind: "reference";
  /** The variable's name. */
  readonly name: string;
  /** The name as `#set($x = …)` writes it: of `${x}` it is `{`, a peculiarity of the language. */
  readonly targetName: string;
  readonly quiet: boolean;
  readonly accessors: readonly Accessor[];
  /** `word`: a bare name among arguments, without value. `blocked`: `$\!name`, text only. */
  readonly form: "value" | "word" | "blocked";
  /** Whether an odd number of backslashes stands before it. */
  readonly escaped: boolean;
  readonly escapePrefix: string;
  readonly textPrefix: string;
  /** What prints when it has no value. */
  readonly nullText: string;
  /** Its text in the template. */
  readonly literal: string;
}

/** One step of a reference. */
export type Accessor = PropertyAccess | MethodCall | IndexAccess;

/** `.name` */
export interface PropertyAccess extends Positioned {
  readonly kind: "property";
  readonly name: string;
}

/** `.name(…)` */
export interface MethodCall extends Positioned {
  readonly kind: "method";
  readonly name: string;
  readonly args: readonly Expression[];
}

/** `[…]` */
export interface IndexAccess extends Positioned {
  readonly kind: "index";
  readonly index: Expression;
}

/** `#if … #elseif … #else … #end` */
export interface IfNode extends Positioned {
  readonly kind: "if";
  readonly branches: readonly IfBranch[];
  readonly otherwise: readonly Statement[] | undefined;
}

/** A condition and what it guards. */
export interface IfBranch extends Positioned {
  readonly kind: "branch";
  readonly condition: Expression;
  readonly body: readonly Statement[];
}

/** `#set($target = value)` */
export interface SetNode extends Positioned {
  readonly kind: "set";
  readonly target: Reference;
  readonly value: Expression;
}

/** `#foreach($variable in source) … #end` */
export interface ForeachNode extends Positioned {
  readonly kind: "foreach";
  readonly variable: string;
  /** Missing where the arguments are too few to name a list; it then prints nothing. */
  readonly source: Expression | undefined;
  /** The block; where a fourth argument stands, that argument prints instead. */
  readonly body: readonly Statement[];
}

/** `#macro(name $parameter …) … #end` */
export interface MacroDefinition extends Positioned {
  readonly kind: "macro";
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: readonly Statement[];
}

/** `#name(…)`, or `#@name(…) … #end` with a body. */
export interface MacroCall extends Positioned {
  readonly kind: "call";
  readonly name: string;
  readonly args: readonly Expression[];
  readonly body: readonly Statement[] | undefined;
  /** What prints when no macro has this name. */
  readonly literal: string;
}

/** `#define($name) … #end` */
export interface DefineNode extends Positioned {
  readonly kind: "define";
  readonly name: string;
  readonly body: readonly Statement[];
}

/** `#evaluate(…)`, `#parse(…)`, `#include(…)`, `#stop`, `#break` */
export interface BuiltinCall extends Positioned {
  readonly kind: "evaluate" | "parse" | "include" | "stop" | "break";
  readonly args: readonly Expression[];
}

/** A string; `template` is set when it is in double quotes and has something to interpolate. */
export interface StringLiteral extends Positioned {
  readonly kind: "string";
  readonly value: string;
  readonly template: TemplateAst | undefined;
}

/** An integer or a fraction, as written. */
export interface NumberLiteral extends Positioned {
  readonly kind: "integer" | "float";
  readonly text: string;
}

/** `true` or `false` */
export interface BooleanLiteral extends Positioned {
  readonly kind: "boolean";
  readonly value: boolean;
}

/** `[a, b]` */
export interface ListLiteral extends Positioned {
  readonly kind: "list";
  readonly items: readonly Expression[];
}

/** `{a: b}` */
export interface MapLiteral extends Positioned {
  readonly kind: "map";
  readonly entries: readonly MapEntry[];
}

/** A key and its value. */
export interface MapEntry extends Positioned {
  readonly kind: "entry";
  readonly key: Expression;
  readonly value: Expression;
}

/** `[a..b]` */
export interface RangeLiteral extends Positioned {
  readonly kind: "range";
  readonly from: Expression;
  readonly to: Expression;
}

/** The signs of binary operations; word forms such as `and` and `lt` are read as these. */
export type Operator =
  "+" | "-" | "*" | "/" | "%" | "&&" | "||" | "<" | "<=" | ">" | ">=" | "==" | "!=";

/** `left operator right`; the texts of both sides serve where a side of `+` has no value. */
export interface BinaryExpression extends Positioned {
  readonly kind: "binary";
  readonly operator: Operator;
  readonly left: Expression;
  readonly right: Expression;
  readonly leftText: string;
  readonly rightText: string;
}

/** `!operand` */
export interface NotExpression extends Positioned {
  readonly kind: "not";
  readonly operand: Expression;
}

/** A bare word among a directive's arguments. */
export interface WordNode extends Positioned {
  readonly kind: "word";
  readonly text: string;
}
