import { mediaTypeEssence } from "../../util/media-type.js";
import { fault, type Fault } from "./fault.js";

/** A payload between the steps: text, or bytes that templates cannot read. */
export type Payload = string | Buffer;

type ContentHandling = "convert_to_text" | "convert_to_binary" | undefined;

/** Whether a media type is one of the API's binary ones; `*∕sub` matches nothing, as in the service. */
export function isBinaryMediaType(text: string | undefined, list: readonly string[]): boolean {
  if (text === undefined) return list.includes("*/*");
  const essence = mediaTypeEssence(text);
  const [type, subtype] = essence.split("/");
  return list.some((entry) => {
    const known = entry.toLowerCase();
    if (known === "*/*" || known === essence) return true;
    return known.endsWith("/*") && subtype !== "*" && known.slice(0, -2) === type;
  });
}

/** The first entry of an `Accept` header, which alone counts. */
export function firstAccept(accept: string | undefined): string | undefined {
  return accept?.split(",", 1)[0]?.trim();
}

/** Converts a request's body (API Gateway guide, "Content type conversions", request table). */
export function convertRequest(
  body: Buffer,
  isBinary: boolean,
  handling: ContentHandling,
): Payload | Fault {
  if (isBinary) return handling === "convert_to_text" ? body.toString("base64") : body;
  const text = body.toString("utf8");
  return handling === "convert_to_binary" ? decodeBase64(text) : text;
}

/** Converts a backend's body (API Gateway guide, "Content type conversions", response table). */
export function convertResponse(
  body: Buffer,
  isBinary: boolean,
  accept: "text" | "binary",
  handling: ContentHandling,
): Payload | Fault {
  if (isBinary) {
    if (handling === "convert_to_text") return body.toString("base64");
    return handling === "convert_to_binary" || accept === "binary" ? body : body.toString("base64");
  }
  const text = body.toString("utf8");
  if (handling === "convert_to_binary") return decodeBase64(text);
  return handling === undefined && accept === "binary" ? decodeBase64(text) : text;
}

/** The bytes of a base64 text, or the fault of a text that is none. */
export function decodeBase64(text: string): Buffer | Fault {
  const digits = text.replace(/={1,2}$/, "");
  if (!/^[A-Za-z0-9+/]*$/.test(digits) || digits.length % 4 === 1) {
    return fault("API_CONFIGURATION_ERROR");
  }
  return Buffer.from(digits, "base64");
}
