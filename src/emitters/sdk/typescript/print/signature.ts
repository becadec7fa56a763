import { PRINT_WIDTH, textWidth } from "../../../../printer/text-width.js";
import { flatType, printAnnotation } from "../types/print-type.js";
import type { TypeNode } from "../types/type-node.js";

/** A parameter by its name, with a question mark where it may be left out. */
export type Parameter = readonly [name: string, type: TypeNode];

/** The line or lines of a function from its indented name to its opening brace. */
export function signatureText(
  head: string,
  parameters: readonly Parameter[],
  result: TypeNode,
): string {
  const indent = head.length - head.trimStart().length;
  const list = parameters.map(([name, type]) => `${name}: ${flatType(type)}`).join(", ");
  const flat = `${head}(${list}): ${flatType(result)} {`;
  if (textWidth(flat) <= PRINT_WIDTH) return `${flat}\n`;
  const inner = indent + 2;
  const lines = parameters.map(([name, type]) => {
    const before = `${" ".repeat(inner)}${name}:`;
    const layout = { indent: inner, column: before.length + 1, tail: 1 };
    return `${before}${spaced(printAnnotation(type, layout))},\n`;
  });
  const text = printAnnotation(result, { indent, column: indent + 3, tail: 2 });
  return `${head}(\n${lines.join("")}${" ".repeat(indent)}):${spaced(text)} {\n`;
}

/** A type goes on beside its name, or below it. */
export function spaced(text: string): string {
  return text.startsWith("\n") ? text : ` ${text}`;
}
