import type { IfNode, SetNode, Statement, TemplateAst } from "../syntax/ast.js";
import { textOrNull } from "../values/text.js";
import type { Context, Printer, RunnableTemplate } from "./run.js";
import { compileBuiltin, compileDefine, compileForeach, compileMacroCall } from "./directives.js";
import type { DirectiveCompiler } from "./directives.js";
import { Expressions } from "./expressions.js";
import type { Profile } from "./profile.js";
import { compilePrinted, compileTarget } from "./references.js";

/** Compiles a parsed template to functions. */
export function compileTree(template: TemplateAst, profile: Profile): RunnableTemplate {
  const compiler = new Compiler(profile);
  const macros = template.macros.map((macro) => {
    return { name: macro.name, parameters: macro.parameters, body: compiler.body(macro.body) };
  });
  return { body: compiler.body(template.body), macros };
}

class Compiler implements DirectiveCompiler {
  readonly expressions: Expressions;

  constructor(profile: Profile) {
    this.expressions = new Expressions(profile, (template) => this.body(template.body));
  }

  body = (statements: readonly Statement[]): Printer => {
    const printers: Printer[] = [];
    let text = "";
    const flush = (): void => {
      const constant = text;
      text = "";
      if (constant !== "") printers.push((_, out) => out.write(constant));
    };
    for (const statement of statements) {
      const constant = constantText(statement);
      if (constant !== undefined) text += constant;
      else {
        flush();
        printers.push(this.#statement(statement));
      }
    }
    flush();
    const [only] = printers;
    if (printers.length === 1 && only) return only;
    return (context, out) => {
      for (let i = 0; i < printers.length; i++) printers[i]?.(context, out);
    };
  };

  #statement(node: Statement): Printer {
    switch (node.kind) {
      case "reference":
        return compilePrinted(node, this.expressions);
      case "if":
        return this.#if(node);
      case "set":
        return this.#set(node);
      case "foreach":
        return compileForeach(node, this);
      case "call":
        return compileMacroCall(node, this);
      case "define":
        return compileDefine(node, this);
      case "evaluate":
      case "parse":
      case "include":
      case "stop":
      case "break":
        return compileBuiltin(node, this);
      default:
        return () => undefined;
    }
  }

  #if(node: IfNode): Printer {
    const branches = node.branches.map((branch) => ({
      node: branch,
      holds: this.expressions.condition(branch.condition),
      body: this.body(branch.body),
    }));
    const otherwise = node.otherwise && this.body(node.otherwise);
    return (context, out) => {
      for (const branch of branches) {
        context.run.at = branch.node.at;
        const holds = branch.holds(context);
        if (context.run.trace) traceStatement(context, "if", branch.node, String(holds));
        if (holds) return branch.body(context, out);
      }
      otherwise?.(context, out);
    };
  }

  #set(node: SetNode): Printer {
    const assign = compileTarget(node.target, this.expressions);
    const evaluate = this.expressions.value(node.value);
    return (context) => {
      context.run.at = node.at;
      const value = evaluate(context);
      if (context.run.trace) traceStatement(context, "set", node, textOrNull(value));
      // What has no value changes nothing: Velocity's `directive.set.null.allowed` is off.
      if (value !== null) assign(context, value);
    };
  }
}

function traceStatement(
  context: Context,
  kind: "set" | "if",
  node: SetNode | IfNode["branches"][number],
  value: string | null,
): void {
  context.run.trace?.({
    kind,
    line: node.at.line,
    column: node.at.column,
    source: node.kind === "set" ? node.target.literal : "",
    value,
    template: context.run.templates.at(-1),
  });
}

/** What a statement prints whatever the context; undefined when it depends on it. */
function constantText(node: Statement): string | undefined {
  switch (node.kind) {
    case "text":
      return node.text;
    case "comment":
      return node.prefix;
    case "macro":
      return "";
    default:
      return undefined;
  }
}
