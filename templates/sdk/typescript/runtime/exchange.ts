import type { Exchange } from "./api-promise.js";
import type { Deadline } from "./deadline.js";
import { DecodingFailure } from "./decoding-failure.js";
import {
  createHttpError,
  DecodeError,
  type ErrorContext,
  type HttpError,
  isApiError,
} from "./errors.js";
import { isJson, matches } from "./media-type.js";
import type { Operation, ResponseDescriptor } from "./operation.js";

/** What the client knows once the headers of an answer are there. */
export function createExchange(
  response: Response,
  operation: Operation,
  context: ErrorContext,
  deadline: Deadline,
): Exchange {
  const { ok, status } = response;
  const { responses = {} } = operation;
  const isSuccess = ok || (status < 400 && responses[status] !== undefined);
  const described = describedFor(responses, status);
  const read = async (body: boolean): Promise<unknown> => {
    try {
      if (!isSuccess) throw await readError(response, described, context);
      return body && (await readBody(response, described, context));
    } catch (cause) {
      throw isApiError(cause) ? cause : deadline.errorFor(cause, context);
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

/** What the API describes for a status: exactly, by its class, or by default. */
function describedFor(
  responses: Readonly<Record<string, ResponseDescriptor>>,
  status: number,
): ResponseDescriptor | undefined {
  return (
    responses[status] ??
    responses[`${Math.floor(status / 100)}XX`] ??
    responses["default"] ??
    (status < 300
      ? Object.entries(responses).find(([key]) => key.startsWith("2"))?.[1]
      : undefined)
  );
}

async function readBody(
  response: Response,
  described: ResponseDescriptor | undefined,
  context: ErrorContext,
): Promise<unknown> {
  if (!described || response.body === null) {
    await response.body?.cancel();
    return undefined;
  }
  const { mediaType, decode, codec } = described;
  try {
    const type = response.headers.get("content-type");
    if (matches(mediaType, type)) return await decode(response, codec);
    const message = `the body is ${type}, not ${mediaType}`;
    throw new DecodingFailure(message, "", await response.text());
  } catch (cause) {
    if (!(cause instanceof DecodingFailure)) throw cause;
    const { message, pointer } = cause;
    throw new DecodeError(
      `${context.operation}: ${message}${pointer && ` at ${pointer}`}`,
      { ...context, cause },
      response,
      cause,
    );
  }
}

/** The error that a status stands for; its body is text where it is not what the API describes. */
async function readError(
  response: Response,
  described: ResponseDescriptor | undefined,
  context: ErrorContext,
): Promise<HttpError> {
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
  return createHttpError(context, { status, headers, body });
}
