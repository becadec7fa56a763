import { parseSelectionExpression } from "../../expression/selection-expression.js";
import { isJsonObject, type JsonValue } from "../../util/json.js";

/** What a selection expression reads. */
export interface SelectionSources {
  /** The parsed message; undefined when it is no JSON. */
  readonly body: JsonValue | undefined;
  readonly context: Readonly<Record<string, unknown>>;
  /** The status and headers of an integration's answer. */
  readonly response?: { readonly status: number; header(name: string): string | undefined };
}

/** Evaluates a selection expression; undefined when a variable has no value. */
export type Selection = (sources: SelectionSources) => string | undefined;

/** Prepares a selection expression (API Gateway guide, "API Gateway WebSocket selection expressions"). */
export function compileSelection(text: string): Selection {
  const { parts } = parseSelectionExpression(text);
  const [only] = parts;
  if (parts.length === 1 && typeof only === "object") {
    const { path } = only;
    return (sources) => valueOf(path, sources);
  }
  return (sources) => {
    let result = "";
    for (const part of parts) {
      const value = typeof part === "string" ? part : valueOf(part.path, sources);
      if (value === undefined) return undefined;
      result += value;
    }
    return result;
  };
}

function valueOf([root, place, ...rest]: readonly string[], sources: SelectionSources) {
  if (root === "request" && place === "body") return textOf(below(sources.body, rest));
  if (root === "context" && place !== undefined) {
    return textOf(below(sources.context[place], rest));
  }
  const { response } = sources;
  if (root !== "integration" || place !== "response" || !response) return undefined;
  const [kind, name = ""] = rest;
  if (kind === "statuscode") return String(response.status);
  return kind === "header" ? response.header(name) : undefined;
}

/** The value at a path; nothing is searched for in between. */
function below(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const name of path) {
    if (!isJsonObject(current) || !Object.hasOwn(current, name)) return undefined;
    current = current[name];
  }
  return current;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}
