/** Whether a media type is JSON or built on it (RFC 6839 §3.1). */
export function isJson(mediaType: string): boolean {
  return /^[^;]*[/+]json\s*(?:;|$)/i.test(mediaType);
}

/**
 * Whether an answer's content type is the described one or within its range. JSON types stand for each other,
 * and so do those of text; a missing type, or plain text where JSON is described, is left to the decoder.
 */
export function matches(described: string, actual: string | null): boolean {
  if (!actual) return true;
  const [wanted = "", given = ""] = [described, actual].map((mediaType) =>
    mediaType.replace(/;.*/s, "").trim().toLowerCase(),
  );
  if (isJson(wanted)) return isJson(given) || given === "text/plain";
  const [type, subtype] = wanted.split("/");
  return (
    wanted === given ||
    type === "*" ||
    ((subtype === "*" || type === "text") && given.startsWith(`${type}/`))
  );
}
