import { type ApiError, RequestError } from "./errors.js";
import type { Operation } from "./operation.js";
import { sleep } from "./retry.js";
import { type Connection, openConnection } from "./socket-connection.js";
import { type SocketClose, SocketClosedError } from "./socket-errors.js";
import { connectContext, makeHandshake } from "./socket-handshake.js";
import type {
  ReconnectOptions,
  SocketConnection,
  SocketOptions,
  SocketTarget,
} from "./socket-options.js";
import { Heartbeat, retire, rolloverDelay } from "./socket-timers.js";

/** What a socket is doing. */
export type SocketState =
  "closed" | "connecting" | "open" | "reconnecting" | "closing";

/** What a session tells its socket. */
export interface SessionHandlers {
  /** A message came; `isBeat`: it may be the answer to a heartbeat. */
  readonly onText: (
    text: string,
    connection: Connection,
    isBeat: boolean,
  ) => void;
  /** There is a connection that takes messages. */
  readonly onOpen: () => void;
  /** A connection is gone, whatever comes after it. */
  readonly onGone: (close: SocketClose, connection: Connection) => void;
  /** No connection will follow; without a failure because the user closed it. */
  readonly onEnd: (close: SocketClose, failure: ApiError | undefined) => void;
  /** Whether replies are waited for over a connection. */
  readonly isNeeded: (connection: Connection) => boolean;
  /** Sends a heartbeat over the current connection. */
  readonly beat: () => void;
}

/** A connection that lived this long was a good one: the count of failed attempts starts anew. */
const stableMs = 5000;

/** Closes that would come again. */
const final = new Set([1000, 1002, 1003, 1007, 1008, 1009, 1010, 1015]);

/** Keeps one connection open from `connect` to `close`, over as many WebSockets as it takes. */
export class Session {
  readonly #operation: Operation;
  readonly #options: SocketOptions;
  readonly #handlers: SessionHandlers;
  #state: SocketState = "closed";
  #target: SocketTarget | undefined;
  #current: Connection | undefined;
  #life = new AbortController();
  #heartbeat: Heartbeat | undefined;
  #rollover: ReturnType<typeof setTimeout> | undefined;
  #isGreeting = false;
  #failures = 0;
  #openedAt = 0;
  #closed: ((close: SocketClose) => void)[] = [];

  constructor(
    operation: Operation,
    options: SocketOptions,
    handlers: SessionHandlers,
  ) {
    this.#operation = operation;
    this.#options = options;
    this.#handlers = handlers;
  }

  /** Whether `onConnect` is at work: what it sends goes before all that waits. */
  get isGreeting(): boolean {
    return this.#isGreeting;
  }

  get state(): SocketState {
    return this.#state;
  }

  /** The connection that messages are sent over; undefined while there is none. */
  get current(): Connection | undefined {
    return this.#state === "open" && this.#current?.isOpen
      ? this.#current
      : undefined;
  }

