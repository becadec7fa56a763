import {
  type BinaryBody,
  contentTypeOf,
  isAsyncIterable,
  isFilePart,
  toStream,
} from "./binary.js";
import type { EncodedBody, FetchBody, MediaDescriptor } from "./operation.js";

/** A JSON body, of `application/json` or any `+json` type. */
export function jsonBody(value: unknown): EncodedBody {
  return { content: JSON.stringify(value) };
}

/** What most requests hold. */
export const jsonMedia: MediaDescriptor = {
  mediaType: "application/json",
  encode: jsonBody,
};

/** A text body. */
export function textBody(value: unknown): EncodedBody {
  return { content: String(value) };
}

/** A body of bytes or text, sent as it is; streams are not buffered and cannot be sent twice. */
export function binaryBody(value: unknown): EncodedBody {
  const body = value as BinaryBody | string;
  if (typeof body === "string") return { content: body };
  const contentType = contentTypeOf(body);
  const content = isFilePart(body) ? body.content : body;
  const once = isAsyncIterable(content);
  return {
    content: (once ? toStream(content) : content) as FetchBody,
    once,
    ...(contentType && { contentType }),
  };
}
