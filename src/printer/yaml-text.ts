import { keysInOrder } from "../source/key-order.js";
import { isJsonObject, type JsonValue } from "../util/json.js";

/**
 * A value as YAML text in block style, members in the order of the document. Strings stand plain where every reader of
 * YAML 1.1 and 1.2 takes them for strings, texts of several lines as literal blocks. Ends in a line break.
 */
export function yamlText(value: JsonValue): string {
  const parts: string[] = [];
  if (isCollection(value)) writeCollection(value, "", parts, true);
  else parts.push(scalar(value, "  "), "\n");
  return parts.join("");
}

type Collection = Exclude<JsonValue, null | boolean | number | string>;

function isCollection(value: JsonValue): value is Collection {
  if (Array.isArray(value)) return value.length > 0;
  return isJsonObject(value) && Object.keys(value).length > 0;
}

/** The first line of a collection inside of a list stands behind its dash. */
function writeCollection(
  value: Collection,
  margin: string,
  parts: string[],
  isFirst: boolean,
): void {
  let start = isFirst ? "" : margin;
  if (isJsonObject(value)) {
    for (const key of keysInOrder(value)) {
      parts.push(start, scalar(key, "", true), ":");
      writeMember(value[key] ?? null, margin, parts);
      start = margin;
    }
    return;
  }
  for (const item of value as readonly JsonValue[]) {
    parts.push(start, "- ");
    if (isCollection(item)) writeCollection(item, `${margin}  `, parts, true);
    else parts.push(scalar(item, `${margin}  `), "\n");
    start = margin;
  }
}

function writeMember(value: JsonValue, margin: string, parts: string[]): void {
  if (!isCollection(value)) parts.push(" ", scalar(value, `${margin}  `), "\n");
  else {
    parts.push("\n");
    writeCollection(value, `${margin}  `, parts, false);
  }
}

function scalar(value: JsonValue, margin: string, isKey = false): string {
  if (typeof value === "string") return text(value, margin, isKey);
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "[]" : "{}";
  return JSON.stringify(value);
}

/** Words and numbers that some reader takes for something else. */
const RESERVED =
  /^(?:~|null|true|false|yes|no|on|off|y|n|=|<<|\.nan|[-+]?\.inf|[-+]?[\d.][\d_.,:]*(?:e[-+]?\d+)?|0x[\da-f_]+|0o?[0-7_]+|0b[01_]+|\d{4}-\d\d?-\d\d?.*)$/i;
const PLAIN = /^[^\s\-?:,[\]{}#&*!|>'"%@`](?:[^\n\r\t:#]|:(?=\S)|(?<=\S)#)*$/;
const SPECIAL = /[^\P{Cc}\t\n]|[\u2028\u2029\ufeff\p{Cs}\ufffe\uffff]/u;

function text(value: string, margin: string, isKey: boolean): string {
  const isPlain = PLAIN.test(value) && !RESERVED.test(value) && !SPECIAL.test(value);
  if (isPlain && !value.endsWith(" ") && !(isKey && value.length > 1000)) return value;
  if (!isKey && value.includes("\n") && isLiteral(value)) return literal(value, margin);
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, escape);
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Whether the lines of a text can stand as they are: no line of spaces alone that an indentation would swallow. */
function isLiteral(value: string): boolean {
  const isPrintable = !/[\t\r]/.test(value) && !SPECIAL.test(value);
  return isPrintable && /^[^\s]/.test(value) && !/\n +(?:\n|$)/.test(value) && value.trim() !== "";
}

function literal(value: string, margin: string): string {
  const body = value.replace(/\n+$/, "");
  const ends = value.length - body.length;
  const chomp = ends === 0 ? "-" : ends === 1 ? "" : "+";
  const lines = body.split("\n").map((line) => (line === "" ? "" : margin + line));
  return `|${chomp}\n${lines.join("\n")}${"\n".repeat(Math.max(0, ends - 1))}`;
}
