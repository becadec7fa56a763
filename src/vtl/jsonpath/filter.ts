import { Failure } from "../failure.js";
import { compilePattern } from "../regex/pattern.js";
import type { Pattern } from "../regex/pattern.js";
import { PathNotFound, readPlan } from "./evaluate.js";
import { invalidPath, isDefiniteStep } from "./path.js";
import type { ItemTest, PathPlan } from "./path.js";
import { Incomparable, compareLoosely } from "./compare.js";
import { textOrNull } from "../values/text.js";
import type { Value } from "../values/value.js";

/** Reads `[?( … )]`: conditions joined by `&&` and `||`, of which `&&` binds stronger. */
export function parseFilter(path: string, text: string, parsePath: ParsePath): ItemTest {
  const inner = /^\[\s*\?\s*\((.*)\)\s*\]$/s.exec(text.trim())?.[1];
  if (inner === undefined) throw invalidPath(path, `"${text}" is no filter`);
  const groups = inner.split("||").map((group) => {
    return group.split("&&").map((condition) => parseCondition({ path, parsePath }, condition));
  });
  return (item, root) => groups.some((group) => group.every((test) => test(item, root)));
}

type ParsePath = (text: string) => PathPlan;

/** The path that a condition is part of, for errors, and what reads the paths in it. */
interface Source {
  readonly path: string;
  readonly parsePath: ParsePath;
}

const OPERATORS = ["==", ">=", "<=", "!=", "<", ">", "=~"] as const;
type Operator = (typeof OPERATORS)[number];

function parseCondition(source: Source, condition: string): ItemTest {
  const text = condition
    .trim()
    .replace(/^[[?( ]+/, "")
    .replace(/[) ]+$/, "");
  if (text === "") throw invalidPath(source.path, "a condition is empty");
  const operator = OPERATORS.find((candidate) => text.includes(candidate));
  if (operator === undefined) return existence(source, text);
  const at = text.indexOf(operator);
  const left = operand(source, text.slice(0, at).trim());
  const right = operand(source, text.slice(at + operator.length).trim());
  return (item, root) => {
    try {
      return compare(operator, left(item, root), right(item, root));
    } catch (error) {
      if (error instanceof Incomparable || error instanceof PathNotFound) return false;
      throw error;
    }
  };
}

function existence(source: Source, text: string): ItemTest {
  const negated = text.startsWith("!");
  const plan = pathOperand(source, negated ? text.slice(1) : text);
  if (plan === undefined) throw invalidPath(source.path, `"${text}" is no condition`);
  return (item, root) => {
    try {
      return (readPlan(plan, item, root) !== null) !== negated;
    } catch (error) {
      if (error instanceof PathNotFound) return negated;
      throw error;
    }
  };
}

type Operand = (item: Value, root: Value) => Value | Pattern;

function operand(source: Source, text: string): Operand {
  const plan = pathOperand(source, text);
  if (plan !== undefined) {
    return (item, root) => readPlan(plan, plan.fromRoot ? root : item, root);
  }
  if (text.startsWith("!@")) throw invalidPath(source.path, "`!` serves only to test for absence");
  if (text.length > 1 && text.startsWith("'") && text.endsWith("'")) {
    const value = text.slice(1, -1);
    return () => value;
  }
  const regex = /^\/(.*)\/(i?)$/s.exec(text);
  if (regex) {
    const pattern = compilePattern(`${regex[2] === "i" ? "(?i)" : ""}${regex[1] ?? ""}`);
    return () => pattern;
  }
  return () => text;
}

function pathOperand(source: Source, text: string): PathPlan | undefined {
  if (!text.startsWith("$") && !text.startsWith("@")) return undefined;
  const plan = source.parsePath(text);
  if (!plan.steps.every(isDefiniteStep)) {
    throw invalidPath(source.path, `"${text}" in a filter may lead to several values`);
  }
  return plan;
}

function compare(operator: Operator, model: Value | Pattern, expected: Value | Pattern): boolean {
  if (operator === "=~") return matches(model, expected);
  if (isPattern(model) || isPattern(expected)) throw new Incomparable();
  if (operator === "==") return compareLoosely(expected, model) === 0;
  if (operator === "!=") return compareLoosely(expected, model) !== 0;
  if ((expected === null) !== (model === null)) return false;
  const order = compareLoosely(expected, model);
  switch (operator) {
    case ">":
      return order < 0;
    case ">=":
      return order <= 0;
    case "<":
      return order > 0;
    default:
      return order >= 0;
  }
}

function isPattern(value: Value | Pattern): value is Pattern {
  return typeof value === "object" && value !== null && "matches" in value;
}

function matches(model: Value | Pattern, expected: Value | Pattern): boolean {
  const pattern = isPattern(model) ? model : expected;
  const target = isPattern(model) ? expected : model;
  if (!isPattern(pattern)) throw new Failure("`=~` needs a regular expression between slashes");
  if (target === null || isPattern(target)) return false;
  return pattern.matches(textOrNull(target) ?? "");
}
