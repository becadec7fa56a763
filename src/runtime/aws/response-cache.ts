import type { HttpResponse } from "../http/message.js";

/** A cached response as operators see it. */
export interface CachedResponse {
  readonly key: string;
  readonly status: number;
  readonly bytes: number;
  /** When it ends, in milliseconds since 1970. */
  readonly until: number;
}

/** Keeps responses of a stage by key until their time is over. */
export interface ResponseCache {
  /** The response of a key that still holds. */
  get(key: string, now: number): HttpResponse | undefined | Promise<HttpResponse | undefined>;
  /** Keeps a response for `ttlSeconds`; one that is too large is not kept. */
  set(key: string, response: HttpResponse, ttlSeconds: number, now: number): void | Promise<void>;
  /** Flushes the whole stage. */
  clear(): void | Promise<void>;
  /** What is kept. */
  list(now: number): readonly CachedResponse[] | Promise<readonly CachedResponse[]>;
}

interface Entry {
  readonly response: HttpResponse;
  readonly until: number;
}

/** Bytes of the largest body that is cached (API Gateway guide, "Cache settings"). */
export const LARGEST_CACHED = 1_048_576;
const MOST_ENTRIES = 1000;

/** The cache of one process; the oldest entries leave first. */
export class MemoryResponseCache implements ResponseCache {
  readonly #entries = new Map<string, Entry>();

  get(key: string, now: number): HttpResponse | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    if (entry.until > now) return entry.response;
    this.#entries.delete(key);
    return undefined;
  }

  set(key: string, response: HttpResponse, ttlSeconds: number, now: number): void {
    if (ttlSeconds <= 0 || response.body.length > LARGEST_CACHED) return;
    this.#entries.delete(key);
    this.#entries.set(key, { response, until: now + ttlSeconds * 1000 });
    const oldest = this.#entries.keys().next();
    if (this.#entries.size > MOST_ENTRIES && !oldest.done) this.#entries.delete(oldest.value);
  }

  clear(): void {
    this.#entries.clear();
  }

  list(now: number): readonly CachedResponse[] {
    return [...this.#entries]
      .filter(([, { until }]) => until > now)
      .map(([key, { response, until }]) => ({
        key,
        status: response.status,
        bytes: response.body.length,
        until,
      }));
  }
}
