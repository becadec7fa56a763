/** Text of printable ASCII alone, which is safe wherever quotes and comment ends are dealt with. */
const PLAIN = /^[ -~]*$/;

/**
 * Whether a character must not stand raw in source: controls, line and paragraph separators, marks that
 * reorder or hide text (Unicode TR 36, "bidirectional text spoofing"), the byte-order mark, lone surrogates.
 */
function isUnsafe(character: string): boolean {
  if (character.length > 1) return false;
  const code = character.charCodeAt(0);
  return (
    code < 0x20 ||
    (code >= 0x7f && code <= 0x9f) ||
    code === 0x61c ||
    (code >= 0x200e && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069) ||
    (code >= 0xd800 && code <= 0xdfff) ||
    code === 0xfeff
  );
}

/** The text with each unsafe character replaced; the one place that knows which are. */
export function replaceUnsafe(text: string, replace: (code: number) => string): string {
  if (PLAIN.test(text)) return text;
  let result = "";
  for (const character of text) {
    result += isUnsafe(character) ? replace(character.charCodeAt(0)) : character;
  }
  return result;
}

/** The escape of a UTF-16 code unit in source: `\u202e`. */
export function unicodeEscape(code: number): string {
  return `\\u${code.toString(16).padStart(4, "0")}`;
}
