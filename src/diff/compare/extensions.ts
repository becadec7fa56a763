import type { ModelNode } from "../../model/node.js";
import type { JsonValue } from "../../util/json.js";

/** The value of an `x-` member of a node. */
export function extensionValue(node: ModelNode, name: string): JsonValue | undefined {
  return node.extensions?.find((one) => one.name === name)?.value;
}

/** The same where it is a text, or a value that a text was meant by. */
export function extensionText(node: ModelNode, name: string): string | undefined {
  const value = extensionValue(node, name);
  if (value === undefined) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}
