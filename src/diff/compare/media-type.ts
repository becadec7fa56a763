/** One text for media types that HTTP holds equal: case and parameter order do not count (RFC 9110 §8.3.1). */
export function mediaTypeKey(name: string): string {
  const [type = "", ...parameters] = name.split(";").map((part) => part.trim());
  const sorted = parameters
    .filter((part) => part !== "")
    .map((part) => {
      const [key = "", value = ""] = part.split("=");
      const bare = value.replace(/^"|"$/g, "");
      return `${key.trim().toLowerCase()}=${key.trim().toLowerCase() === "charset" ? bare.toLowerCase() : bare}`;
    })
    .sort();
  return [type.toLowerCase(), ...sorted].join(";");
}

/** Whether a media type or range takes in another: its range, or the same type with parameters of its own. */
export function coversMediaType(wide: string, narrow: string): boolean {
  const [wideType = "", ...wideParameters] = mediaTypeKey(wide).split(";");
  const [narrowType = "", ...narrowParameters] = mediaTypeKey(narrow).split(";");
  const parametersHold = wideParameters.every((one) => narrowParameters.includes(one));
  if (!parametersHold) return false;
  if (wideType === "*/*" || wideType === narrowType) return true;
  const [family, rest] = wideType.split("/");
  return rest === "*" && narrowType.startsWith(`${family ?? ""}/`);
}
