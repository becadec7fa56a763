import { AbortError, type ApiError, type ErrorContext } from "./errors.js";
import type { Operation } from "./operation.js";
import type { Connection } from "./socket-connection.js";
import {
  MessageTooLargeError,
  type SocketClose,
  SocketClosedError,
} from "./socket-errors.js";
import { type EventData, EventHub, type SocketEvent } from "./socket-events.js";
import { byteLength, canFrame, sendText } from "./socket-link.js";
import {
  encodeMessage,
  type EventShapes,
  type SocketJson,
  plainJson,
  type SocketRoute,
} from "./socket-message.js";
import { Inbox } from "./socket-inbox.js";
import type {
  SendOptions,
  SocketOptions,
  SocketTarget,
} from "./socket-options.js";
import { SendQueue } from "./socket-queue.js";
import { Replies } from "./socket-replies.js";
import { Session, type SocketState } from "./socket-session.js";

/** A WebSocket API as data. */
export interface SocketApi {
  /** The handshake: its path, parameters and security. */
  readonly connect: Operation;
  /** Where a message names its route; absent where no single member does. */
  readonly selection?: readonly string[];
  /** What the server sends, by the name of the event. */
  readonly events: EventShapes;
  /** The key of a route that exists to keep connections open. */
  readonly ping?: string;
  /** Instead of plain JSON. */
  readonly json?: SocketJson;
}

/** A WebSocket connection that lasts: sends messages, hands out events, and connects again. */
export class Socket<Events extends object> {
  readonly #api: SocketApi;
  readonly #options: SocketOptions;
  readonly #hub = new EventHub<SocketEvent<Events>>();
  readonly #replies = new Replies();
  readonly #queue: SendQueue;
  readonly #session: Session;
  readonly #inbox: Inbox;
  #url = "";
  #drain: ReturnType<typeof setTimeout> | undefined;

