import { DecodingFailure } from "./decoding-failure.js";

/** An answer whose body ends in a `DecodeError` where it is longer than a limit. */
export function limitBody(response: Response, limit: number): Response {
  let length = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      length += chunk.length;
      if (length > limit) {
        const message = `the body is longer than ${limit} bytes`;
        controller.error(new DecodingFailure(message, ""));
      } else controller.enqueue(chunk);
    },
  });
  return response.body
    ? new Response(response.body.pipeThrough(counter), response)
    : response;
}
