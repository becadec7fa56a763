import type { ApiError, CallError } from "./errors.js";
import { isApiError, requestIdOf } from "./errors.js";

/** An answer with its decoded body. */
export interface ApiResponse<T> {
  readonly data: T;
  readonly response: Response;
  readonly status: number;
  readonly headers: Headers;
  readonly requestId: string | undefined;
}

/** How a call ended; never thrown. */
export type SafeResult<T, E> =
  | {
      readonly ok: true;
      readonly data: T;
      readonly response: Response;
    }
  | {
      readonly ok: false;
      readonly error: E | CallError;
    };

/** What the client knows of a call under way. */
export interface Exchange {
  readonly response: Response;
  /** Reads the body as the API describes it, or throws the error that the status stands for. */
  readonly decode: () => Promise<unknown>;
  /** Throws that error; leaves the body of a success alone. */
  readonly check: () => Promise<unknown>;
  /** The reader takes over: the attempt's time limit ends. */
  readonly handOver: () => void;
  /** Lets the body go unread. */
  readonly release: () => void;
}

/**
 * A call under way: awaiting it gives the decoded body or throws an `ApiError`.
 * The request is sent at once and only once, whatever is asked of it.
 */
export class ApiPromise<T, E = ApiError> implements Promise<T> {
  readonly [Symbol.toStringTag] = "ApiPromise";
  readonly #exchange: Promise<Exchange>;
  #data: Promise<T> | undefined;

  constructor(exchange: Promise<Exchange>) {
    this.#exchange = exchange;
  }

  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#decoded().then(onFulfilled, onRejected);
  }

  catch<B = never>(
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<T | B> {
    return this.#decoded().catch(onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<T> {
    return this.#decoded().finally(onFinally);
  }

  /** The decoded body with status and headers. */
  async withResponse(): Promise<ApiResponse<T>> {
    const data = await this.#decoded();
    const { response } = await this.#exchange;
    const { status, headers } = response;
    return { data, response, status, headers, requestId: requestIdOf(headers) };
  }

  /** The answer as `fetch` gave it, whatever its status, with its body unread. */
  async raw(): Promise<Response> {
    const exchange = await this.#exchange;
    exchange.handOver();
    return exchange.response;
  }

  /** The body of a success as a stream; an error status throws its error. */
  async stream(): Promise<ReadableStream<Uint8Array>> {
    const exchange = await this.#exchange;
    await exchange.check();
    exchange.handOver();
    return exchange.response.body ?? new Blob([]).stream();
  }

  /** The outcome as a value: `if (result.ok) …`; `result.error.status` tells the errors apart. */
  async safe(): Promise<SafeResult<T, E>> {
    try {
      const data = await this.#decoded();
      return { ok: true, data, response: (await this.#exchange).response };
    } catch (error) {
      if (!isApiError(error)) throw error;
      return { ok: false, error: error as E | CallError };
    }
  }

  #decoded(): Promise<T> {
    this.#data ??= this.#exchange.then(
      (exchange) => exchange.decode() as Promise<T>,
    );
    return this.#data;
  }
}