  constructor(api: SocketApi, options: SocketOptions = {}) {
    this.#api = api;
    this.#options = options;
    this.#queue = new SendQueue(options.queue);
    this.#inbox = new Inbox(api.events, api.selection, api.json ?? plainJson);
    this.#session = new Session(api.connect, options, {
      onText: (text, connection, isBeat) =>
        this.#receive(text, connection, isBeat),
      onOpen: () => this.#flush(),
      onGone: (close, connection) => this.#replies.lose(connection, close),
      onEnd: (close, failure) => this.#end(close, failure),
      isNeeded: (connection) => this.#replies.waitsFor(connection),
      beat: () => this.#beat(),
    });
  }

  /** What the socket is doing. */
  get state(): SocketState {
    return this.#session.state;
  }

  /**
   * The events from the moment on that reading starts; each reader gets them all. It ends when the socket is closed,
   * and throws a `SocketClosedError` when the connection is lost for good.
   */
  get events(): AsyncIterable<SocketEvent<Events>> {
    const limit = this.#options.eventLimit ?? 1000;
    return { [Symbol.asyncIterator]: () => this.#hub.read(limit) };
  }

  /** Calls a listener for each event of a type; the result takes it away again. */
  on<Type extends SocketEvent<Events>["type"]>(
    type: Type,
    listener: (data: EventData<Events, Type>) => void,
  ): () => void {
    // The hub calls it for events of its type only.
    return this.#hub.on(type, ({ data }) =>
      listener(data as EventData<Events, Type>),
    );
  }

  /** Ends the connection; resolves with how it ended, undefined when there was none. */
  close(code?: number, reason?: string): Promise<SocketClose | undefined> {
    return this.#session.close(code, reason);
  }

  /** Opens the connection; resolves when it stands and `onConnect` is done. */
  async open(target: SocketTarget): Promise<void> {
    this.#url = target.url.split("?", 1)[0] ?? "";
    this.#hub.resume();
    await this.#session.connect(target);
  }

  /** Sends a message; resolves when the WebSocket has taken it. */
  async post(
    route: SocketRoute,
    message: unknown,
    options: SendOptions = {},
  ): Promise<void> {
    const { text } = this.#encode(route, message);
    await this.#deliver(route, options, ({ link }) => this.#put(link, text));
  }

  /** Sends a message and waits for its reply. */
  async ask<Reply>(
    route: SocketRoute,
    message: unknown,
    options: SendOptions = {},
  ): Promise<Reply> {
    const { text, id } = this.#encode(route, message);
    const { replyTimeoutMs = 30_000 } = this.#options;
    const { timeoutMs = replyTimeoutMs, signal } = options;
    const context = this.#context(route.name);
    const { reply } = await this.#deliver(route, options, (connection) => {
      this.#put(connection.link, text);
      const about = { route, id, connection, context };
      return { reply: this.#replies.wait(about, { timeoutMs, signal }) };
    });
    // The route's own method gives the type that the API describes.
    return (await reply) as Reply;
  }

  #encode(
    route: SocketRoute,
    message: unknown,
  ): { readonly text: string; readonly id: string | undefined } {
    const { selection, json = plainJson } = this.#api;
    const { value, id } = encodeMessage(route, message, selection);
    return { text: json.stringify(value), id };
  }

  async #deliver<T>(
    { name }: SocketRoute,
    { signal }: SendOptions,
    send: (connection: Connection) => T,
  ): Promise<T> {
    const context = this.#context(name);
    if (signal?.aborted) {
      const cause = signal.reason as unknown;
      const words = `${name}: aborted by the caller`;
      throw new AbortError(words, context, cause);
    }
    const { current, isGreeting, state } = this.#session;
    const isNext = isGreeting || this.#queue.isEmpty;
    if (current && isNext && this.#hasRoom(current)) return send(current);
    if (state === "closed" || state === "closing") {
      throw new SocketClosedError(`${name}: not connected`, context, undefined);
    }
    const waiting = this.#queue.add(
      () => {
        const connection = this.#session.current;
        if (connection) return send(connection);
        throw new SocketClosedError(
          `${name}: not connected`,
          context,
          undefined,
        );
      },
      context,
      signal,
    );
    this.#flush();
    return waiting;
  }

  /** Sends what waits, and looks again later when something is left. */
  #flush(): void {
    clearTimeout(this.#drain);
    const mayGo = (): boolean => {
      const { current, isGreeting } = this.#session;
      return !isGreeting && current !== undefined && this.#hasRoom(current);
    };
    this.#queue.flush(mayGo);
    if (this.#queue.isEmpty || !this.#session.current) return;
    // A WebSocket does not tell when its buffer is empty.
    this.#drain = setTimeout(() => this.#flush(), 10);
  }

  #hasRoom({ link }: Connection): boolean {
    const { bufferedBytes = 1_048_576 } = this.#options.queue ?? {};
    return link.bufferedAmount < bufferedBytes;
  }

  #put(link: Connection["link"], text: string): void {
    const { messageBytes = 131_072, frameBytes = 32_768 } =
      this.#options.limits ?? {};
    const limit = canFrame(link)
      ? messageBytes
      : Math.min(messageBytes, frameBytes);
    const bytes = text.length * 3 > limit ? byteLength(text) : 0;
    if (bytes > limit) {
      const words = `the message has ${bytes} bytes, ${limit} are allowed`;
      const context = this.#context("send");
      throw new MessageTooLargeError(words, context, { bytes, limit });
    }
    sendText(link, text, frameBytes);
    this.#session.sent();
  }

  #receive(text: string, connection: Connection, isBeat: boolean): void {
    const message = this.#inbox.read(text, connection, this.#replies);
    if (!message || (isBeat && message.type === "$error")) return;
    // The inbox knows the events by the API's own description.
    this.#hub.publish(message as SocketEvent<Events>);
  }

  #beat(): void {
    const { current } = this.#session;
    if (!current) return;
    const { heartbeat } = this.#options;
    const { message = {} } = heartbeat || {};
    const key = this.#api.ping ?? "ping";
    const { text } = this.#encode({ name: "heartbeat", key }, message);
    sendText(current.link, text, Infinity);
  }

  #end(close: SocketClose, failure: ApiError | undefined): void {
    clearTimeout(this.#drain);
    this.#queue.fail((context) => {
      const words = `${context.operation}: the socket was closed`;
      return new SocketClosedError(words, context, close);
    });
    this.#hub.end(failure);
  }

  #context(operation: string): ErrorContext {
    return { operation, method: "SEND", url: this.#url };
  }
}
