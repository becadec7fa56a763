import { SyntaxFailure } from "./syntax-failure.js";
import type { OffsetMap } from "./token-reader.js";

/** A string literal's content, and where its characters stand in the template. */
export interface StringContent {
  readonly text: string;
  readonly map: OffsetMap;
}

/**
 * Reads a quoted literal: a doubled quote stands for one, and in double quotes `\uXXXX` for its character.
 * `outer` is the offset of the opening quote in the whole template.
 */
export function stringContent(image: string, outer: number): StringContent {
  const quote = image[0] ?? "";
  const raw = image.slice(1, -1);
  const unicode = quote === '"' && raw.includes("\\u");
  if (!unicode && !raw.includes(quote)) {
    return { text: raw, map: (offset) => outer + 1 + offset };
  }
  const offsets: number[] = [];
  const decoded = unicode ? decode(raw, outer, offsets) : raw;
  if (!unicode) for (let i = 0; i < raw.length; i++) offsets.push(i);
  let text = "";
  const kept: number[] = [];
  for (let i = 0; i < decoded.length; i++) {
    text += decoded[i];
    kept.push(offsets[i] ?? i);
    if (decoded[i] === quote && decoded[i + 1] === quote) i++;
  }
  return { text, map: (offset) => outer + 1 + (kept[offset] ?? raw.length) };
}

function decode(raw: string, outer: number, offsets: number[]): string {
  let text = "";
  for (let i = 0; i < raw.length; i++) {
    offsets.push(i);
    if (!raw.startsWith("\\u", i)) {
      text += raw[i];
      continue;
    }
    const digits = raw.slice(i + 2, i + 6);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) {
      throw new SyntaxFailure("expected four hexadecimal digits after `\\u`", outer + 1 + i);
    }
    text += String.fromCharCode(parseInt(digits, 16));
    i += 5;
  }
  return text;
}
