import { type Codec, decodeWith, encodeWith } from "./codec.js";
import { json } from "./decode.js";
import type { EncodedBody, MediaDescriptor } from "./operation.js";

/** Reads JSON whose form differs from its TypeScript form. */
export async function codedJson(
  response: Response,
  codec: Codec | undefined,
): Promise<unknown> {
  const value = await json(response);
  return codec ? decodeWith(codec, value, "") : value;
}

/** A JSON body whose form differs from its TypeScript form. */
export function codedJsonBody(
  value: unknown,
  media: MediaDescriptor,
): EncodedBody {
  const { codec } = media;
  return { content: JSON.stringify(codec ? encodeWith(codec, value) : value) };
}
