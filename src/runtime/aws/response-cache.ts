import type { HttpResponse } from "../http/message.js";

interface Entry {
  readonly response: HttpResponse;
  readonly until: number;
}

const LARGEST_BODY = 1_048_576;
const MOST_ENTRIES = 1000;

/** The response cache of a stage: entries by key until their time is over, the oldest leave first. */
export class ResponseCache {
  readonly #entries = new Map<string, Entry>();

  /** The response of a key that still holds. */
  get(key: string, now: number): HttpResponse | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    if (entry.until > now) return entry.response;
    this.#entries.delete(key);
    return undefined;
  }

  /** Keeps a response for `ttlSeconds`; one that is too large is not kept. */
  set(key: string, response: HttpResponse, ttlSeconds: number, now: number): void {
    if (ttlSeconds <= 0 || response.body.length > LARGEST_BODY) return;
    this.#entries.delete(key);
    this.#entries.set(key, { response, until: now + ttlSeconds * 1000 });
    const oldest = this.#entries.keys().next();
    if (this.#entries.size > MOST_ENTRIES && !oldest.done) this.#entries.delete(oldest.value);
  }

  /** Flushes the whole stage. */
  clear(): void {
    this.#entries.clear();
  }
}
