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
  readonly #context: ErrorContext;
  readonly #caller: AbortSignal | undefined;
  readonly #parent: Deadline | undefined;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #limitMs: number;
  #expired = false;

  /** No limit when `limitMs` is 0 or infinite; `parent` is the deadline whose signal the caller's is. */
  constructor(
    context: ErrorContext,
    limitMs: number,
    caller: AbortSignal | undefined,
    parent?: Deadline,
  ) {
    this.#context = context;
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

  /** What a promise gives, unless this ends first: some bodies neither end nor break, some providers never answer. */
  async race<T>(promise: Promise<T>): Promise<T> {
    const { signal } = this;
    let stop: (() => void) | undefined;
    const ended = new Promise<never>((_, reject) => {
      stop = () => reject(signal.reason);
      if (signal.aborted) stop();
      else signal.addEventListener("abort", stop);
    });
    try {
      return await Promise.race([promise, ended]);
    } finally {
      if (stop) signal.removeEventListener("abort", stop);
    }
  }

  /** The typed form of what `fetch` or reading a body threw. */
  errorFor(cause: unknown): ApiError {
    const parent = this.#parent;
    const context = this.#context;
    if (parent?.signal.aborted) return parent.errorFor(cause);
    if (this.#caller?.aborted) {
      const { reason } = this.#caller;
      return new AbortError("aborted", context, reason);
    }
    if (this.#expired) {
      const reason = `no answer within ${this.#limitMs} ms`;
      return new TimeoutError(reason, context, cause);
    }
    return new ConnectionError(reasonOf(cause), context, cause);
  }

  readonly #abort = (): void => {
    this.#controller.abort(this.#caller?.reason);
  };
}
