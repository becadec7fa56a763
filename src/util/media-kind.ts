import { isJsonMediaType, isXmlMediaType, mediaTypeEssence } from "./media-type.js";

/** What the bytes of a media type are to a program. */
export type MediaKind = "json" | "form" | "multipart" | "xml" | "text" | "events" | "binary";

const SEQUENTIAL = new Set([
  "text/event-stream",
  "application/jsonl",
  "application/x-ndjson",
  "application/json-seq",
]);

/** The kind of a media type or range; `events` are the sequential types of OAS 3.2 §4.14. */
export function mediaKind(mediaType: string): MediaKind {
  const essence = mediaTypeEssence(mediaType);
  if (SEQUENTIAL.has(essence) || essence.endsWith("+json-seq")) return "events";
  if (isJsonMediaType(essence) || essence === "*/*") return "json";
  if (essence === "application/x-www-form-urlencoded") return "form";
  if (essence.startsWith("multipart/")) return "multipart";
  if (isXmlMediaType(essence)) return "xml";
  return essence.startsWith("text/") ? "text" : "binary";
}
