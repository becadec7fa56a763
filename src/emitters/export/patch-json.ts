import { jsonText } from "../../printer/json-text.js";
import type { JsonObject } from "../../util/json.js";

/** Writes a JSON value with the indentation and the end of the text that it replaces. */
export function patchJson(text: string, value: JsonObject): string {
  const indent = /^\s*\{(?:\r?\n)+([ \t]+)"/.exec(text)?.[1] ?? "";
  const end = /\s*$/.exec(text)?.[0] ?? "\n";
  const printed = jsonText(value, indent);
  return (text.includes("\r\n") ? printed.replaceAll("\n", "\r\n") : printed) + end;
}
