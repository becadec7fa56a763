import {
  AbortError,
  type ErrorContext,
  reasonOf,
  RequestError,
  TimeoutError,
} from "./errors.js";
import {
  describeClose,
  type SocketClose,
  SocketConnectError,
} from "./socket-errors.js";
import type { WebSocketConstructor, WebSocketLike } from "./socket-link.js";
import type { SocketHandshake, SocketOptions } from "./socket-options.js";

/** What a connection tells its socket. */
export interface ConnectionHandlers {
  readonly onText: (text: string, connection: Connection) => void;
  /** Once, after the connection was open. */
  readonly onClose: (close: SocketClose, connection: Connection) => void;
}

/** What opening needs. */
export interface Opening extends ConnectionHandlers {
  readonly handshake: SocketHandshake;
  readonly options: SocketOptions;
  readonly context: ErrorContext;
  readonly signal: AbortSignal | undefined;
}

const normal = 1000;

/** One open WebSocket. */
export class Connection {
  readonly link: WebSocketLike;
  /** The close that this side asked for. */
  #asked: SocketClose | undefined;
  #isClosed = false;
  readonly #handlers: ConnectionHandlers;

  constructor(link: WebSocketLike, handlers: ConnectionHandlers) {
    this.link = link;
    this.#handlers = handlers;
    link.addEventListener("message", ({ data }) => {
      if (!this.#isClosed) handlers.onText(textOf(data), this);
    });
    link.addEventListener("close", ({ code, reason, wasClean }) => {
      this.#end(this.#asked ?? describeClose(code, reason, wasClean));
    });
  }

  get isOpen(): boolean {
    return !this.#isClosed && this.link.readyState === 1;
  }

  /** Says goodbye; a server that does not answer is not waited for longer than a second. */
  close(code = normal, reason = ""): void {
    if (this.#isClosed || this.#asked) return;
    this.#asked = describeClose(code, reason, true);
    this.link.close(code, reason);
    setTimeout(() => this.#end(describeClose(code, reason, false)), 1000);
  }

  /** Gives up a connection that does not answer, without waiting for a goodbye. */
  abandon(reason: string): void {
    this.link.close(normal);
    this.#end(describeClose(1006, reason, false));
  }

  #end(close: SocketClose): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#handlers.onClose(close, this);
  }
}

/** Opens a WebSocket; rejects when the server refuses, does not answer in time, or the caller's signal ends it. */
export function openConnection(opening: Opening): Promise<Connection> {
  const { handshake, options, context, signal } = opening;
  const { connectTimeoutMs = 30_000 } = options;
  return new Promise((resolve, reject) => {
    const link = makeLink(handshake, options, context);
    link.binaryType = "arraybuffer";
    let isSettled = false;
    const settle = (): void => {
      isSettled = true;
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
    const fail = (error: Error): void => {
      if (isSettled) return;
      settle();
      reject(error);
      link.close();
    };
    const abort = (): void => {
      const cause = signal?.reason as unknown;
      fail(new AbortError("connect: aborted", context, cause));
    };
    const timer = setTimeout(() => {
      const message = `connect: not open within ${connectTimeoutMs} ms`;
      fail(new TimeoutError(message, context));
    }, connectTimeoutMs);
    let words = "";
    link.addEventListener("error", (event) => {
      const said = "message" in event ? event.message : "";
      words = typeof said === "string" ? said : "";
    });
    link.addEventListener("close", ({ code, reason }) => {
      const said = words || reason || `the connection was closed (${code})`;
      const status = /\b([1-5]\d\d)\b/.exec(words)?.[1];
      const known = status === undefined ? undefined : Number(status);
      fail(new SocketConnectError(`connect: ${said}`, context, known));
    });
    link.addEventListener("open", () => {
      if (isSettled) return;
      settle();
      resolve(new Connection(link, opening));
    });
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort, { once: true });
  });
}

function makeLink(
  { url, protocols, headers }: SocketHandshake,
  { webSocket }: SocketOptions,
  context: ErrorContext,
): WebSocketLike {
  const given: Record<string, string> = {};
  headers.forEach((value, name) => {
    given[name] = value;
  });
  const names = Object.keys(given);
  const platform = (globalThis as { WebSocket?: WebSocketConstructor })
    .WebSocket;
  const Constructor = webSocket ?? platform;
  if (!Constructor) {
    const words = "this platform has no WebSocket: give one as `webSocket`";
    throw new RequestError(`connect: ${words}`, context);
  }
  if (!webSocket && names.length > 0) {
    const words = `only a WebSocket given as \`webSocket\` sends headers (${names.join(", ")})`;
    throw new RequestError(`connect: ${words}`, context);
  }
  try {
    return names.length > 0
      ? new Constructor(url, protocols, { headers: given })
      : new Constructor(url, protocols);
  } catch (cause) {
    throw new RequestError(`connect: ${reasonOf(cause)}`, context, cause);
  }
}

function textOf(data: unknown): string {
  if (typeof data === "string") return data;
  return data instanceof ArrayBuffer ? new TextDecoder().decode(data) : "";
}
