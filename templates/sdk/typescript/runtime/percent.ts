/** Percent-encodes all but RFC 3986's unreserved characters (RFC 6570 §3.2.1). */
export function percentEncode(text: string): string {
  return encodeURIComponent(wellFormed(text)).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * Leaves reserved characters and percent-encoded triplets as they are (RFC 6570 §3.2.3);
 * not `#`, which would end the URL.
 */
export function percentEncodeReserved(text: string): string {
  return wellFormed(text)
    .split(/(%[\da-f]{2}|[:/?[\]@!$&'()*+,;=]+)/i)
    .map((part, index) => (index % 2 ? part : percentEncode(part)))
    .join("");
}

/** Replaces lone surrogates, which have no UTF-8 form. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD");
}
