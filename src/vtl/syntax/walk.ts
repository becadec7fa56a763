import type { AstNode } from "./ast.js";

/** Calls `visit` for a node and all below it, parents first; `false` keeps it out of a node's children. */
export function walkTemplate(
  node: AstNode,
  visit: (node: AstNode) => boolean | void,
  leave?: (node: AstNode) => void,
): void {
  if (visit(node) === false) return;
  for (const child of childNodes(node)) walkTemplate(child, visit, leave);
  leave?.(node);
}

/** A node's children in the order in which they stand. */
export function childNodes(node: AstNode): readonly AstNode[] {
  switch (node.kind) {
    case "template":
    case "macro":
    case "define":
      return node.body;
    case "reference":
      return node.accessors;
    case "method":
      return node.args;
    case "index":
      return [node.index];
    case "if":
      return node.otherwise ? [...node.branches, ...node.otherwise] : node.branches;
    case "branch":
      return [node.condition, ...node.body];
    case "set":
      return [node.target, node.value];
    case "foreach":
      return node.source ? [node.source, ...node.body] : node.body;
    case "call":
      return node.body ? [...node.args, ...node.body] : node.args;
    case "evaluate":
    case "parse":
    case "include":
    case "stop":
    case "break":
      return node.args;
    case "string":
      return node.template ? [node.template] : [];
    case "list":
      return node.items;
    case "map":
      return node.entries;
    case "entry":
      return [node.key, node.value];
    case "range":
      return [node.from, node.to];
    case "binary":
      return [node.left, node.right];
    case "not":
      return [node.operand];
    default:
      return [];
  }
}
