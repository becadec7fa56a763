import { ApiPromise, type Exchange } from "./api-promise.js";
import { type Credential, chooseCredentials } from "./credentials.js";
import { Deadline } from "./deadline.js";
import {
  type ApiError,
  ConnectionError,
  isQuotaExceeded,
  requestIdOf,
  TimeoutError,
} from "./errors.js";
import { createExchange } from "./exchange.js";
import { describe } from "./logging.js";
import type { Operation } from "./operation.js";
import type { Clock, CoreOptions, RequestOptions } from "./options.js";
import { type PreparedRequest, prepare } from "./prepare.js";
import type { HttpRequest } from "./request.js";
import { isRepeatable, retryDelay, sleep } from "./retry.js";
import { transmit } from "./transport.js";

/** What the attempts of one call share. */
interface Call {
  readonly operation: Operation;
  readonly prepared: PreparedRequest;
  readonly credentials: readonly Credential[];
  readonly options: CoreOptions & RequestOptions;
  readonly total: Deadline;
}

/** Makes the calls of operations; holds what they share. */
export class Client {
  readonly #options: CoreOptions;
  readonly #clock: Clock;

  constructor(options: CoreOptions) {
    this.#options = options;
    const standard = { now: Date.now, random: Math.random, sleep };
    this.#clock = { ...standard, ...options.clock };
  }

  /** Calls an operation; the operation's own function gives the types. */
  call<T, E = ApiError>(
    operation: Operation,
    request: object,
    options: RequestOptions = {},
  ): ApiPromise<T, E> {
    return new ApiPromise(this.#run(operation, request, options));
  }

  async #run(
    operation: Operation,
    request: object,
    given: RequestOptions,
  ): Promise<Exchange> {
    const { retry, timeoutMs, totalTimeoutMs } = this.#options;
    const options = {
      ...this.#options,
      retry: given.retry ?? retry,
      timeoutMs: given.timeoutMs ?? timeoutMs,
      totalTimeoutMs: given.totalTimeoutMs ?? totalTimeoutMs,
    };
    const total = new Deadline(options.totalTimeoutMs ?? 0, given.signal);
    try {
      const prepared = prepare(operation, request, this.#options, given);
      const { context, headers } = prepared;
      const credentials = chooseCredentials(
        context,
        operation,
        options,
        headers,
      );
      const call = { operation, prepared, credentials, options, total };
      return await this.#attempts(call);
    } catch (cause) {
      total.release();
      throw cause;
    }
  }

  async #attempts(call: Call): Promise<Exchange> {
    const { prepared, options, operation, total } = call;
    const { logger, retry } = options;
    const mayRepeat =
      !prepared.once && isRepeatable(operation.method, prepared.headers);
    for (let attempt = 0; ; attempt++) {
      let exchange: Exchange | undefined;
      let failure: unknown;
      try {
        exchange = await this.#attempt(call, attempt);
      } catch (cause) {
        failure = cause;
      }
      const isTransient = exchange
        ? await isRetryable(exchange.response)
        : (failure instanceof ConnectionError ||
            failure instanceof TimeoutError) &&
          !total.signal.aborted;
      const headers = exchange?.response.headers;
      const delay =
        mayRepeat && isTransient
          ? retryDelay(retry, attempt, headers, this.#clock)
          : undefined;
      if (delay === undefined) {
        if (exchange) return exchange;
        throw failure;
      }
      logger?.debug(`${operation.name}: retry in ${delay} ms`);
      exchange?.release();
      try {
        await this.#clock.sleep(delay, total.signal);
      } catch (cause) {
        throw total.errorFor(cause, prepared.context);
      }
    }
  }

  /** One attempt: an exchange, whatever the status. */
  async #attempt(call: Call, attempt: number): Promise<Exchange> {
    const { prepared, options, operation, total, credentials } = call;
    const { context, url, body } = prepared;
    const { logger, middleware = [], fetch = globalThis.fetch } = options;
    const { now } = this.#clock;
    const deadline = new Deadline(
      options.timeoutMs ?? 60_000,
      total.signal,
      total,
    );
    const request: HttpRequest = {
      operation,
      attempt,
      method: operation.method,
      url,
      headers: new Headers(prepared.headers),
      body,
      signal: deadline.signal,
    };
    const fail = (cause: unknown) => deadline.errorFor(cause, context);
    const send = middleware.reduceRight<
      (request: HttpRequest) => Promise<Response>
    >(
      (next, layer) => (current) => layer(current, next),
      (current) =>
        transmit(current, { credentials, fetch, now, fail, context }),
    );
    const started = now();
    try {
      logger?.debug(`${operation.name}: request`, describe(request));
      const response = await send(request);
      logger?.debug(`${operation.name}: ${response.status}`, {
        ms: now() - started,
        requestId: requestIdOf(response.headers),
      });
      return createExchange({ response, operation, context, deadline });
    } catch (cause) {
      deadline.release();
      throw cause;
    }
  }
}

/** Whether an answer may be a better one the next time. */
async function isRetryable(response: Response): Promise<boolean> {
  const { status, headers } = response;
  if (status !== 429) return status === 408 || status >= 500;
  const body = await response
    .clone()
    .json()
    .catch(() => undefined);
  return !isQuotaExceeded(headers, body);
}
