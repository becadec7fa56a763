import { AbortError, type ErrorContext, TimeoutError } from "./errors.js";
import type { Connection } from "./socket-connection.js";
import {
  type GatewayErrorFrame,
  GatewayFrameError,
  type SocketClose,
  SocketClosedError,
} from "./socket-errors.js";
import {
  readShape,
  type SocketRoute,
  strengthOf,
  valueAt,
} from "./socket-message.js";

/** A reply that is waited for. */
interface Pending {
  readonly route: SocketRoute;
  /** The correlation id as text; undefined when the API has none, so that replies come in order. */
  readonly id: string | undefined;
  readonly connection: Connection;
  readonly context: ErrorContext;
  readonly resolve: (data: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** How long a reply is waited for. */
export interface Patience {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Matches what arrives with the requests that wait for it. */
export class Replies {
  readonly #pending = new Set<Pending>();

  /** Whether replies are waited for that come over a connection. */
  waitsFor(connection: Connection): boolean {
    return [...this.#pending].some((one) => one.connection === connection);
  }

  /** Waits for the reply to a message. */
  wait(
    about: Pick<Pending, "route" | "id" | "connection" | "context">,
    { timeoutMs, signal }: Patience,
  ): Promise<unknown> {
    const { route, context } = about;
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        this.#pending.delete(pending);
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
      };
      const pending: Pending = {
        ...about,
        resolve: (data) => {
          settle();
          resolve(data);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      };
      const abort = (): void => {
        const cause = signal?.reason as unknown;
        const words = `${route.name}: aborted by the caller`;
        pending.reject(new AbortError(words, context, cause));
      };
      const timer =
        timeoutMs > 0
          ? setTimeout(() => {
              const words = `${route.name}: no reply within ${timeoutMs} ms`;
              pending.reject(new TimeoutError(words, context));
            }, timeoutMs)
          : undefined;
      this.#pending.add(pending);
      signal?.addEventListener("abort", abort, { once: true });
    });
  }

  /**
   * Gives a message to the request that it answers; false when there is none. `telling`: only where an id or a form
   * that asks for something says so; of requests without an id the oldest is the one.
   */
  take(
    value: unknown,
    connection: Connection,
    settle: (value: unknown) => unknown,
    which: "telling" | "any",
  ): boolean {
    for (const pending of this.#pending) {
      if (pending.connection !== connection) continue;
      if (which === "telling" && !isTelling(pending)) continue;
      const reply = readReply(pending, value);
      if (!reply) continue;
      pending.resolve(settle(reply.data));
      return true;
    }
    return false;
  }

  /** Gives an error frame to the only request that it can be about; false when there is none. */
  refuse(frame: GatewayErrorFrame, connection: Connection): boolean {
    const [only, ...others] = [...this.#pending].filter(
      (one) => one.connection === connection,
    );
    if (!only || others.length > 0) return false;
    const words = `${only.route.name}: ${frame.message}`;
    only.reject(new GatewayFrameError(words, only.context, frame));
    return true;
  }

  /** Gives up the replies that would have come over a connection. */
  lose(connection: Connection, close: SocketClose): void {
    for (const { connection: own, route, context, reject } of this.#pending) {
      if (own !== connection) continue;
      const words = `${route.name}: the connection ended before the reply`;
      reject(new SocketClosedError(words, context, close));
    }
  }
}

function isTelling({ route: { reply = [] }, id }: Pending): boolean {
  const isNamed = reply.some(({ correlation }) => correlation !== undefined);
  return (id !== undefined && isNamed) || strengthOf(reply) > 0;
}

/** What a message says as the reply to a request; one that cannot be read is none. */
function readReply(
  { route, id }: Pending,
  value: unknown,
): { readonly data: unknown } | undefined {
  const shapes = (route.reply ?? []).filter(({ correlation }) => {
    if (id === undefined || !correlation) return true;
    const found = valueAt(value, correlation);
    return found !== undefined && String(found) === id;
  });
  // An id that fits says it all: the form need not.
  const [first] = shapes;
  const isNamed = id !== undefined && first?.correlation !== undefined;
  return readShape(shapes, value) ?? (isNamed ? { data: value } : undefined);
}
