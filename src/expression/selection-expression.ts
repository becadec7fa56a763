/** A selection expression: text and variables in order; most are one variable. */
export interface SelectionExpression {
  readonly parts: readonly SelectionPart[];
}

/** Literal text, or a variable by its path, such as `request`, `body`, `action`. */
export type SelectionPart = string | { readonly path: readonly string[] };

/**
 * Reads a selection expression: `$request.body.action`, `${request.body.a.b}`, text around, and `\$` for a dollar sign
 * (API Gateway guide, "API Gateway WebSocket selection expressions"). A dollar sign that begins no variable is text.
 */
export function parseSelectionExpression(text: string): SelectionExpression {
  const parts: SelectionPart[] = [];
  let literal = "";
  const token = /\\([\\$])|\$\{([^{}]*)\}|\$([A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*)/g;
  let from = 0;
  for (const match of text.matchAll(token)) {
    literal += text.slice(from, match.index);
    from = match.index + match[0].length;
    const variable = match[2] ?? match[3];
    if (variable === undefined || variable === "") {
      literal += match[1] ?? match[0];
      continue;
    }
    if (literal !== "") parts.push(literal);
    literal = "";
    parts.push({ path: variable.split(".") });
  }
  literal += text.slice(from);
  if (literal !== "") parts.push(literal);
  return { parts };
}

/** Writes a selection expression; a lone variable of plain names without braces. */
export function printSelectionExpression({ parts }: SelectionExpression): string {
  const [only] = parts;
  if (parts.length === 1 && typeof only === "object" && only.path.every(isPlain)) {
    return `$${only.path.join(".")}`;
  }
  return parts
    .map((part) => (typeof part === "string" ? escape(part) : `\${${part.path.join(".")}}`))
    .join("");
}

function isPlain(name: string, index: number): boolean {
  return (index === 0 ? /^[A-Za-z_][A-Za-z0-9_-]*$/ : /^[A-Za-z0-9_-]+$/).test(name);
}

function escape(text: string): string {
  return text.replace(/[\\$]/g, "\\$&");
}
