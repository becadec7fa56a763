/** A media type or range in parts (RFC 9110 §8.3.1, §12.5.1); all names are lower-case. */
export interface ParsedMediaType {
  readonly type: string;
  readonly subtype: string;
  /** Parameters in order, without `q`. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
  /** The weight of a range in `Accept`, 0 to 1. */
  readonly quality: number;
}

/** Takes a media type apart; undefined when it is not one. */
export function parseMediaType(text: string): ParsedMediaType | undefined {
  const [essence = "", ...rest] = splitOutsideQuotes(text, ";");
  const match = /^\s*([^\s/;,]+)\/([^\s/;,]+)\s*$/.exec(essence);
  if (!match) return undefined;
  const parameters: [string, string][] = [];
  let quality = 1;
  for (const part of rest) {
    const at = part.indexOf("=");
    if (at < 0) continue;
    const name = part.slice(0, at).trim().toLowerCase();
    const value = unquote(part.slice(at + 1).trim());
    if (name !== "q") parameters.push([name, value]);
    else quality = Math.min(1, Math.max(0, Number(value) || 0));
  }
  const [, type = "", subtype = ""] = match;
  return { type: type.toLowerCase(), subtype: subtype.toLowerCase(), parameters, quality };
}

/** The type without parameters, lower-case: `application/json` of `Application/JSON; charset=utf-8`. */
export function mediaTypeEssence(text: string): string {
  const end = text.indexOf(";");
  return (end < 0 ? text : text.slice(0, end)).trim().toLowerCase();
}

/** The value of a parameter such as `charset` or `boundary`. */
export function mediaTypeParameter(text: string, name: string): string | undefined {
  return parseMediaType(text)?.parameters.find(([known]) => known === name)?.[1];
}

/** Whether the media type is JSON or built on it (`+json`). */
export function isJsonMediaType(text: string): boolean {
  const essence = mediaTypeEssence(text);
  return essence.endsWith("/json") || essence.endsWith("+json");
}

/** Whether the media type is XML or built on it (`+xml`). */
export function isXmlMediaType(text: string): boolean {
  const essence = mediaTypeEssence(text);
  return essence.endsWith("/xml") || essence.endsWith("+xml");
}

/** Whether a range (`image/*`, or a type) covers a media type; parameters that the range names must agree. */
export function mediaRangeCovers(range: ParsedMediaType, type: ParsedMediaType): boolean {
  if (range.type !== "*" && range.type !== type.type) return false;
  if (range.subtype !== "*" && range.subtype !== type.subtype) {
    const suffix = /^\*\+(.+)$/.exec(range.subtype)?.[1];
    if (suffix === undefined || !type.subtype.endsWith(`+${suffix}`)) return false;
  }
  return range.parameters.every(([name, value]) =>
    type.parameters.every(
      ([known, own]) => known !== name || own.toLowerCase() === value.toLowerCase(),
    ),
  );
}

/**
 * The offered media type that an `Accept` header likes best, as an index: by weight, then by the header's
 * order, then by the order offered (RFC 9110 §12.5.1); undefined when none is acceptable.
 */
export function chooseMediaType(
  accept: string | undefined,
  offered: readonly string[],
): number | undefined {
  if (accept === undefined || accept.trim() === "" || accept.trim() === "*/*") {
    return offered.length > 0 ? 0 : undefined;
  }
  const ranges = splitOutsideQuotes(accept, ",")
    .map(parseMediaType)
    .filter((range) => range !== undefined)
    .sort((a, b) => b.quality - a.quality);
  const types = offered.map((text) => parseMediaType(text));
  const refused = ranges.filter(({ quality }) => quality === 0);
  for (const range of ranges) {
    if (range.quality === 0) break;
    const index = types.findIndex(
      (type) =>
        type &&
        (mediaRangeCovers(range, type) || mediaRangeCovers(type, range)) &&
        !refused.some((one) => mediaRangeCovers(one, type) && isNarrower(one, range)),
    );
    if (index >= 0) return index;
  }
  return undefined;
}

/** The entry of a body's media types that holds for a content type: the same one, else the narrowest range. */
export function findMediaType(contentType: string, offered: readonly string[]): number | undefined {
  const type = parseMediaType(contentType);
  if (!type) return undefined;
  let best: number | undefined;
  let bestScore = -1;
  for (const [index, text] of offered.entries()) {
    const range = parseMediaType(text);
    if (!range || !mediaRangeCovers(range, type)) continue;
    const score = narrowness(range);
    if (score > bestScore) [best, bestScore] = [index, score];
  }
  return best;
}

function isNarrower(one: ParsedMediaType, other: ParsedMediaType): boolean {
  return narrowness(one) > narrowness(other);
}

function narrowness(range: ParsedMediaType): number {
  if (range.type === "*") return 0;
  return (range.subtype.startsWith("*") ? 1 : 2) + range.parameters.length;
}

function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  return text.slice(1, text.endsWith('"') ? -1 : undefined).replaceAll(/\\(.)/g, "$1");
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  if (!text.includes('"')) return text.split(separator);
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "\\" && quoted) at++;
    else if (text[at] === '"') quoted = !quoted;
    else if (text[at] === separator && !quoted) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}
