import { DEFAULT_HELPER, helpersOf, holds } from "./helpers.js";
import { Printed } from "./printed.js";
import type {
  PathExpression,
  Template,
  TemplateExpression,
  TemplateNode,
} from "./template-node.js";

/** The text that a checked template makes of a context of its shape. */
export function renderTemplate(template: Template, context: object): string {
  const helpers = helpersOf(template.language);
  const fallback = helpers[DEFAULT_HELPER[template.language]];

  const nodesText = (nodes: readonly TemplateNode[], scopes: Scopes): string =>
    nodes.map((node) => nodeText(node, scopes)).join("");

  const nodeText = (node: TemplateNode, scopes: Scopes): string => {
    if (node.kind === "text") return node.text;
    if (node.kind === "print") return printValue(valueOf(node.value, scopes));
    if (node.kind === "if") {
      return nodesText(holds(valueOf(node.test, scopes)) ? node.yes : node.no, scopes);
    }
    const value = valueOf(node.of, scopes);
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (!holds(value)) return nodesText(node.none, scopes);
    return items
      .map((item, index) => {
        const inner = { value: item, index, count: items.length };
        return nodesText(node.body, [inner, ...scopes]);
      })
      .join("");
  };

  const printValue = (value: unknown): string => {
    const shown = value instanceof Printed ? value : fallback?.call([value ?? null]);
    return shown instanceof Printed ? shown.text : "";
  };

  const valueOf = (expression: TemplateExpression, scopes: Scopes): unknown => {
    if (expression.kind === "literal") return expression.value;
    if (expression.kind === "path") return memberOf(expression, scopes);
    const args = expression.args.map((arg) => valueOf(arg, scopes));
    return helpers[expression.helper]?.call(args);
  };

  return nodesText(template.nodes, [{ value: context, index: 0, count: 1 }]);
}

/** The contexts that a place is in, from the innermost out. */
type Scopes = readonly Scope[];

interface Scope {
  readonly value: unknown;
  readonly index: number;
  readonly count: number;
}

function memberOf({ from, steps, loop }: PathExpression, scopes: Scopes): unknown {
  const scope = from === "root" ? scopes.at(-1) : scopes[from];
  if (loop && scope) {
    const { index, count } = scope;
    return { index: String(index), first: index === 0, last: index === count - 1 }[loop];
  }
  let value: unknown = scope?.value;
  for (const step of steps) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step))
      return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}
