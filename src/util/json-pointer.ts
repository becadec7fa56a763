/**
 * The tokens of a JSON Pointer in a URI fragment (RFC 6901 §6), the part after `#/`;
 * a fragment that is not valid percent-encoding is taken as it is.
 */
export function parsePointerFragment(fragment: string): string[] {
  if (fragment === "" || fragment === "/") return fragment === "" ? [] : [""];
  const plain = fragment.includes("%") ? decodePercent(fragment) : fragment;
  const tokens = plain.slice(1).split("/");
  if (!plain.includes("~")) return tokens;
  return tokens.map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Decodes percent-encoding where it is valid, else gives the text back. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
