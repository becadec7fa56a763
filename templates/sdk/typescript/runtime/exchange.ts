import type { Exchange } from "./api-promise.js";
import type { Deadline } from "./deadline.js";
import { DecodingFailure } from "./decoding-failure.js";
import {
  type ApiError,
  createHttpError,
  DecodeError,
  type ErrorContext,
  isApiError,
} from "./errors.js";
import { isJson, matches } from "./media-type.js";
import type { Operation, ResponseDescriptor } from "./operation.js";

/** An answer and what is needed to read it. */
interface Answer {
  readonly response: Response;
  readonly operation: Operation;
  readonly context: ErrorContext;
  readonly deadline: Deadline;
}

/** What the client knows once the headers of an answer are there. */
export function createExchange(answer: Answer): Exchange {
  const { response, deadline, context } = answer;
  const read = async (
    readSuccess?: (answer: Answer) => Promise<unknown>,
  ): Promise<unknown> => {
    const isOver = !isSuccess(answer) || readSuccess !== undefined;
    try {
      if (!isSuccess(answer)) throw await readError(answer);
      return await readSuccess?.(answer);
    } catch (cause) {
      throw isApiError(cause) ? cause : deadline.errorFor(cause, context);
    } finally {
      if (isOver) deadline.end();
    }
  };
  return {
    response,
    decode: () => read(readBody),
    check: () => read(),
    handOver: () => deadline.stopClock(),
    release: () => {
      response.body?.cancel().catch(() => undefined);
      deadline.release();
    },
  };
}

function isSuccess({ response, operation }: Answer): boolean {
  const { ok, status } = response;
  return ok || (status < 400 && operation.responses?.[status] !== undefined);
}

/** What the API describes for a status: exactly, by its class, or by default. */
function describedFor(
  operation: Operation,
  status: number,
): ResponseDescriptor | undefined {
  const all = operation.responses ?? {};
  return (
    all[status] ??
    all[`${Math.floor(status / 100)}XX`] ??
    all["default"] ??
    (status < 300
      ? Object.entries(all).find(([key]) => key.startsWith("2"))?.[1]
      : undefined)
  );
}

function hasNoBody({ response, operation }: Answer): boolean {
  return (
    operation.method === "HEAD" ||
    [204, 205, 304].includes(response.status) ||
    response.body === null
  );
}

async function readBody(answer: Answer): Promise<unknown> {
  const { response, operation, context } = answer;
  const { status, headers } = response;
  const described = describedFor(operation, status);
  if (!described || hasNoBody(answer)) {
    await response.body?.cancel();
    return undefined;
  }
  try {
    if (!matches(described.mediaType, headers.get("content-type"))) {
      const text = await response.text();
      const type = String(headers.get("content-type"));
      const message = `the body is ${type}, not ${described.mediaType}`;
      throw new DecodingFailure(message, "", text);
    }
    return await decodeAs(described, response);
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

async function decodeAs(
  described: ResponseDescriptor,
  response: Response,
): Promise<unknown> {
  return described.decode(response, described.codec);
}

/** The error that a status stands for; its body is text where it is not what the API describes. */
async function readError(answer: Answer): Promise<ApiError> {
  const { response, operation, context } = answer;
  const { status, headers } = response;
  const described = describedFor(operation, status);
  const type = headers.get("content-type");
  const content = await response.blob();
  let body: unknown = (await content.text()) || undefined;
  if (body !== undefined && described && matches(described.mediaType, type)) {
    body = await decodeAs(described, new Response(content)).catch(() => body);
  } else if (typeof body === "string" && isJson(type ?? "")) {
    body = parseOr(body);
  }
  return createHttpError(context, { status, headers, body });
}

function parseOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
