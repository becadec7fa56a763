import type { Expression, StringLiteral } from "./ast.js";

/** The blank behind a string's content is no part of it; a line comment could swallow it, so there it is missing. */
export function isPadded(template: { readonly text: string }): boolean {
  return !template.text.includes("##");
}

/** A literal's text where it depends on nothing: in single quotes, or with nothing to interpolate. */
export function constantText(node: Expression | undefined): string | undefined {
  return node?.kind === "string" ? constantString(node) : undefined;
}

function constantString({ value, template }: StringLiteral): string | undefined {
  if (template === undefined) return value;
  let text = "";
  for (const node of template.body) {
    if (node.kind !== "text") return undefined;
    text += node.text;
  }
  return isPadded(template) ? text.slice(0, -1) : text;
}
