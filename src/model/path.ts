import type { Path, PathSegment } from "./index.js";

/** Takes a path template apart: static text, `{name}`, `{name+}` (API Gateway), and mixtures. */
export function parsePath(raw: string): Path {
  const steps = raw.replace(/^\//, "").split("/");
  const segments = raw === "/" || raw === "" ? [] : steps.map(parseSegment);
  return { raw, segments };
}

/** The names of a path's variables. */
export function pathVariables(path: Path): string[] {
  return path.segments.flatMap((segment) => {
    if (segment.kind === "static") return [];
    if (segment.kind !== "mixed") return [segment.name];
    return segment.parts.flatMap((part) => (typeof part === "string" ? [] : [part.name]));
  });
}

function parseSegment(text: string): PathSegment {
  const parts: (string | { readonly name: string })[] = [];
  let from = 0;
  while (from < text.length) {
    const open = text.indexOf("{", from);
    const close = open < 0 ? -1 : text.indexOf("}", open);
    if (close < 0) break;
    if (open > from) parts.push(text.slice(from, open));
    parts.push({ name: text.slice(open + 1, close) });
    from = close + 1;
  }
  if (from < text.length) parts.push(text.slice(from));
  const [only] = parts;
  if (parts.length > 1) return { kind: "mixed", parts };
  if (only === undefined || typeof only === "string") return { kind: "static", text };
  const name = only.name;
  return name.endsWith("+")
    ? { kind: "greedy", name: name.slice(0, -1) }
    : { kind: "parameter", name };
}
