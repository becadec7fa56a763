import { ApiPromise, type Exchange } from "./api-promise.js";
import { type Credential, chooseCredentials } from "./credentials.js";
import { Deadline } from "./deadline.js";
import {
  ApiError,
  ConnectionError,
  isApiError,
  isQuotaExceeded,
  TimeoutError,
} from "./errors.js";
import { createExchange } from "./exchange.js";
import { describe } from "./logging.js";
import type { Operation } from "./operation.js";
import type { Clock, CoreOptions, RequestOptions } from "./options.js";
import { type PreparedRequest, prepare } from "./prepare.js";
import { isRepeatable, isRetryableStatus, retryDelay, sleep } from "./retry.js";
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
    return new ApiPromise(this.#run(operation, request, options), isApiError);
  }

  async #run(
    operation: Operation,
    request: object,
    given: RequestOptions,
  ): Promise<Exchange> {
    const options = { ...this.#options, ...definedOf(given) };
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
    const repeatable =
      !prepared.once && isRepeatable(operation.method, prepared.headers);
    for (let attempt = 0; ; attempt++) {
      const outcome = await this.#attempt(call, attempt);
      const delay =
        repeatable && (await isRetryable(outcome))
          ? this.#delay(options, attempt, outcome)
          : undefined;
      if (delay === undefined) {
        if (outcome instanceof ApiError) throw outcome;
        return outcome;
      }
      options.logger?.debug(`${operation.name}: retry in ${delay} ms`, {
        attempt: attempt + 1,
      });
      if (!(outcome instanceof ApiError)) {
        await outcome.response.body?.cancel().catch(() => undefined);
        outcome.release();
      }
      try {
        await this.#clock.sleep(delay, total.signal);
      } catch (cause) {
        throw total.errorFor(cause, prepared.context);
      }
    }
  }

  #delay(
    options: RequestOptions,
    attempt: number,
    outcome: Exchange | ApiError,
  ): number | undefined {
    const headers =
      outcome instanceof ApiError ? undefined : outcome.response.headers;
    return retryDelay(options.retry, attempt, headers, this.#clock);
  }

  /** One attempt: an exchange whatever the status, or the error that prevented it. */
  async #attempt(call: Call, attempt: number): Promise<Exchange | ApiError> {
    const { prepared, options, operation, total, credentials } = call;
    const { context } = prepared;
    const deadline = new Deadline(
      options.timeoutMs ?? 60_000,
      total.signal,
      total,
    );
    const { logger, middleware = [], fetch = globalThis.fetch } = options;
    const { now } = this.#clock;
    const request = {
      operation,
      attempt,
      method: operation.method,
      url: prepared.url,
      headers: new Headers(prepared.headers),
      body: prepared.body,
      signal: deadline.signal,
    };
    const send = middleware.reduceRight<
      (r: typeof request) => Promise<Response>
    >(
      (next, layer) => (current) => layer(current, next),
      (current) =>
        transmit(current, { credentials, fetch, now, fail, context }),
    );
    const fail = (cause: unknown) => deadline.errorFor(cause, context);
    const started = now();
    try {
      logger?.debug(`${operation.name}: request`, describe(request));
      const response = await send(request);
      logger?.debug(`${operation.name}: ${response.status}`, {
        ms: now() - started,
        headers: describe(response),
      });
      return createExchange({ response, operation, context, deadline });
    } catch (cause) {
      deadline.release();
      const mayPass =
        cause instanceof ConnectionError || cause instanceof TimeoutError;
      if (mayPass && !total.signal.aborted) return cause;
      throw cause;
    }
  }
}

/** Whether an attempt that ended so may end better the next time. */
async function isRetryable(outcome: Exchange | ApiError): Promise<boolean> {
  if (outcome instanceof ApiError) return true;
  const { response } = outcome;
  if (!isRetryableStatus(response.status)) return false;
  if (response.status !== 429) return true;
  const body = await response
    .clone()
    .json()
    .catch(() => undefined);
  return !isQuotaExceeded(response.headers, body);
}

/** The members that are set, so that an undefined one does not hide the client's. */
function definedOf<T extends object>(options: T): T {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as T;
}
