import type { TransformSource, TransformStep } from "../../model/index.js";

/** What a text says of a source: the source, or why it is none. */
export type SourceResult = { readonly source: TransformSource } | { readonly reason: string };

const STEP = /\.([A-Za-z_][\w-]*)|\[(\d{1,9})\]|\["([^"]*)"\]|\['([^']*)'\]/y;
/** What no path of the gateway's JSONPath can name. */
const UNREACHABLE = /['[\]]/;

/** Reads `$.a[0]["b c"]`, `$item.a`, `$header.NAME` and the like; `variables` are the names of the loops around it. */
export function parseTransformSource(text: string, variables: readonly string[]): SourceResult {
  const [, name = "", rest = ""] = /^\$([A-Za-z_]\w*)?(.*)$/s.exec(text) ?? [];
  if (name === "") return bodySource(rest);
  const after = rest.startsWith(".") ? rest.slice(1) : "";
  switch (name) {
    case "header":
    case "query":
    case "path":
      if (after === "") return { reason: "it names no parameter" };
      return { source: { kind: "parameter", in: name, name: after } };
    case "stageVariables":
      if (!/^\w+$/.test(after)) return { reason: "it names no stage variable" };
      return { source: { kind: "stageVariable", name: after } };
    case "context":
      return contextSource(after);
    default:
      if (variables.includes(name)) return bodySource(rest, name);
      return { reason: `no loop around it has an element \`$${name}\`` };
  }
}

/** The names that no loop may give its element. */
export const RESERVED_VARIABLES: ReadonlySet<string> = new Set(
  "header query path context stageVariables input util".split(" "),
);

/** Writes a source as it is read. */
export function printTransformSource(source: TransformSource): string {
  switch (source.kind) {
    case "body":
      return `$${source.variable ?? ""}${source.steps.map(printStep).join("")}`;
    case "parameter":
      return `$${source.in}.${source.name}`;
    case "context":
      return `$context.${source.names.join(".")}`;
    case "stageVariable":
      return `$stageVariables.${source.name}`;
  }
}

function printStep(step: TransformStep): string {
  if (step.kind === "index") return `[${step.index}]`;
  return /^[A-Za-z_][\w-]*$/.test(step.name) ? `.${step.name}` : `[${JSON.stringify(step.name)}]`;
}

function bodySource(path: string, variable?: string): SourceResult {
  const steps: TransformStep[] = [];
  for (let at = 0; at < path.length;) {
    STEP.lastIndex = at;
    const match = STEP.exec(path);
    if (!match) return { reason: `\`${path.slice(at)}\` is neither a member nor an index` };
    const name = match[1] ?? match[3] ?? match[4];
    if (name !== undefined && UNREACHABLE.test(name)) {
      return { reason: `JSONPath cannot name the member \`${name}\`` };
    }
    steps.push(
      name === undefined ? { kind: "index", index: Number(match[2]) } : { kind: "member", name },
    );
    at = STEP.lastIndex;
  }
  return { source: { kind: "body", ...(variable !== undefined && { variable }), steps } };
}

function contextSource(path: string): SourceResult {
  const names = path.split(".");
  if (!names.every((name) => /^[\w:-]+$/.test(name))) {
    return { reason: "it names nothing of `$context`" };
  }
  return { source: { kind: "context", names } };
}
