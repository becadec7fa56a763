import { Failure, limitFailure } from "../failure.js";
import type { BuiltinCall, DefineNode, ForeachNode, MacroCall, Statement } from "../syntax/ast.js";
import { BlockReference } from "../values/block-reference.js";
import { ForeachScope } from "../values/foreach-scope.js";
import { textOrNull } from "../values/text.js";
import type { Value } from "../values/value.js";
import { MacroContext, NullElementContext } from "./context.js";
import type { LazyArgument } from "./context.js";
import type { Expressions } from "./expressions.js";
import { StopSignal } from "./run.js";
import type { Context, Printer } from "./run.js";
import { iterate } from "./values.js";

/** What compiling a directive needs of the rest. */
export interface DirectiveCompiler {
  readonly expressions: Expressions;
  readonly body: (statements: readonly Statement[]) => Printer;
}

/** Velocity's bounds, which belong to its meaning: deeper macros fail, deeper definitions print nothing. */
const MACRO_DEPTH = 20;
const DEFINE_DEPTH = 2;
const PARSE_DEPTH = 10;

const COUNTER = "velocityCount";
const HAS_NEXT = "velocityHasNext";
const SCOPE = "foreach";

/** `#foreach` */
export function compileForeach(node: ForeachNode, compiler: DirectiveCompiler): Printer {
  if (node.source === undefined) return () => undefined;
  const source = compiler.expressions.value(node.source);
  const body = compiler.body(node.body);
  const { variable } = node;
  const names = [variable, COUNTER, HAS_NEXT];
  return (context, out) => {
    context.run.at = node.at;
    const list = source(context);
    const iterator = list === null ? undefined : iterate(list);
    if (iterator === undefined) return;
    const saved = names.map((name) => context.get(name));
    const scope = new ForeachScope(node, context.get(SCOPE));
    context.put(SCOPE, scope);
    let nullContext: Context | undefined;
    const { iterations } = context.run.options.limits;
    const leave = (): void => restore(context, names, saved);
    while (iterator.hasNext()) {
      context.run.at = node.at;
      context.run.tick();
      if (scope.index + 1 >= iterations) {
        throw limitFailure("#foreach goes around too often", "iterations", iterations);
      }
      context.put(COUNTER, scope.index + 2);
      const element = iterator.next();
      scope.hasNext = iterator.hasNext();
      context.put(HAS_NEXT, scope.hasNext);
      context.put(variable, element);
      scope.index++;
      if (context.run.trace) traceElement(context, node, element);
      if (element === null) nullContext ??= new NullElementContext(context, variable);
      try {
        body(element === null ? (nullContext ?? context) : context, out);
      } catch (error) {
        if (!(error instanceof StopSignal)) throw error;
        if (error.endsBlock(node)) break;
        leave();
        throw error;
      }
    }
    leave();
  };
}

function traceElement(context: Context, node: ForeachNode, element: Value): void {
  context.run.trace?.({
    kind: "foreach",
    line: node.at.line,
    column: node.at.column,
    source: `$${node.variable}`,
    value: textOrNull(element),
    template: context.run.templates.at(-1),
  });
}

/** Puts the variables back that a loop took, and leaves its scope. */
function restore(context: Context, names: readonly string[], saved: readonly Value[]): void {
  for (const [i, name] of names.entries()) putBack(context, name, saved[i] ?? null);
  const scope = context.get(SCOPE);
  if (!(scope instanceof ForeachScope)) return;
  putBack(context, SCOPE, scope.parent ?? scope.replaced);
}

function putBack(context: Context, name: string, value: Value): void {
  if (value === null) context.remove(name);
  else context.put(name, value);
}

/** The call of a macro; its text where no macro has the name. */
export function compileMacroCall(node: MacroCall, compiler: DirectiveCompiler): Printer {
  const args = node.args.map((arg) => {
    const read = compiler.expressions.value(arg);
    const isConstant = CONSTANTS.has(arg.kind);
    const text = arg.kind === "reference" ? arg.literal : "";
    const lazy: LazyArgument = { read: isPlain(arg) ? plainReader(arg.name) : read, text };
    return { read, lazy, isConstant };
  });
  const hasWord = node.args.find((arg) => arg.kind === "word");
  const content = node.body && compiler.body(node.body);
  const { name, literal } = node;
  return (context, out) => {
    const { run } = context;
    const macro = run.macros.get(name);
    if (macro === undefined) return out.write(literal);
    run.at = node.at;
    if (hasWord) throw new Failure(`"${hasWord.text}" is no argument that #${name} can take`);
    const inner = new MacroContext(context);
    for (const [i, parameter] of macro.parameters.entries()) {
      const arg = args[i];
      if (arg === undefined) break;
      if (arg.isConstant) inner.bind(parameter, arg.read(context));
      else inner.bindLazily(parameter, arg.lazy);
    }
    if (content) inner.bind("bodyContent", blockReference(context, node, content, MACRO_DEPTH));
    if (run.macroDepth >= MACRO_DEPTH) {
      throw limitFailure(`#${name} calls itself too deeply`, "macro depth", MACRO_DEPTH);
    }
    run.macroDepth++;
    untilStopped(node, () => {
      run.nest(() => macro.body(inner, out));
      run.macroDepth--;
    });
  };
}

