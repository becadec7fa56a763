import type { HttpRequest, QueryExtras } from "./request.js";
import type { RetryOptions } from "./retry.js";

/** Sees each attempt: may change the request, answer itself, or look at the answer. */
export type Middleware = (
  request: HttpRequest,
  next: (request: HttpRequest) => Promise<Response>,
) => Promise<Response>;

/** Where the client tells what it does; `console` is one. */
export interface Logger {
  debug(message: string, details?: Readonly<Record<string, unknown>>): void;
  warn(message: string, details?: Readonly<Record<string, unknown>>): void;
}

/** Headers by name; undefined removes one that the client would send. */
export type HeaderOptions = Readonly<Record<string, string | undefined>>;

/** What one call may change. */
export interface RequestOptions {
  readonly headers?: HeaderOptions | undefined;
  /** Query parameters that the API does not describe. */
  readonly query?: QueryExtras | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for one attempt, 60,000 unless told; 0 means no limit. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds for the call with all its retries; no limit unless told. */
  readonly totalTimeoutMs?: number | undefined;
  readonly retry?: RetryOptions | false | undefined;
  /** Sent as `Idempotency-Key`, or the header that the operation has for it; makes POST and PATCH safe to retry. */
  readonly idempotencyKey?: string | undefined;
}

/** What a client is made of. */
export interface CoreOptions {
  readonly baseUrl: string;
  /** Whether the base URL holds for operations that have a server of their own, too. */
  readonly isBaseUrlGiven?: boolean | undefined;
  /** Credentials by scheme; false: requests are made without, whatever the API describes. */
  readonly auth?: object | false | undefined;
  readonly headers?: HeaderOptions | undefined;
  readonly timeoutMs?: number | undefined;
  readonly totalTimeoutMs?: number | undefined;
  readonly retry?: RetryOptions | false | undefined;
  /** The first one sees the request first and the answer last. */
  readonly middleware?: readonly Middleware[] | undefined;
  readonly logger?: Logger | undefined;
  /** Instead of the global `fetch`. */
  readonly fetch?: typeof fetch | undefined;
  /** Makes the idempotency keys of operations that have them, one a call whatever its retries; default random UUIDs. */
  readonly newIdempotencyKey?: (() => string) | undefined;
  /** Sent as `User-Agent`, except by pages in a browser, where it would cost a CORS preflight. */
  readonly userAgent?: string | undefined;
  /** Time and chance, for tests. */
  readonly clock?: Partial<Clock> | undefined;
}

/** Time and chance. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly sleep: (
    ms: number,
    signal: AbortSignal | undefined,
  ) => Promise<void>;
}
