import { ApiPromise, type Exchange } from "./api-promise.js";
import { Deadline } from "./deadline.js";
import {
  type ApiError,
  ConnectionError,
  isApiError,
  isQuotaExceeded,
  requestIdOf,
  TimeoutError,
} from "./errors.js";
import { createExchange } from "./exchange.js";
import { describe, warnDeprecated } from "./logging.js";
import type { Operation } from "./operation.js";
import type { Clock, CoreOptions, RequestOptions } from "./options.js";
import { type PreparedRequest, prepare } from "./prepare.js";
import type { HttpRequest } from "./request.js";
import { isRepeatable, retryDelay, sleep } from "./retry.js";
import { transmit } from "./transport.js";

/** Makes the calls of operations; holds what they share. */
export class Client {
  readonly #options: CoreOptions;
  readonly #clock: Clock;
  readonly #warned = new Set<string>();

  constructor(options: CoreOptions) {
    this.#options = options;
    const standard = { now: Date.now, random: Math.random, sleep };
    this.#clock = { ...standard, ...options.clock };
  }

  /** Calls an operation; the operation's own function gives the types, `wrap` a promise that can do more. */
  call<T, E = ApiError, P = ApiPromise<T, E>>(
    operation: Operation,
    request: object,
    options: RequestOptions = {},
    wrap: (exchange: Promise<Exchange>) => P | ApiPromise<T, E> = (exchange) =>
      new ApiPromise(exchange),
  ): P {
    return wrap(this.#run(operation, request, options)) as P;
  }

  async #run(
    operation: Operation,
    request: object,
    given: RequestOptions,
  ): Promise<Exchange> {
    const set = Object.entries(given).filter(
      ([, value]) => value !== undefined,
    );
    const options = { ...this.#options, ...Object.fromEntries(set) };
    const prepared = prepare(operation, { ...request }, this.#options, given);
    const limit = options.totalTimeoutMs ?? 0;
    const total = new Deadline(prepared.context, limit, given.signal);
    try {
      return await this.#attempts(prepared, options, total);
    } catch (cause) {
      total.release();
      throw cause;
    }
  }

  async #attempts(
    prepared: PreparedRequest,
    options: CoreOptions,
    total: Deadline,
  ): Promise<Exchange> {
    const { request, context } = prepared;
    const { retry, logger } = options;
    const mayRepeat =
      retry !== false && !prepared.once && isRepeatable(request);
    for (let attempt = 0; ; attempt++) {
      let exchange: Exchange | undefined;
      let failure: unknown;
      try {
        exchange = await this.#attempt(prepared, options, total, attempt);
      } catch (cause) {
        failure = cause;
      }
      const response = exchange?.response;
      const isTransient = await mayPass(failure, response);
      const delay =
        mayRepeat && isTransient && !total.signal.aborted
          ? retryDelay(retry, attempt, response?.headers, this.#clock)
          : undefined;
      if (delay === undefined) {
        if (exchange) return exchange;
        throw failure;
      }
      logger?.debug(`${context.operation}: retry in ${delay} ms`);
      exchange?.release();
      try {
        await this.#clock.sleep(delay, total.signal);
      } catch (cause) {
        throw total.errorFor(cause);
      }
    }
  }

  /** One attempt: an exchange, whatever the status. */
  async #attempt(
    prepared: PreparedRequest,
    options: CoreOptions,
    total: Deadline,
    attempt: number,
  ): Promise<Exchange> {
    const { context } = prepared;
    const { operation, headers } = prepared.request;
    const { logger, middleware = [] } = options;
    const { fetch = globalThis.fetch } = options;
    const { now } = this.#clock;
    const deadline = new Deadline(
      context,
      options.timeoutMs ?? 60_000,
      total.signal,
      total,
    );
    const request: HttpRequest = {
      ...prepared.request,
      attempt,
      headers: new Headers(headers),
      signal: deadline.signal,
    };
    const send = middleware.reduceRight<
      (request: HttpRequest) => Promise<Response>
    >(
      (next, layer) => (current) => layer(current, next),
      (current) => transmit(current, { prepared, deadline, fetch, now }),
    );
    const started = now();
    try {
      logger?.debug(`${context.operation}: request`, describe(request));
      const response = await deadline.race(send(request));
      warnDeprecated(operation, response, options, this.#warned);
      logger?.debug(`${context.operation}: ${response.status}`, {
        ms: now() - started,
        requestId: requestIdOf(response.headers),
      });
      return createExchange(response, operation, context, deadline);
    } catch (cause) {
      deadline.release();
      const isEnded = deadline.signal.aborted && !isApiError(cause);
      throw isEnded ? deadline.errorFor(cause) : cause;
    }
  }
}

/** Whether what an attempt ended in may be better the next time. */
async function mayPass(
  failure: unknown,
  response: Response | undefined,
): Promise<boolean> {
  if (!response) {
    return (
      failure instanceof ConnectionError || failure instanceof TimeoutError
    );
  }
  const { status, headers } = response;
  if (status !== 429) return status === 408 || status >= 500;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return !isQuotaExceeded({ headers, body });
}