const CONSTANTS: ReadonlySet<string> = new Set(["integer", "float", "boolean", "word"]);

type Argument = MacroCall["args"][number];
type PlainReference = Extract<Argument, { kind: "reference" }>;

function isPlain(node: Argument): node is PlainReference {
  return node.kind === "reference" && node.accessors.length === 0;
}

/** A variable passed on as it is: what has no value stays without one. */
function plainReader(name: string): (context: Context) => Value {
  return (context) => context.get(name);
}

/** Runs something until it ends or a stop that is meant for it comes. */
function untilStopped(owner: unknown, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof StopSignal) || !error.endsBlock(owner)) throw error;
  }
}

function blockReference(
  context: Context,
  owner: unknown,
  body: Printer,
  depth: number,
): BlockReference<Context> {
  return new BlockReference(context, depth, (inner, out) => {
    inner.run.nest(() => untilStopped(owner, () => body(inner, out)));
  });
}

/** `#define` */
export function compileDefine(node: DefineNode, compiler: DirectiveCompiler): Printer {
  const body = compiler.body(node.body);
  const { name } = node;
  return (context) => context.put(name, blockReference(context, node, body, DEFINE_DEPTH));
}

/** `#evaluate`, `#parse`, `#include`, `#stop` and `#break` */
export function compileBuiltin(node: BuiltinCall, compiler: DirectiveCompiler): Printer {
  const [first] = node.args;
  const argument = first && compiler.expressions.value(first);
  switch (node.kind) {
    case "stop":
      return (context) => {
        argument?.(context);
        throw new StopSignal(false);
      };
    case "break":
      return (context) => {
        if (argument === undefined) throw new StopSignal(true);
        const scope = argument(context);
        context.run.at = node.at;
        if (!(scope instanceof ForeachScope)) throw new Failure("#break takes a loop's $foreach");
        throw new StopSignal(false, scope.owner);
      };
    case "evaluate":
      return compileEvaluate(node, argument ?? (() => null));
    case "parse":
      return compileParse(node, argument);
    case "include":
      return compileInclude(node, compiler);
  }
}

function compileEvaluate(node: BuiltinCall, argument: (context: Context) => Value): Printer {
  return (context, out) => {
    const { run } = context;
    const text = textOrNull(argument(context)) ?? "";
    const name = run.templates.at(-1);
    try {
      run.nest(() => {
        const template = run.options.compile(text, run, name);
        run.register(template.macros);
        run.templates.push(name);
        try {
          template.body(context, out);
        } finally {
          run.templates.pop();
        }
      });
    } catch (error) {
      if (error instanceof StopSignal && error.endsText) return;
      // Positions within the evaluated text mean nothing in the template.
      run.at = node.at;
      if (!(error instanceof Error) || error.name !== "TemplateError") throw error;
      throw new Failure(`in the evaluated text: ${error.message}`);
    }
  };
}

function compileParse(
  node: BuiltinCall,
  argument: ((context: Context) => Value) | undefined,
): Printer {
  return (context, out) => {
    const { run } = context;
    run.at = node.at;
    if (argument === undefined) throw new Failure("#parse takes the name of a template");
    const name = textOrNull(argument(context));
    if (name === null || run.templates.length >= PARSE_DEPTH) return;
    run.at = node.at;
    const template = run.options.compile(fileText(context, name), run, name);
    run.register(template.macros);
    untilStopped(node, () => {
      run.nest(() => {
        run.templates.push(name);
        template.body(context, out);
        run.templates.pop();
      });
    });
  };
}

function compileInclude(node: BuiltinCall, compiler: DirectiveCompiler): Printer {
  const args = node.args.map((arg) => {
    if (arg.kind === "string" || arg.kind === "reference") return compiler.expressions.value(arg);
    return undefined;
  });
  return (context, out) => {
    for (const [i, arg] of args.entries()) {
      context.run.at = node.at;
      if (arg === undefined) throw new Failure("#include takes strings and references");
      const name = textOrNull(arg(context));
      if (name !== null) out.write(fileText(context, name));
      else out.write(`<!-- include error : error with arg ${i} please see log. see error log -->`);
    }
  };
}

function fileText(context: Context, name: string): string {
  const text = context.run.options.files(name);
  if (text === undefined) throw new Failure(`there is no template "${name}"`);
  return text;
}
