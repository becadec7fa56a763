import type { Exchange } from "./api-promise.js";
import type { Deadline } from "./deadline.js";
import { DecodingFailure } from "./decoding-failure.js";
import {
  DecodeError,
  type ErrorContext,
  HttpError,
  type HttpErrorAnswer,
  isApiError,
} from "./errors.js";
import { isJson, matches } from "./media-type.js";
import type { Operation, ResponseDescriptor } from "./operation.js";

/** What the client knows once the headers of an answer are there. */
export function createExchange(
  response: Response,
  { responses = {} }: Operation,
  context: ErrorContext,
  deadline: Deadline,
): Exchange {
  const { ok, status } = response;
  const isSuccess = ok || (status < 400 && status in responses);
  const exact = exactFor(responses, status);
  const described = exact ?? likelyFor(responses, status);
  const read = async (body: boolean): Promise<unknown> => {
    try {
      if (!isSuccess) {
        const content = await deadline.race(readError(response, described));
        throw new HttpError(context, content);
      }
      return body && (await deadline.race(readBody(response, described)));
    } catch (cause) {
      if (isApiError(cause)) throw cause;
      // Responses without a body are not among those that are described.
      if (!exact && isEmpty(cause)) return undefined;
      throw cause instanceof DecodingFailure
        ? new DecodeError(cause, context, response)
        : deadline.errorFor(cause);
    } finally {
      if (body || !isSuccess) deadline.end();
    }
  };
  return {
    response,
    decode: () => read(true),
    check: () => read(false),
    handOver: () => deadline.stopClock(),
    release: () => {
      response.body?.cancel().catch(() => undefined);
      deadline.release();
    },
  };
}

/** What the API describes for a status, exactly or by its class. */
function exactFor(
  responses: Readonly<Record<string, ResponseDescriptor>>,
  status: number,
): ResponseDescriptor | undefined {
  return responses[status] ?? responses[`${status}`.replace(/..$/, "XX")];
}

/** What is likely where the API says nothing of a status, or only that it has no body. */
function likelyFor(
  responses: Readonly<Record<string, ResponseDescriptor>>,
  status: number,
): ResponseDescriptor | undefined {
  return (
    responses["default"] ??
    (status < 300
      ? Object.entries(responses).find(([key]) => key.startsWith("2"))?.[1]
      : undefined)
  );
}

function isEmpty(cause: unknown): boolean {
  return cause instanceof DecodingFailure && cause.text === "";
}

async function readBody(
  response: Response,
  described: ResponseDescriptor | undefined,
): Promise<unknown> {
  if (!described || !response.body) {
    await response.body?.cancel();
    return undefined;
  }
  const { mediaType, decode, codec } = described;
  const type = response.headers.get("content-type");
  if (matches(mediaType, type)) return decode(response, codec);
  const message = `the body is ${type}, not ${mediaType}`;
  throw new DecodingFailure(message, "", await response.text());
}

/** What an error tells; its body is text where it is not what the API describes. */
async function readError(
  response: Response,
  described: ResponseDescriptor | undefined,
): Promise<HttpErrorAnswer<number, unknown>> {
  const { status, headers } = response;
  const type = headers.get("content-type");
  const content = await response.blob();
  const text = await content.text();
  let body: unknown = text || undefined;
  try {
    if (text && described && matches(described.mediaType, type)) {
      body = await described.decode(new Response(content), described.codec);
    } else if (text && isJson(type ?? "")) {
      body = JSON.parse(text);
    }
  } catch {
    // It stays text.
  }
  return { status, headers, body };
}
