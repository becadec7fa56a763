import { type Codec, convert } from "./codec.js";
import { json } from "./decode.js";
import type { EncodedBody, MediaDescriptor } from "./operation.js";

/** Reads JSON whose form differs from its TypeScript form. */
export async function codedJson(
  response: Response,
  codec: Codec | undefined,
): Promise<unknown> {
  return convert(codec, await json(response), "", true);
}

/** A JSON body whose form differs from its TypeScript form. */
export function codedJsonBody(
  value: unknown,
  media: MediaDescriptor,
): EncodedBody {
  return { content: JSON.stringify(convert(media.codec, value, "", false)) };
}
