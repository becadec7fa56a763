/** Java's `trim`: everything up to U+0020 goes from both ends. */
export function trimLow(text: string): string {
  return trimWhere(text, (code) => code <= 0x20);
}

/** Java's `Character.isWhitespace`: Unicode's blanks without the unbreakable ones, and a few controls. */
export function isJavaWhitespace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 9 && code <= 13) || code >= 0x1c;
  if (code === 0x2007 || code === 0x202f || code === 0xa0 || code === 0xfeff) return false;
  return /\s/.test(String.fromCharCode(code));
}

/** Takes characters from both ends, or from one. */
export function trimWhere(
  text: string,
  test: (code: number) => boolean,
  ends: "both" | "start" | "end" = "both",
): string {
  let from = 0;
  let to = text.length;
  if (ends !== "end") while (from < to && test(text.charCodeAt(from))) from++;
  if (ends !== "start") while (to > from && test(text.charCodeAt(to - 1))) to--;
  return text.slice(from, to);
}
