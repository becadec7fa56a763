import type { Schema } from "../../model/index.js";
import type { JsonValue } from "../../util/json.js";
import { isJsonMediaType, isXmlMediaType, mediaTypeEssence } from "../../util/media-type.js";
import type { Problem } from "./problem.js";
import { writeXml } from "./xml.js";

/** Writes a value in a media type: JSON, XML, forms, events and text; texts of other types go out as they are. */
export function serialize(
  value: JsonValue | undefined,
  mediaType: string,
  schema: Schema | undefined,
  schemas: ReadonlyMap<string, Schema>,
): Buffer | Problem {
  if (value === undefined) return Buffer.alloc(0);
  if (isJsonMediaType(mediaType)) return Buffer.from(JSON.stringify(value));
  if (isXmlMediaType(mediaType)) {
    return Buffer.from(typeof value === "string" ? value : writeXml(value, schema, schemas));
  }
  if (typeof value !== "object" || value === null)
    return Buffer.from(value === null ? "" : String(value));
  const essence = mediaTypeEssence(mediaType);
  if (essence === "application/x-www-form-urlencoded") {
    const form = new URLSearchParams();
    for (const [name, one] of Object.entries(value)) {
      form.append(name, typeof one === "object" ? JSON.stringify(one) : String(one));
    }
    return Buffer.from(form.toString());
  }
  if (essence === "text/event-stream") {
    const events = Array.isArray(value) ? value : [value];
    return Buffer.from(events.map((one) => `data: ${JSON.stringify(one)}\n\n`).join(""));
  }
  if (essence.startsWith("text/")) {
    return {
      name: "NO_COMPLEX_OBJECT_TEXT",
      detail: `The answer is an object or a list, which ${mediaType} cannot hold; give an example in that media type.`,
    };
  }
  return Buffer.from(JSON.stringify(value));
}
