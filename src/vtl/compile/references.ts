import { getProperty } from "../methods/classes.js";
import type { Accessor, Expression, Reference } from "../syntax/ast.js";
import { BlockReference } from "../values/block-reference.js";
import { JavaMap } from "../values/map.js";
import { textOrNull } from "../values/text.js";
import type { Value } from "../values/value.js";
import type { Context, Printer } from "./run.js";
import type { Profile } from "./profile.js";
import { invoke, readIndex, writeIndex, writeProperty } from "./values.js";

/** Evaluates an expression. */
export type Evaluator = (context: Context) => Value;

/** One step of a reference: from a value to the next one, null for none. */
type Step = (target: Exclude<Value, null>, context: Context) => Value;

/** What compiling references needs of the rest. */
export interface ExpressionCompiler {
  readonly profile: Profile;
  readonly value: (node: Expression) => Evaluator;
}

function compileStep(node: Accessor, compiler: ExpressionCompiler): Step {
  switch (node.kind) {
    case "property": {
      const { name } = node;
      if (name === "class" || name === "Class") return (target) => getProperty(target, name);
      return (target) => {
        if (target instanceof JavaMap && target.isPlain) return target.get(name);
        return getProperty(target, name);
      };
    }
    case "index": {
      const index = compiler.value(node.index);
      return (target, context) => {
        const key = index(context);
        context.run.at = node.at;
        return readIndex(target, key);
      };
    }
    case "method": {
      const { name } = node;
      const args = node.args.map(compiler.value);
      return (target, context) => {
        const values = args.map((arg) => arg(context));
        context.run.at = node.at;
        context.run.tick();
        return invoke(target, name, values);
      };
    }
  }
}

/** Compiles a reference's value. In the aws profile what has none is the empty string. */
export function compileReference(node: Reference, compiler: ExpressionCompiler): Evaluator {
  const { name, accessors } = node;
  const invalid = compiler.profile === "aws" ? "" : null;
  if (node.form !== "value") return () => null;
  const steps = accessors.map((accessor) => compileStep(accessor, compiler));
  const [only] = steps;
  if (only === undefined) return (context) => context.get(name) ?? invalid;
  if (steps.length === 1) {
    return (context) => {
      const root = context.get(name);
      return (root === null ? null : only(root, context)) ?? invalid;
    };
  }
  return (context) => {
    let value = context.get(name);
    for (const step of steps) {
      if (value === null) return invalid;
      value = step(value, context);
    }
    return value ?? invalid;
  };
}

/** A blocked reference has no value of its own, but prints and decides as if its strange name had one. */
function unblocked(node: Reference): Reference {
  return node.form === "blocked" ? { ...node, form: "value" } : node;
}

/** Compiles a reference as a condition: everything but null and false is true. */
export function compileTruth(
  node: Reference,
  compiler: ExpressionCompiler,
): (c: Context) => boolean {
  const evaluate = compileReference(unblocked(node), compiler);
  return (context) => {
    const value = evaluate(context);
    if (value === null || typeof value === "boolean") return value === true;
    return !(value instanceof BlockReference) || value.toText() !== null;
  };
}

/** Compiles setting a reference. What cannot be set is left alone, as Velocity does. */
export function compileTarget(
  node: Reference,
  compiler: ExpressionCompiler,
): (context: Context, value: Value) => void {
  const { name, targetName, accessors } = node;
  const last = accessors.at(-1);
  if (last === undefined) return (context, value) => context.put(targetName, value);
  const steps = accessors.slice(0, -1).map((accessor) => compileStep(accessor, compiler));
  const write = compileWrite(last, compiler);
  return (context, value) => {
    let target = context.get(name);
    for (const step of steps) {
      if (target === null) return;
      target = step(target, context);
    }
    if (target !== null) write(target, context, value);
  };
}

function compileWrite(
  node: Accessor,
  compiler: ExpressionCompiler,
): (target: Exclude<Value, null>, context: Context, value: Value) => void {
  if (node.kind !== "index") {
    const { name } = node;
    return (target, _, value) => writeProperty(target, name, value);
  }
  const index = compiler.value(node.index);
  return (target, context, value) => {
    const key = index(context);
    context.run.at = node.at;
    writeIndex(target, key, value);
  };
}

/** Compiles a reference that prints. */
export function compilePrinted(node: Reference, compiler: ExpressionCompiler): Printer {
  const { name, escaped, escapePrefix, textPrefix, nullText } = node;
  if (node.form === "word") return (_, out) => out.write(name);
  const evaluate = compileReference(unblocked(node), compiler);
  if (escaped) {
    return (context, out) => {
      const value = evaluate(context);
      const text = context.argumentText(nullText) ?? nullText;
      out.write(escapePrefix + (value === null ? "\\" : "") + text);
    };
  }
  const prefix = escapePrefix + textPrefix;
  return (context, out) => {
    const { run } = context;
    run.at = node.at;
    const value = evaluate(context);
    if (typeof value === "string" && run.trace === undefined) return out.write(prefix + value);
    if (value instanceof BlockReference && value.print(context, out)) return;
    const text = textOrNull(value);
    run.trace?.({
      kind: "reference",
      line: node.at.line,
      column: node.at.column,
      source: node.literal,
      value: text,
      template: run.templates.at(-1),
    });
    if (text !== null) return out.write(prefix + text);
    out.write(escapePrefix + prefix + (context.argumentText(nullText) ?? nullText));
  };
}
