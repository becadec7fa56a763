import type { Exchange, Step } from "./exchange.js";
import type { HttpRequest, HttpResponse } from "./http/message.js";
import type { Metrics } from "./metrics.js";

/** One answered request, for logs and tests. */
export interface RequestEntry {
  /** Counts from 1. */
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  readonly target: string;
  /** The operation's key; absent when none was found. */
  readonly operation?: string;
  /** 0 where the connection was reset on purpose. */
  readonly status: number;
  /** Milliseconds from the whole request to the whole answer. */
  readonly duration: number;
  /** Bytes of the answer's body. */
  readonly bytes: number;
  readonly steps?: readonly Step[];
}

const KEPT = 200;

/** Keeps the latest requests in a ring, counts all of them, and tells listeners. */
export class RequestLog {
  readonly #ring: RequestEntry[] = [];
  readonly #metrics: Metrics;
  readonly #now: () => number;
  readonly #listeners = new Set<(entry: RequestEntry) => void>();
  #count = 0;
  #next = 0;

  constructor(metrics: Metrics, now: () => number) {
    this.#metrics = metrics;
    this.#now = now;
  }

  /** Calls `listener` for each answered request; the function that it gives ends that. */
  listen(listener: (entry: RequestEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Keeps an answered request; `started` is a reading of `performance.now()`. */
  add(
    { method, target }: HttpRequest,
    { operation, steps }: Exchange,
    { status, body }: HttpResponse,
    started: number,
  ): void {
    const duration = performance.now() - started;
    const entry: RequestEntry = {
      id: ++this.#count,
      at: this.#now(),
      method,
      target,
      ...(operation !== undefined && { operation }),
      status,
      duration,
      bytes: body.length,
      ...(steps && { steps }),
    };
    this.#ring[this.#next] = entry;
    this.#next = (this.#next + 1) % KEPT;
    this.#metrics.count(operation, status, duration);
    for (const listener of this.#listeners) listener(entry);
  }

  /** The latest requests, oldest first. */
  get entries(): readonly RequestEntry[] {
    return [...this.#ring.slice(this.#next), ...this.#ring.slice(0, this.#next)];
  }

  clear(): void {
    this.#ring.length = 0;
    this.#next = 0;
  }
}
