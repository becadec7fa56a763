import type { ApiPromise } from "./api-promise.js";
import type { Client } from "./client.js";
import type { Codec } from "./codec.js";
import {
  AbortError,
  ApiError,
  ConnectionError,
  type ErrorContext,
  isApiError,
  reasonOf,
} from "./errors.js";
import type { Operation } from "./operation.js";
import type { RequestOptions } from "./options.js";
import { sleep } from "./retry.js";
import { StreamFault, untilIdle } from "./stream-lines.js";

/** What one call of a stream may change. */
export interface StreamOptions extends RequestOptions {
  /** Characters of one event or line at most; 1,048,576 unless told. */
  readonly maxEventLength?: number | undefined;
  /** Milliseconds without a byte after which the connection counts as broken; 300,000 unless told. */
  readonly idleTimeoutMs?: number | undefined;
  /** Where to go on: the id of the last event that is known. */
  readonly lastEventId?: string | undefined;
  /** What to do when the connection breaks; streams that give no ids are not asked for again. */
  readonly reconnect?: ReconnectOptions | false | undefined;
}

/** When a stream is asked for again, from the last event on. */
export interface ReconnectOptions {
  /** Connections in a row that may break without an event; 5 unless told. */
  readonly attempts?: number | undefined;
  /** Whether the end of a stream is taken for a break, as browsers do. */
  readonly afterEnd?: boolean | undefined;
}

/** One event of a stream as it came. */
export interface StreamMessage {
  readonly data: string;
  readonly event?: string | undefined;
  readonly id?: string | undefined;
  /** Milliseconds to wait before a broken connection is made again. */
  readonly retry?: number | undefined;
}

/** One event of a stream: its data decoded. */
export interface StreamEvent<T> extends Omit<StreamMessage, "data"> {
  readonly data: T;
}

/** How a stream is read. */
export interface StreamDescriptor {
  readonly read: (
    body: ReadableStream<Uint8Array>,
    limit: number,
  ) => AsyncGenerator<StreamMessage, void, undefined>;
  readonly mediaTypes: readonly string[];
  /** Reads the data of an event; absent: it is text. */
  readonly parse?: (text: string) => unknown;
  readonly codec?: Codec;
  /** The flag of the request's body that asks for a stream. */
  readonly flag?: string;
}

/** A stream that is not what the API describes: no JSON, a line without end, another content type. */
export class StreamError extends ApiError {
  override readonly name = "StreamError";
  declare readonly status: undefined;
}

/** Calls an operation that answers with a stream. */
export function streamEvents<T>(
  client: Client,
  operation: Operation,
  stream: StreamDescriptor,
  request: object,
  options: StreamOptions = {},
): EventStream<T> {
  return new EventStream({ client, operation, stream, request, options });
}

interface Source {
  readonly client: Client;
  readonly operation: Operation;
  readonly stream: StreamDescriptor;
  readonly request: object;
  readonly options: StreamOptions;
}

/**
 * The events of a stream: iterating sends the request and gives the data of each event as it comes. Leaving the
 * loop, or the caller's signal, closes the connection.
 */
export class EventStream<T> implements AsyncIterable<T> {
  readonly #source: Source;

  constructor(source: Source) {
    this.#source = source;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const { data } of this.events()) yield data;
  }

  /** The events with their names and ids. */
  async *events(): AsyncGenerator<StreamEvent<T>, void, undefined> {
    const { operation, options, stream } = this.#source;
    const { reconnect, signal, maxEventLength = 2 ** 20 } = options;
    const { idleTimeoutMs = 300_000 } = options;
    const { attempts = 5, afterEnd = false } = reconnect || {};
    let id = options.lastEventId;
    let wait = 1000;
    let failures = 0;
    for (;;) {
      try {
        const body = untilIdle(await this.#connect(id), idleTimeoutMs);
        for await (const message of stream.read(body, maxEventLength)) {
          failures = 0;
          id = message.id ?? id;
          wait = message.retry ?? wait;
          if (isEnd(message, stream)) return;
          yield { ...message, data: this.#decode(message.data) };
        }
        if (!afterEnd) return;
      } catch (cause) {
        const error = this.#errorFor(cause);
        const mayRepeat =
          error instanceof ConnectionError &&
          reconnect !== false &&
          id !== undefined &&
          /^(?:GET|QUERY)$/.test(operation.method);
        if (!mayRepeat || failures >= attempts) throw error;
      }
      if (++failures > attempts) return;
      await sleep(wait, signal).catch((cause: unknown) => {
        throw this.#errorFor(cause);
      });
    }
  }

  async #connect(
    lastEventId: string | undefined,
  ): Promise<ReadableStream<Uint8Array>> {
    const { client, operation, stream, request, options } = this.#source;
    const { mediaTypes, flag } = stream;
    const headers = {
      accept: mediaTypes.join(", "),
      ...options.headers,
      ...(lastEventId !== undefined && { "last-event-id": lastEventId }),
    };
    const call: ApiPromise<unknown> = client.call(
      operation,
      flag === undefined ? request : withFlag(request, flag),
      { ...options, headers },
    );
    const body = await call.stream();
    const response = await call.raw();
    const type = response.headers.get("content-type")?.split(";", 1)[0]?.trim();
    if (type && !mediaTypes.includes(type.toLowerCase())) {
      await body.cancel();
      const wanted = mediaTypes.join(" or ");
      throw new StreamError(
        `the body is ${type}, not ${wanted}`,
        this.#context(),
      );
    }
    return body;
  }

  #decode(text: string): T {
    const { codec, parse } = this.#source.stream;
    try {
      const value = parse ? parse(text) : text;
      const isPlain = !codec || value === null || value === undefined;
      return (isPlain ? value : codec.kind(value, codec, "", true)) as T;
    } catch (cause) {
      throw this.#fault(cause);
    }
  }

  #fault(cause: unknown): StreamError {
    return new StreamError(reasonOf(cause), this.#context(), cause);
  }

  #context(): ErrorContext {
    const { name, method, path } = this.#source.operation;
    return { operation: name, method, url: path };
  }

  /** What reading threw, typed: what is wrong with the text is the server's, the rest the connection's. */
  #errorFor(cause: unknown): ApiError {
    if (isApiError(cause)) return cause;
    if (cause instanceof StreamFault) return this.#fault(cause);
    const context = this.#context();
    return this.#source.options.signal?.aborted
      ? new AbortError("aborted", context, cause)
      : new ConnectionError(reasonOf(cause), context, cause);
  }
}

function withFlag(request: object, flag: string): object {
  const body = "body" in request ? request.body : undefined;
  return { ...request, body: { ...(body as object), [flag]: true } };
}

/** Services that speak of language models close a stream with this, which is no JSON. */
function isEnd({ data }: StreamMessage, { parse }: StreamDescriptor): boolean {
  return parse !== undefined && data === "[DONE]";
}
