import type { Clock } from "./options.js";
import type { HttpRequest } from "./request.js";

/** When and how often a failed attempt is made again. */
export interface RetryOptions {
  /** Further attempts after the first; 2 unless told. */
  readonly attempts?: number | undefined;
  /** Milliseconds before the first retry, 500 unless told; doubles each time. */
  readonly minDelayMs?: number | undefined;
  /** Milliseconds between two attempts at most, 8,000 unless told. */
  readonly maxDelayMs?: number | undefined;
  /** The longest `Retry-After` that is waited for, in milliseconds; 60,000 unless told. A longer one ends the call. */
  readonly maxRetryAfterMs?: number | undefined;
}

const idempotent = /^(GET|HEAD|OPTIONS|PUT|DELETE|TRACE|QUERY)$/;

/** Whether making the request twice does no harm (RFC 9110 §9.2.2). */
export function isRepeatable({
  method,
  headers,
  operation: { keyHeader = "idempotency-key" },
}: Pick<HttpRequest, "method" | "headers" | "operation">): boolean {
  return idempotent.test(method) || headers.has(keyHeader);
}

/** Milliseconds to wait before the next attempt; undefined when there is none. `attempt` starts at 0. */
export function retryDelay(
  options: RetryOptions | undefined,
  attempt: number,
  headers: Headers | undefined,
  { now, random }: Clock,
): number | undefined {
  const {
    attempts = 2,
    minDelayMs = 500,
    maxDelayMs = 8000,
    maxRetryAfterMs = 60_000,
  } = options ?? {};
  // Seconds or a date (RFC 9110 §10.2.3); NaN where there is neither.
  const asked = headers?.get("retry-after") || "-";
  const after = Math.max(0, Number(asked) * 1000 || Date.parse(asked) - now());
  if (attempt >= attempts || after > maxRetryAfterMs) return undefined;
  const ceiling = Math.min(maxDelayMs, minDelayMs * 2 ** attempt);
  return after >= 0 ? after : ceiling * (1 - random() / 2);
}

/** Waits; rejects with the signal's reason as soon as it is aborted. */
export function sleep(
  ms: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(resolve, ms);
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop);
  });
}
