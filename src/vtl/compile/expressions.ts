import { limitFailure } from "../failure.js";
import type {
  BinaryExpression,
  Expression,
  Operator,
  StringLiteral,
  TemplateAst,
} from "../syntax/ast.js";
import { constantText, isPadded } from "../syntax/constant.js";
import { JavaList, MAX_ELEMENTS } from "../values/list.js";
import { JavaMap } from "../values/map.js";
import { JavaDouble, integerValue, isNumber, toInt } from "../values/numbers.js";
import { MAX_TEXT, textOrNull } from "../values/text.js";
import type { Value } from "../values/value.js";
import type { Context, Printer } from "./run.js";
import type { Profile } from "./profile.js";
import { compileReference, compileTruth } from "./references.js";
import type { Evaluator, ExpressionCompiler } from "./references.js";
import { arithmetic, looselyEqual, orderOf } from "./values.js";

/** Tells whether a condition holds. */
export type Condition = (context: Context) => boolean;

/** Compiles expressions to functions; the bodies of interpolated strings are compiled by `compileBody`. */
export class Expressions implements ExpressionCompiler {
  readonly profile: Profile;
  readonly #compileBody: (template: TemplateAst) => Printer;

  constructor(profile: Profile, compileBody: (template: TemplateAst) => Printer) {
    this.profile = profile;
    this.#compileBody = compileBody;
  }

  /** The value of an expression. */
  value = (node: Expression): Evaluator => {
    switch (node.kind) {
      case "reference":
        return compileReference(node, this);
      case "string":
        return this.#string(node);
      case "integer":
        return constant(integerValue(BigInt(node.text)));
      case "float":
        return constant(new JavaDouble(Number(node.text)));
      case "boolean":
        return constant(node.value);
      case "list": {
        const items = node.items.map(this.value);
        return (context) => new JavaList(items.map((item) => item(context)));
      }
      case "map": {
        const entries = node.entries.map((entry) => {
          return [this.value(entry.key), this.value(entry.value)] as const;
        });
        return (context) => {
          const map = new JavaMap();
          for (const [key, value] of entries) map.put(key(context), value(context));
          return map;
        };
      }
      case "range":
        return compileRange(this.value(node.from), this.value(node.to));
      case "binary":
        return this.#binary(node);
      case "not": {
        const operand = this.condition(node.operand);
        return (context) => !operand(context);
      }
      case "word":
        return constant(null);
    }
  };

  /** Whether an expression holds: references by their value, operations by their result, literals never. */
  condition(node: Expression): Condition {
    switch (node.kind) {
      case "reference":
        return compileTruth(node, this);
      case "boolean":
        return () => node.value;
      case "not": {
        const operand = this.condition(node.operand);
        return (context) => !operand(context);
      }
      case "binary":
        return this.#relation(node) ?? (() => false);
      default:
        return () => false;
    }
  }

  #string(node: StringLiteral): Evaluator {
    const text = constantText(node);
    if (node.template === undefined || text !== undefined) return constant(text ?? node.value);
    const body = this.#compileBody(node.template);
    const padded = isPadded(node.template);
    return (context) => {
      const { run } = context;
      return run.nest(() => {
        const out = run.buffer();
        body(context, out);
        return padded ? out.text.slice(0, -1) : out.text;
      });
    };
  }

  #binary(node: BinaryExpression): Evaluator {
    const relation = this.#relation(node);
    if (relation !== undefined) return relation;
    const left = this.value(node.left);
    const right = this.value(node.right);
    const { operator, leftText, rightText } = node;
    if (operator === "+") {
      return (context) => {
        const a = left(context);
        const b = right(context);
        if (typeof a !== "string" && typeof b !== "string") return arithmetic("+", a, b);
        return joined(textOrNull(a) ?? leftText, textOrNull(b) ?? rightText);
      };
    }
    const sign = MATH.get(operator) ?? "-";
    return (context) => arithmetic(sign, left(context), right(context));
  }

  /** Logic and comparisons, whose result is a boolean; undefined for arithmetic. */
  #relation(node: BinaryExpression): Condition | undefined {
    const { operator } = node;
    if (operator === "&&" || operator === "||") {
      const a = this.condition(node.left);
      const b = this.condition(node.right);
      if (operator === "&&") return (context) => a(context) && b(context);
      return (context) => a(context) || b(context);
    }
    if (MATH.has(operator) || operator === "+") return undefined;
    const left = this.value(node.left);
    const right = this.value(node.right);
    if (operator === "==") return (context) => looselyEqual(left(context), right(context));
    if (operator === "!=") return (context) => !looselyEqual(left(context), right(context));
    const holds = ORDERS.get(operator) ?? ((): boolean => false);
    return (context) => {
      const order = orderOf(left(context), right(context));
      return order !== undefined && holds(order);
    };
  }
}

const MATH: ReadonlyMap<Operator, "-" | "*" | "/" | "%"> = new Map([
  ["-", "-"],
  ["*", "*"],
  ["/", "/"],
  ["%", "%"],
] as const);

const ORDERS: ReadonlyMap<Operator, (order: number) => boolean> = new Map([
  ["<", (order: number) => order < 0],
  ["<=", (order: number) => order <= 0],
  [">", (order: number) => order > 0],
  [">=", (order: number) => order >= 0],
] as const);

function constant(value: Value): Evaluator {
  return () => value;
}

function joined(left: string, right: string): string {
  if (left.length + right.length > MAX_TEXT) {
    throw limitFailure("a text is too long", "text", MAX_TEXT);
  }
  return left + right;
}

function compileRange(from: Evaluator, to: Evaluator): Evaluator {
  return (context) => {
    const first = from(context);
    const last = to(context);
    if (!isNumber(first) || !isNumber(last)) return null;
    return range(toInt(first), toInt(last));
  };
}

function range(first: number, last: number): JavaList {
  const length = Math.abs(first - last) + 1;
  if (length > MAX_ELEMENTS) throw limitFailure("a range is too long", "elements", MAX_ELEMENTS);
  const step = first >= last ? -1 : 1;
  return new JavaList(Array.from({ length }, (_, i) => first + i * step));
}
