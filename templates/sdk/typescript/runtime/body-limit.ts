import { DecodingFailure } from "./decoding-failure.js";
import type { Middleware } from "./options.js";

/** Middleware for `middleware`: an answer whose body is longer than `bytes` ends in a `DecodeError`. */
export function limitBody(bytes: number): Middleware {
  return async (request, next) => {
    const response = await next(request);
    let length = 0;
    const counter = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        length += chunk.length;
        if (length > bytes) {
          const message = `the body is longer than ${bytes} bytes`;
          controller.error(new DecodingFailure(message, ""));
        } else controller.enqueue(chunk);
      },
    });
    return response.body
      ? new Response(response.body.pipeThrough(counter), response)
      : response;
  };
}
