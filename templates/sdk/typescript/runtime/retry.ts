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

const idempotent = /^(?:GET|HEAD|OPTIONS|PUT|DELETE|TRACE|QUERY)$/;

/** Whether making the request twice does no harm (RFC 9110 §9.2.2). */
export function isRepeatable({
  method,
  headers,
}: Pick<HttpRequest, "method" | "headers">): boolean {
  return idempotent.test(method) || headers.has("idempotency-key");
}

/** Milliseconds to wait before the next attempt; undefined when there is none. `attempt` starts at 0. */
export function retryDelay(
  options: RetryOptions | false | undefined,
  attempt: number,
  headers: Headers | undefined,
  clock: Clock,
): number | undefined {
  if (options === false) return undefined;
  const { attempts = 2, minDelayMs = 500, maxDelayMs = 8000 } = options ?? {};
  if (attempt >= attempts) return undefined;
  const asked = headers && retryAfter(headers, clock.now());
  if (asked !== undefined) {
    return asked <= (options?.maxRetryAfterMs ?? 60_000) ? asked : undefined;
  }
  const ceiling = Math.min(maxDelayMs, minDelayMs * 2 ** attempt);
  return ceiling * (1 - clock.random() / 2);
}

/** The `Retry-After` header in milliseconds from now: seconds or a date (RFC 9110 §10.2.3). */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get("retry-after");
  if (!value) return undefined;
  const seconds = Number(value);
  const ms = Number.isNaN(seconds) ? Date.parse(value) - now : seconds * 1000;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
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
