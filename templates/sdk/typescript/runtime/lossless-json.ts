import { type Codec, convert, UnsafeInteger } from "./codec.js";
import { parseJson } from "./decode.js";
import type { EncodedBody, MediaDescriptor } from "./operation.js";

/** Reads JSON whose form differs from its TypeScript form, integers beyond 2^53 - 1 among it. */
export async function losslessJson(
  response: Response,
  codec: Codec | undefined,
): Promise<unknown> {
  const text = await response.text();
  const value = parseLossless(text);
  const decoded = convert(codec, value, "", true);
  return hasLongNumber.test(text) ? settle(decoded) : decoded;
}

const hasLongNumber = /\d{16}/;

/** Parses JSON; only text with an integer of 16 digits or more is scanned for unsafe ones. */
export function parseLossless(source: string): unknown {
  const plain = parseJson(source);
  if (!hasLongNumber.test(source)) return plain;
  const mark = `unsafe-${Math.random()}:`;
  const marked = source.replace(
    /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/gs,
    (token) =>
      /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token))
        ? JSON.stringify(mark + token)
        : token,
  );
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === "string" && value.startsWith(mark)
      ? new UnsafeInteger(value.slice(mark.length))
      : value,
  ) as unknown;
}

/** Turns what no codec asked for back into numbers, as JSON.parse reads them. */
export function settle(value: unknown): unknown {
  if (value instanceof UnsafeInteger) return Number(value.digits);
  if (Array.isArray(value)) return value.map(settle);
  if (
    typeof value !== "object" ||
    value === null ||
    Object.getPrototypeOf(value) !== Object.prototype
  ) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, settle(member)]),
  );
}

/** A JSON body whose form differs from its TypeScript form; bigints are written as integers. */
export function losslessJsonBody(
  value: unknown,
  media: MediaDescriptor,
): EncodedBody {
  const encoded = convert(media.codec, value, "", false);
  return { content: stringifyLossless(encoded) };
}

/** Writes JSON with bigints as integers. */
export function stringifyLossless(value: unknown): string {
  const mark = `unsafe-${Math.random()}:`;
  let found = false;
  const text = JSON.stringify(value, (_key, member: unknown) => {
    if (typeof member !== "bigint") return member;
    found = true;
    return mark + String(member);
  });
  return found
    ? text.replace(new RegExp(`"${mark}(-?\\d+)"`, "g"), "$1")
    : text;
}
