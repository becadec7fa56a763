/*
 * Control characters, and the marks that reorder or break lines: a hostile file must not move the cursor,
 * change colours or hide text in the terminal of the person who reads a message about it.
 */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** The text with everything that a terminal would act on written as an escape. */
export function printable(text: string): string {
  return text.replace(
    UNPRINTABLE,
    (mark) => SHORT[mark] ?? `\\u${(mark.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}
