import { AbortError, type ErrorContext } from "./errors.js";
import { QueueOverflowError } from "./socket-errors.js";
import type { QueueOptions } from "./socket-options.js";

/** A message that waits to be sent. */
interface Waiting {
  readonly send: () => void;
  readonly reject: (error: Error) => void;
  readonly context: ErrorContext;
}

/** Messages that wait for a connection, or until the one there is takes more. */
export class SendQueue {
  readonly #waiting = new Set<Waiting>();
  readonly #limit: number;
  readonly #policy: "reject" | "dropOldest";

  constructor({ limit = 100, policy = "reject" }: QueueOptions = {}) {
    this.#limit = limit;
    this.#policy = policy;
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** Resolves with what `send` gives, once it is its turn. */
  add<T>(
    send: () => T,
    context: ErrorContext,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        this.#waiting.delete(waiting);
        signal?.removeEventListener("abort", abort);
      };
      const waiting: Waiting = {
        context,
        send: () => {
          settle();
          try {
            resolve(send());
          } catch (error) {
            reject(error as Error);
          }
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      };
      const abort = (): void => {
        const words = `${context.operation}: aborted by the caller`;
        const cause = signal?.reason as unknown;
        waiting.reject(new AbortError(words, context, cause));
      };
      if (!this.#makeRoom()) {
        reject(overflow(context));
        return;
      }
      this.#waiting.add(waiting);
      if (signal?.aborted) abort();
      else signal?.addEventListener("abort", abort, { once: true });
    });
  }

  /** Sends in order for as long as `mayGo` says so. */
  flush(mayGo: () => boolean): void {
    for (const { send } of this.#waiting) {
      if (!mayGo()) return;
      send();
    }
  }

  /** Gives up all that waits. */
  fail(errorOf: (context: ErrorContext) => Error): void {
    for (const { reject, context } of this.#waiting) reject(errorOf(context));
  }

  #makeRoom(): boolean {
    if (this.#waiting.size < this.#limit) return true;
    const [oldest] = this.#waiting;
    if (this.#policy === "reject" || !oldest) return false;
    oldest.reject(overflow(oldest.context));
    return true;
  }
}

function overflow(context: ErrorContext): QueueOverflowError {
  const words = `${context.operation}: too many messages wait to be sent`;
  return new QueueOverflowError(words, context);
}
