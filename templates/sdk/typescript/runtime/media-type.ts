/** Whether a media type is JSON or built on it (RFC 6839 §3.1). */
export function isJson(mediaType: string): boolean {
  return /^[^;]*[/+]json\s*(?:;|$)/i.test(mediaType);
}

function essenceOf(mediaType: string): string {
  return (mediaType.split(";", 1)[0] ?? "").trim().toLowerCase();
}

/**
 * Whether an answer's content type is the described one or within its range. JSON types stand for each other;
 * a missing type, or plain text where JSON is described, is left to the decoder.
 */
export function matches(described: string, actual: string | null): boolean {
  if (!actual) return true;
  const wanted = essenceOf(described);
  const given = essenceOf(actual);
  if (isJson(wanted)) return isJson(given) || given === "text/plain";
  return (
    wanted === given ||
    wanted === "*/*" ||
    (wanted.endsWith("/*") && given.startsWith(wanted.slice(0, -1))) ||
    (wanted.startsWith("text/") && given.startsWith("text/"))
  );
}
