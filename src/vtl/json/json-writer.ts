import { JavaCollection } from "../values/collection.js";
import { JavaMap } from "../values/map.js";
import { JavaDouble } from "../values/numbers.js";
import { elementText, joinTexts } from "../values/text.js";
import type { Value } from "../values/value.js";

/**
 * A value as compact JSON, in the way of json-smart: control characters and U+2000 to U+20FF are escaped,
 * and with `web` the slash is too.
 */
export function writeJson(value: Value, web: boolean): string {
  if (typeof value === "string") return quote(value, web);
  if (value instanceof JavaMap) return joinTexts("{", members(value, web), ",", "}");
  if (value instanceof JavaCollection) return joinTexts("[", elements(value, web), ",", "]");
  if (value instanceof JavaDouble && Math.abs(value.value) === Infinity) return "null";
  return elementText(value);
}

function* members(map: JavaMap, web: boolean): Iterable<string> {
  for (const key of map.keys()) {
    yield `${quote(elementText(key), web)}:${writeJson(map.get(key), web)}`;
  }
}

function* elements(values: JavaCollection, web: boolean): Iterable<string> {
  for (const value of values.values()) yield writeJson(value, web);
}

const SHORT: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["/", "\\/"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

function quote(text: string, web: boolean): string {
  let escaped = "";
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (!isSpecial(text.charCodeAt(at), web)) continue;
    escaped += text.slice(from, at) + escape(text[at] ?? "");
    from = at + 1;
  }
  return `"${escaped}${text.slice(from)}"`;
}

function isSpecial(code: number, web: boolean): boolean {
  if (code < 0x20 || code === 0x22 || code === 0x5c) return true;
  if (code === 0x2f) return web;
  return (code >= 0x7f && code <= 0x9f) || (code >= 0x2000 && code <= 0x20ff);
}

function escape(char: string): string {
  const short = SHORT.get(char);
  if (short !== undefined) return short;
  return `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}
