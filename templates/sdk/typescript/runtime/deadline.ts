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
  readonly #parent: Deadline | undefined;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #limitMs: number;
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
    caller?.addEventListener("abort", this.#abort);
    if (limitMs > 0 && limitMs < 2 ** 31) {
      this.#timer = setTimeout(() => {
        this.#expired = true;
        this.#abort();
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
    const make = (
      kind: new (message: string, context: ErrorContext) => ApiError,
      words: string,
      reason = cause,
    ): ApiError =>
      new kind(`${context.method} ${context.url}: ${words}`, {
        ...context,
        cause: reason,
      });
    if (this.#caller?.aborted) {
      return make(AbortError, "aborted by the caller", this.#caller.reason);
    }
    return this.#expired
      ? make(TimeoutError, `no answer within ${this.#limitMs} ms`)
      : make(ConnectionError, reasonOf(cause));
  }

  readonly #abort = (): void => {
    this.#controller.abort(this.#caller?.reason);
  };
}