  async connect(target: SocketTarget): Promise<void> {
    if (this.#state !== "closed") {
      const context = connectContext(this.#operation, target);
      throw new RequestError("connect: the socket is in use", context);
    }
    this.#state = "connecting";
    this.#target = target;
    this.#life = new AbortController();
    this.#failures = 0;
    const end = (): void => void this.close();
    target.signal?.addEventListener("abort", end, { once: true });
    this.#life.signal.addEventListener("abort", () => {
      target.signal?.removeEventListener("abort", end);
    });
    try {
      await this.#adopt(await this.#open(), "first");
    } catch (cause) {
      this.#current?.close();
      this.#finish(undefined, cause as ApiError);
      throw cause;
    }
  }

  /** Closes; resolves with what the connection ended with, undefined when there was none. */
  async close(code = 1000, reason = ""): Promise<SocketClose | undefined> {
    const current = this.#current;
    if (this.#state === "closed") return undefined;
    const wasOpen = this.#state === "open" && current?.isOpen;
    this.#life.abort();
    if (!current || !wasOpen) {
      if (this.#state === "reconnecting") this.#finish(undefined, undefined);
      return undefined;
    }
    this.#state = "closing";
    return new Promise((resolve) => {
      this.#closed.push(resolve);
      current.close(code, reason);
    });
  }

  /** Something was sent: the connection is not idle. */
  sent(): void {
    this.#heartbeat?.sent();
  }

  async #open(): Promise<Connection> {
    const target = this.#target as SocketTarget;
    const { signal: life } = this.#life;
    // Only the first attempt is the caller's to end; later ones end with the session.
    const signal =
      this.#state === "connecting" ? (target.signal ?? life) : life;
    return openConnection({
      handshake: await makeHandshake(
        this.#operation,
        target,
        this.#options,
        life,
      ),
      options: this.#options,
      context: connectContext(this.#operation, target),
      signal,
      onText: (text, connection) => {
        const isBeat = this.#heartbeat?.received() ?? false;
        this.#handlers.onText(text, connection, isBeat);
      },
      onClose: (close, connection) => this.#gone(close, connection),
    });
  }

  async #adopt(
    connection: Connection,
    reason: SocketConnection["reason"],
  ): Promise<void> {
    this.#current = connection;
    this.#state = "open";
    this.#openedAt = this.#now();
    this.#startTimers(connection);
    const { protocol } = connection.link;
    this.#isGreeting = true;
    try {
      await this.#options.onConnect?.({ reason, protocol });
    } finally {
      this.#isGreeting = false;
    }
    this.#handlers.onOpen();
  }

  #startTimers(connection: Connection): void {
    this.#stopTimers();
    const { heartbeat = {}, rollover = {}, clock } = this.#options;
    if (heartbeat !== false) {
      const lost = (): void => connection.abandon("no answer to a heartbeat");
      const { beat } = this.#handlers;
      this.#heartbeat = new Heartbeat(heartbeat, { beat, lost });
    }
    if (rollover !== false) {
      const delay = rolloverDelay(rollover, clock?.random ?? Math.random);
      this.#rollover = setTimeout(() => void this.#replace(), delay);
    }
  }

  #stopTimers(): void {
    this.#heartbeat?.stop();
    clearTimeout(this.#rollover);
  }

  /** Moves to a new connection while the old one still works. */
  async #replace(): Promise<void> {
    const old = this.#current;
    const { rollover, logger } = this.#options;
    const { afterMs = 6_600_000, graceMs = 10_000 } = rollover || {};
    try {
      const next = await this.#open();
      if (this.#state !== "open" || this.#current !== old) {
        next.close();
        return;
      }
      await this.#adopt(next, "rollover");
      if (old) retire(old, graceMs, () => this.#handlers.isNeeded(old));
    } catch (cause) {
      logger?.warn("socket: rollover failed", { cause });
      if (this.#state !== "open" || this.#current !== old) return;
      const again = Math.min(60_000, afterMs / 10);
      this.#rollover = setTimeout(() => void this.#replace(), again);
    }
  }

  #gone(close: SocketClose, connection: Connection): void {
    this.#handlers.onGone(close, connection);
    if (connection !== this.#current) return;
    this.#stopTimers();
    this.#current = undefined;
    if (this.#state !== "open") {
      this.#finish(close, undefined);
      return;
    }
    const { reconnect = {}, onDisconnect } = this.#options;
    const retrying = reconnect !== false && isWorthIt(close, reconnect);
    onDisconnect?.(close, retrying);
    if (retrying) void this.#reconnect(close, reconnect);
    else this.#finish(close, this.#lost(close));
  }

  async #reconnect(
    close: SocketClose,
    options: ReconnectOptions,
  ): Promise<void> {
    this.#state = "reconnecting";
    const { logger } = this.#options;
    const { attempts = 10 } = options;
    const { signal } = this.#life;
    if (this.#now() - this.#openedAt >= stableMs) this.#failures = 0;
    while (this.#failures < attempts) {
      const delay = this.#delay(options);
      this.#failures += 1;
      try {
        await sleep(delay, signal);
        await this.#adopt(await this.#open(), "reconnect");
        return;
      } catch (cause) {
        if (signal.aborted) return;
        logger?.warn("socket: connecting again failed", { cause });
        // The connection stands, only the user's hook failed: what waits may go.
        if (this.current) {
          this.#handlers.onOpen();
          return;
        }
      }
    }
    this.#finish(close, this.#lost(close));
  }

  #delay({ minDelayMs = 500, maxDelayMs = 30_000 }: ReconnectOptions): number {
    const random = this.#options.clock?.random ?? Math.random;
    const ceiling = Math.min(maxDelayMs, minDelayMs * 2 ** this.#failures);
    return ceiling * (1 - random() / 2);
  }

  #finish(close: SocketClose | undefined, failure: ApiError | undefined): void {
    this.#stopTimers();
    this.#state = "closed";
    this.#current = undefined;
    this.#life.abort();
    const said = close ?? { ...noClose };
    this.#handlers.onEnd(said, failure);
    for (const resolve of this.#closed.splice(0)) resolve(said);
  }

  #lost(close: SocketClose): SocketClosedError {
    const context = connectContext(
      this.#operation,
      this.#target ?? { url: "" },
    );
    const words = `the connection ended: ${close.code} ${close.name}`;
    return new SocketClosedError(words, context, close);
  }

  #now(): number {
    return (this.#options.clock?.now ?? Date.now)();
  }
}

const noClose: SocketClose = {
  code: 1006,
  name: "abnormal",
  reason: "",
  wasClean: false,
};

function isWorthIt(close: SocketClose, { when }: ReconnectOptions): boolean {
  if (when) return when(close);
  return !final.has(close.code) && close.code < 4000;
}
