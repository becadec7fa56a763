const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for XML and HTML, in elements and in quoted attributes; characters that XML 1.0 cannot hold become U+FFFD. */
export function escapeMarkup(text: string): string {
  return [...text]
    .map((char) => ESCAPES[char] ?? (isAllowed(char.codePointAt(0) ?? 0) ? char : "\uFFFD"))
    .join("");
}

function isAllowed(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}
