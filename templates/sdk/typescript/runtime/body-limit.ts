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
    if (!response.body) return response;
    const body = response.body.pipeThrough(counter);
    const { status, statusText, headers } = response;
    if (status < 600) return new Response(body, response);
    // A status that no answer can be made with, such as the 999 of some servers.
    const limited = new Response(body, { status: 500, statusText, headers });
    return Object.defineProperty(limited, "status", { value: status });
  };
}
