import type {
  EncodedBody,
  MediaDescriptor,
  PartDescriptor,
} from "./operation.js";
import { percentEncode } from "./percent.js";
import { textOf } from "./styles.js";

/** An `application/x-www-form-urlencoded` body. */
export function formBody(value: unknown, media: MediaDescriptor): EncodedBody {
  return { content: encodeForm(value, media.parts ?? {}) };
}

/**
 * The text of a form (OAS 3.2 §4.15.1.1): a part with a style follows RFC 6570, any other the WHATWG rules
 * with lists as repeated names and objects as JSON.
 */
export function encodeForm(
  value: unknown,
  parts: Readonly<Record<string, PartDescriptor>>,
): string {
  if (typeof value === "string") return value;
  const pairs: string[] = [];
  for (const [name, member] of Object.entries(value ?? {})) {
    if (member === undefined || member === null) continue;
    const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (part?.encode) {
      part.encode({ query: pairs }, { name, ...part }, member);
      continue;
    }
    for (const item of Array.isArray(member) ? member : [member]) {
      if (item === undefined || item === null) continue;
      pairs.push(`${formEncode(name)}=${formEncode(textOf(item))}`);
    }
  }
  return pairs.join("&");
}

/** Encodes as WHATWG's form serializer does. */
function formEncode(text: string): string {
  return percentEncode(text)
    .replaceAll("%20", "+")
    .replaceAll("%2A", "*")
    .replaceAll("~", "%7E");
}
