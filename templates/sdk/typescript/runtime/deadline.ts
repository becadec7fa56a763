import {
  AbortError,
  type ApiError,
  ConnectionError,
  type ErrorContext,
  reasonOf,
  TimeoutError,
} from "./errors.js";

/** Ends an attempt when its time is up or the caller says so, and knows which it was. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal | undefined;
  readonly #limitMs: number;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #parent: Deadline | undefined;
  #expired = false;

  /** No limit when `limitMs` is 0 or infinite; `parent` is the deadline whose signal the caller's is. */
  constructor(
    limitMs: number,
    caller: AbortSignal | undefined,
    parent?: Deadline,
  ) {
    this.#caller = caller;
    this.#parent = parent;
    this.#limitMs = limitMs;
    if (caller?.aborted) this.#abort();
    else caller?.addEventListener("abort", this.#abort, { once: true });
    if (limitMs > 0 && limitMs < 2 ** 31) {
      this.#timer = setTimeout(() => {
        this.#expired = true;
        this.#controller.abort();
      }, limitMs);
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Stops the clock; the caller's signal goes on to end the reading of a body. */
  stopClock(): void {
    clearTimeout(this.#timer);
    this.#parent?.stopClock();
  }

  /** Lets go of the timer and of the caller's signal. */
  release(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener("abort", this.#abort);
  }

  /** Lets go of the parent's too: the call is over. */
  end(): void {
    this.release();
    this.#parent?.end();
  }

  /** The typed form of what `fetch` or reading a body threw. */
  errorFor(cause: unknown, context: ErrorContext): ApiError {
    const parent = this.#parent;
    if (parent?.signal.aborted) return parent.errorFor(cause, context);
    const about = { ...context, cause };
    const what = `${context.method} ${context.url}`;
    if (this.#caller?.aborted) {
      return new AbortError(`${what}: aborted by the caller`, {
        ...about,
        cause: this.#caller.reason as unknown,
      });
    }
    if (this.#expired) {
      return new TimeoutError(
        `${what}: no answer within ${this.#limitMs} ms`,
        about,
      );
    }
    return new ConnectionError(`${what}: ${reasonOf(cause)}`, about);
  }

  readonly #abort = (): void => {
    this.#controller.abort(this.#caller?.reason);
  };
}
