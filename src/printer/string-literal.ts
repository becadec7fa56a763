import { replaceUnsafe, unicodeEscape } from "./unsafe-character.js";

const SHORT_ESCAPES: Readonly<Record<number, string>> = {
  8: "\\b",
  9: "\\t",
  10: "\\n",
  11: "\\v",
  12: "\\f",
  13: "\\r",
};

const SAFE = /^[ !#-[\]-~]*$/;

/**
 * A string as TypeScript source: in double quotes, or in single ones where that needs fewer escapes.
 * What could end it early or disguise it is escaped.
 */
export function printString(value: string): string {
  if (SAFE.test(value)) return `"${value}"`;
  const quote = preferredQuote(value);
  const escaped = value.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`);
  return (
    quote + replaceUnsafe(escaped, (code) => SHORT_ESCAPES[code] ?? unicodeEscape(code)) + quote
  );
}

function preferredQuote(value: string): string {
  const doubles = value.split('"').length;
  const singles = value.split("'").length;
  return doubles > singles ? "'" : '"';
}
