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
  if (value instanceof JavaDouble && !Number.isFinite(value.value)) return "null";
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

const SPECIAL = /["\\/\u0000-\u001f\u007f-\u009f\u2000-\u20ff]/;
const SPECIALS = new RegExp(SPECIAL, "g");

const SHORT: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

function quote(text: string, web: boolean): string {
  if (!SPECIAL.test(text)) return `"${text}"`;
  const escaped = text.replace(SPECIALS, (c) => {
    if (c === "/") return web ? "\\/" : "/";
    const code = c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return SHORT.get(c) ?? `\\u${code}`;
  });
  return `"${escaped}"`;
}
