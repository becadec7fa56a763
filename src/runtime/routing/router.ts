import type { Path, PathSegment } from "../../model/index.js";

/** A route that was found: what it leads to and the text of each path parameter, still percent-encoded. */
export interface RouteMatch<T> {
  readonly kind: "found";
  readonly target: T;
  readonly parameters: readonly (readonly [name: string, text: string])[];
}

/** Nothing there: no such path, or the path without that method. */
export interface RouteMiss {
  readonly kind: "noPath" | "noMethod";
  /** The methods that the path has, for `noMethod`. */
  readonly methods: readonly string[];
}

type Names = readonly string[];

interface Leaf<T> {
  readonly target: T;
  readonly names: Names;
}

interface Node<T> {
  readonly texts: Map<string, Node<T>>;
  readonly mixed: { readonly key: string; readonly pattern: RegExp; readonly node: Node<T> }[];
  parameter: Node<T> | undefined;
  greedy: Node<T> | undefined;
  readonly methods: Map<string, Leaf<T>>;
}

/**
 * Finds the operation of a request. In each segment a fixed text goes before a mixed one, a parameter and a
 * greedy one; a path that lacks the method is passed over for the next that matches; `ANY` takes what is left.
 */
export class Router<T> {
  readonly #root: Node<T> = emptyNode();

  /** Adds a route; the first of two with the same path shape and method stays. */
  add(path: Path, method: string, target: T): void {
    let node = this.#root;
    const names: string[] = [];
    for (const segment of withoutRoot(path.segments)) node = step(node, segment, names);
    if (!node.methods.has(method)) node.methods.set(method, { target, names });
  }

  /** Looks a path up; `path` begins with a slash and has no query. */
  find(method: string, path: string): RouteMatch<T> | RouteMiss {
    const segments = path.split("/");
    segments.shift();
    if (segments.length === 1 && segments[0] === "") segments.pop();
    const search: Search<T> = { method, segments, values: [], seen: undefined };
    const leaf = walk(this.#root, 0, search);
    if (!leaf) {
      if (!search.seen) return { kind: "noPath", methods: [] };
      return { kind: "noMethod", methods: [...search.seen] };
    }
    const { names } = leaf;
    const parameters = names.map((name, index) => [name, search.values[index] ?? ""] as const);
    return { kind: "found", target: leaf.target, parameters };
  }
}

interface Search<T> {
  readonly method: string;
  readonly segments: readonly string[];
  readonly values: string[];
  seen: Set<string> | undefined;
  readonly leaf?: Leaf<T>;
}

function walk<T>(node: Node<T>, depth: number, search: Search<T>): Leaf<T> | undefined {
  if (depth === search.segments.length) return leafOf(node, search);
  const raw = search.segments[depth] ?? "";
  const text = raw.includes("%") ? decodeSegment(raw) : raw;
  const fixed = node.texts.get(text);
  const found = fixed && walk(fixed, depth + 1, search);
  if (found) return found;
  for (const { pattern, node: next } of node.mixed) {
    const match = pattern.exec(text);
    if (!match) continue;
    const mixed = walkWith(next, depth + 1, search, match.slice(1));
    if (mixed) return mixed;
  }
  if (node.parameter && raw !== "") {
    const parameter = walkWith(node.parameter, depth + 1, search, [raw]);
    if (parameter) return parameter;
  }
  if (!node.greedy) return undefined;
  const rest = search.segments.slice(depth).join("/");
  return rest === "" ? undefined : walkWith(node.greedy, search.segments.length, search, [rest]);
}

function walkWith<T>(
  node: Node<T>,
  depth: number,
  search: Search<T>,
  values: readonly string[],
): Leaf<T> | undefined {
  const before = search.values.length;
  search.values.push(...values);
  const found = walk(node, depth, search);
  if (!found) search.values.length = before;
  return found;
}

function leafOf<T>(node: Node<T>, search: Search<T>): Leaf<T> | undefined {
  const leaf = node.methods.get(search.method) ?? node.methods.get("ANY");
  if (!leaf && node.methods.size > 0) {
    search.seen ??= new Set();
    for (const method of node.methods.keys()) search.seen.add(method);
  }
  return leaf;
}

function step<T>(node: Node<T>, segment: PathSegment, names: string[]): Node<T> {
  switch (segment.kind) {
    case "static": {
      const text = decodeSegment(segment.text);
      const next = node.texts.get(text) ?? emptyNode<T>();
      node.texts.set(text, next);
      return next;
    }
    case "parameter":
      names.push(segment.name);
      return (node.parameter ??= emptyNode());
    case "greedy":
      names.push(segment.name);
      return (node.greedy ??= emptyNode());
    case "mixed":
      return mixedStep(node, segment.parts, names);
  }
}

function mixedStep<T>(
  node: Node<T>,
  parts: readonly (string | { readonly name: string })[],
  names: string[],
): Node<T> {
  const key = parts
    .map((part) => (typeof part === "string" ? escapePattern(part) : "(.+?)"))
    .join("");
  for (const part of parts) if (typeof part !== "string") names.push(part.name);
  const known = node.mixed.find((one) => one.key === key);
  if (known) return known.node;
  const next = emptyNode<T>();
  node.mixed.push({ key, pattern: new RegExp(`^${key}$`, "su"), node: next });
  return next;
}

function emptyNode<T>(): Node<T> {
  return {
    texts: new Map(),
    mixed: [],
    parameter: undefined,
    greedy: undefined,
    methods: new Map(),
  };
}

function withoutRoot(segments: readonly PathSegment[]): readonly PathSegment[] {
  const [first] = segments;
  return segments.length === 1 && first?.kind === "static" && first.text === "" ? [] : segments;
}

function escapePattern(text: string): string {
  return decodeSegment(text).replaceAll(/[\\^$.*+?()[\]{}|/-]/g, (found) =>
    found === "-" ? "\\x2d" : `\\${found}`,
  );
}

/** Decodes percent-encoding; text that is not encoded rightly stays as it is. */
export function decodeSegment(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
