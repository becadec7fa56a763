import { PRINT_WIDTH, textWidth } from "../../../../printer/text-width.js";

/** An optional member of an interface that may also be given as undefined; `types` is its union. */
export function optionalMember(key: string, types: readonly string[], indent: number): string {
  const margin = " ".repeat(indent);
  const members = [...types, "undefined"];
  const flat = `${margin}readonly ${key}?: ${members.join(" | ")};`;
  if (textWidth(flat) <= PRINT_WIDTH) return `${flat}\n`;
  const lines = members.map((member) => `\n${margin}  | ${member}`);
  return `${margin}readonly ${key}?:${lines.join("")};\n`;
}
