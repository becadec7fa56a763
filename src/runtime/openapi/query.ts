/** One pair of a query or form, still percent-encoded. */
export interface RawPair {
  /** Decoded. */
  readonly name: string;
  /** As sent; `+` is a blank. */
  readonly raw: string;
}

/** Splits a query or an urlencoded body into its pairs. */
export function parsePairs(text: string): RawPair[] {
  if (text === "") return [];
  const pairs: RawPair[] = [];
  for (const part of text.split("&")) {
    if (part === "") continue;
    const at = part.indexOf("=");
    const name = decodeForm(at < 0 ? part : part.slice(0, at));
    pairs.push({ name, raw: at < 0 ? "" : part.slice(at + 1) });
  }
  return pairs;
}

/** Decodes a part of a query or form: `+` is a blank; wrong encodings stay as they are. */
export function decodeForm(text: string): string {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  if (!spaced.includes("%")) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
