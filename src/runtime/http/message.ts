import type { IncomingHttpHeaders } from "node:http";

/** A request as the runtime sees it, whatever listens. */
export interface HttpRequest {
  /** Upper-case. */
  readonly method: string;
  /** The target as sent: path and query. */
  readonly target: string;
  /** The path, percent-encoded, beginning with a slash. */
  readonly path: string;
  /** The query without its question mark; empty when there is none. */
  readonly query: string;
  /** By lower-case name. */
  readonly headers: IncomingHttpHeaders;
  /** Names and values in turn, as sent. */
  readonly rawHeaders: readonly string[];
  /** Empty when there is none. */
  readonly body: Buffer;
  readonly remoteAddress: string;
}

/** A response before it is written. */
export interface HttpResponse {
  readonly status: number;
  /** Names and values in turn; a name may come twice. */
  readonly headers: readonly string[];
  readonly body: Buffer;
  /** That this very value answers many requests, so that what is made of it is worth keeping. */
  readonly lasting?: boolean;
  /** That no answer is sent: the connection is reset. */
  readonly reset?: boolean;
}

/** Answers requests; a defect inside it is caught by the server and answered with 500. */
export type HttpHandler = (request: HttpRequest) => HttpResponse | Promise<HttpResponse>;

/** A body of no bytes. */
export const NO_BODY: Buffer = Buffer.alloc(0);

/** The first value of a header. */
export function headerValue(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Splits a request target into path and query; an absolute form loses its origin. */
export function splitTarget(target: string): { readonly path: string; readonly query: string } {
  let text = target;
  if (!text.startsWith("/")) text = text.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "");
  const hash = text.indexOf("#");
  if (hash >= 0) text = text.slice(0, hash);
  const at = text.indexOf("?");
  const path = at < 0 ? text : text.slice(0, at);
  return {
    path: path.startsWith("/") ? path : `/${path}`,
    query: at < 0 ? "" : text.slice(at + 1),
  };
}
