import type { Operation, PathSegment } from "../../model/index.js";
import { defineRule } from "../rule.js";

/** Paths that differ only in the names of their variables. */
export const identicalPaths = defineRule({
  code: "path-identical",
  severity: "error",
  message: (path: string, other: string) =>
    `The path \`${path}\` has the same form as \`${other}\`; only the names of the variables differ.`,
  mend: "Merge the two paths, or tell them apart by a fixed segment.",
  explain:
    "Paths with the same hierarchy and other variable names count as identical (OpenAPI 3.2 §4.8.1): no server can tell which of them a request means.\n\n`/pets/{petId}` and `/pets/{name}` are such a pair.",
  start(report) {
    const byShape = new Map<string, Operation>();
    const reported = new Set<string>();
    return {
      operation(operation) {
        const { raw, segments } = operation.path;
        const shape = segments.map(shapeOf).join("/");
        const first = byShape.get(shape);
        if (!first) byShape.set(shape, operation);
        else if (first.path.raw !== raw && !reported.has(raw)) {
          reported.add(raw);
          report(operation.pathItem.location, [raw, first.path.raw], {
            related: [{ message: "The other path", location: first.pathItem.location }],
          });
        }
      },
    };
  },
});

/** Paths of one method where neither is more specific, and a request may match both. */
export const overlappingPaths = defineRule({
  code: "path-ambiguous",
  severity: "warning",
  message: (key: string, other: string, example: string) =>
    `A request such as \`${example}\` fits both \`${key}\` and \`${other}\`, and neither is more specific.`,
  mend: "Give the two paths fixed segments in the same places.",
  explain:
    "A fixed segment is more specific than a variable one. Where each of two paths is fixed at a place at which the other is variable, such as `/{entity}/me` and `/books/{id}`, the specification leaves the choice to the tool.",
  start(report) {
    const root = newNode();
    return {
      operation(operation, { operation: walked }) {
        if (operation.path.segments.some(({ kind }) => kind === "mixed" || kind === "greedy"))
          return;
        const rival = findRival(root, operation, 0, "", { own: false, other: false });
        if (rival) {
          report(operation.location, [operation.key, rival.operation.key, rival.example], {
            ...(walked && { operation: walked }),
            related: [{ message: "The other operation", location: rival.operation.location }],
          });
        }
        insert(root, operation);
      },
    };
  },
});

interface TreeNode {
  readonly fixed: Map<string, TreeNode>;
  variable?: TreeNode;
  readonly ends: Map<string, Operation>;
}

interface Rival {
  readonly operation: Operation;
  readonly example: string;
}

function newNode(): TreeNode {
  return { fixed: new Map(), ends: new Map() };
}

function insert(root: TreeNode, operation: Operation): void {
  let node = root;
  for (const segment of operation.path.segments) {
    if (segment.kind === "static") {
      const next = node.fixed.get(segment.text) ?? newNode();
      node.fixed.set(segment.text, next);
      node = next;
    } else {
      node.variable ??= newNode();
      node = node.variable;
    }
  }
  node.ends.set(operation.method, operation);
}

/** An earlier path that matches a common request and is more specific at one place, less at another. */
function findRival(
  node: TreeNode,
  operation: Operation,
  index: number,
  example: string,
  specific: { readonly own: boolean; readonly other: boolean },
): Rival | undefined {
  const segment = operation.path.segments[index];
  if (!segment) {
    const other = specific.own && specific.other ? node.ends.get(operation.method) : undefined;
    return other && { operation: other, example };
  }
  const step = (next: TreeNode | undefined, text: string, side: Partial<typeof specific>) =>
    next && findRival(next, operation, index + 1, `${example}/${text}`, { ...specific, ...side });
  if (segment.kind === "static") {
    return (
      step(node.fixed.get(segment.text), segment.text, {}) ??
      step(node.variable, segment.text, { own: true })
    );
  }
  for (const [text, next] of node.fixed) {
    const rival = step(next, text, { other: true });
    if (rival) return rival;
  }
  return step(node.variable, "x", {});
}

function shapeOf(segment: PathSegment): string {
  switch (segment.kind) {
    case "static":
      return segment.text;
    case "parameter":
      return "{}";
    case "greedy":
      return "{+}";
    case "mixed":
      return segment.parts.map((part) => (typeof part === "string" ? part : "{}")).join("");
  }
}
