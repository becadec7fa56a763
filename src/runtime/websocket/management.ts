import type { HttpRequest, HttpResponse } from "../http/message.js";
import type { CommandAnswer, ConnectionCommand } from "./connection-bus.js";

/** A call of `@connections`: what is asked of which connection. */
export interface ManagementCall {
  readonly action: ConnectionCommand["action"] | "other";
  readonly connectionId: string;
}

const ACTIONS: Readonly<Record<string, ConnectionCommand["action"]>> = {
  POST: "post",
  GET: "get",
  DELETE: "delete",
};

/** Reads the path `/{stage}/@connections/{id}`; undefined when it is another. */
export function managementCall({ method, path }: HttpRequest): ManagementCall | undefined {
  const match = /^(?:\/[^/]+)*\/(?:@|%40)connections\/([^/]+)$/i.exec(path);
  const [, id] = match ?? [];
  if (id === undefined) return undefined;
  const action = Object.hasOwn(ACTIONS, method) ? ACTIONS[method] : undefined;
  return { action: action ?? "other", connectionId: decoded(id) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The answer of a connection that is not there, or no longer. */
export const GONE: CommandAnswer = { status: 410 };

const ERROR_TYPES: Readonly<Record<number, string>> = {
  403: "ForbiddenException",
  410: "GoneException",
  413: "PayloadTooLargeException",
  429: "LimitExceededException",
  500: "InternalServerErrorException",
};

const MESSAGES: Readonly<Record<number, string>> = {
  403: "Forbidden",
  413: "Payload too large",
  429: "Limit exceeded",
  500: "Internal server error",
};

/** A command's answer as the HTTP response of `@connections`. */
export function managementResponse(
  { status, body }: CommandAnswer,
  requestId: string,
): HttpResponse {
  const type = ERROR_TYPES[status];
  const message = MESSAGES[status];
  const text = body ?? (message === undefined ? "" : JSON.stringify({ message }));
  const headers = ["Content-Type", "application/json", "x-amzn-RequestId", requestId];
  if (type !== undefined) headers.push("x-amzn-ErrorType", type);
  return { status, headers, body: Buffer.from(text) };
}
