import type { Clock, HeaderOptions, Logger } from "./options.js";
import type { QueryExtras } from "./request.js";
import type { SocketClose } from "./socket-errors.js";
import type { WebSocketConstructor } from "./socket-link.js";

/** How a socket behaves, whatever it connects to. */
export interface SocketOptions {
  /**
   * Instead of the platform's WebSocket: Node.js 20 has none, and only one that is given, such as that of `ws`,
   * can send headers.
   */
  readonly webSocket?: WebSocketConstructor | undefined;
  /** Milliseconds until a connection must be open, 30,000 unless told. */
  readonly connectTimeoutMs?: number | undefined;
  /** Milliseconds until a reply must be there, 30,000 unless told; 0 means no limit. */
  readonly replyTimeoutMs?: number | undefined;
  /** How a lost connection is made again; false: it is not. */
  readonly reconnect?: ReconnectOptions | false | undefined;
  /** What keeps an idle connection open; false: nothing does. */
  readonly heartbeat?: HeartbeatOptions | false | undefined;
  /** When a connection is replaced before the gateway ends it; false: never. */
  readonly rollover?: RolloverOptions | false | undefined;
  /** Messages that wait for a connection, or for one that takes no more. */
  readonly queue?: QueueOptions | undefined;
  /** How many events each reader of `events` holds at most, 1,000 unless told; further ones drop the oldest. */
  readonly eventLimit?: number | undefined;
  /** The sizes that the gateway takes. */
  readonly limits?: SizeLimits | undefined;
  /** Called on each new connection before anything waiting is sent: the place to subscribe again. */
  readonly onConnect?:
    ((connection: SocketConnection) => void | Promise<void>) | undefined;
  /** Called when a connection ends that nobody closed; `retrying` tells whether a new one is made. */
  readonly onDisconnect?:
    ((close: SocketClose, retrying: boolean) => void) | undefined;
  /** Changes the handshake before it is sent: signs its URL, adds a token or a subprotocol. */
  readonly prepare?:
    ((handshake: SocketHandshake) => void | Promise<void>) | undefined;
  readonly logger?: Logger | undefined;
  /** Time and chance, for tests. */
  readonly clock?: Partial<Pick<Clock, "now" | "random">> | undefined;
}

/** A connection that has just been made. */
export interface SocketConnection {
  readonly reason: "first" | "reconnect" | "rollover";
  /** The subprotocol that the server chose; empty when it chose none. */
  readonly protocol: string;
}

/** A handshake before it is sent. */
export interface SocketHandshake {
  url: string;
  protocols: string[];
  readonly headers: Headers;
}

/** When and how often a lost connection is made again. */
export interface ReconnectOptions {
  /** Attempts in a row that may fail, 10 unless told. */
  readonly attempts?: number | undefined;
  /** Milliseconds before the first attempt, 500 unless told; doubles each time, and half of it is left to chance. */
  readonly minDelayMs?: number | undefined;
  /** Milliseconds between two attempts at most, 30,000 unless told. */
  readonly maxDelayMs?: number | undefined;
  /** Whether a close is worth another connection; unless told, all but those that would come again. */
  readonly when?: ((close: SocketClose) => boolean) | undefined;
}

/** What is sent on a connection that nothing else is sent on. */
export interface HeartbeatOptions {
  /** Milliseconds without a message, 300,000 unless told; API Gateway ends a connection that is idle for 10 minutes. */
  readonly everyMs?: number | undefined;
  /** What is sent; unless told an empty message for the API's ping route, or for a route `ping`. */
  readonly message?: unknown;
  /** Milliseconds within which something must come back, or else the connection counts as lost; no limit unless told. */
  readonly timeoutMs?: number | undefined;
}

/** When a connection is replaced; API Gateway ends each after 2 hours. */
export interface RolloverOptions {
  /** Milliseconds after which a new connection is made, 6,600,000 (1 h 50 min) unless told; up to a twentieth less by chance. */
  readonly afterMs?: number | undefined;
  /** Milliseconds for which the old connection still gets replies, 10,000 unless told. */
  readonly graceMs?: number | undefined;
}

/** The bounds of what waits to be sent. */
export interface QueueOptions {
  /** Messages, 100 unless told; 0: nothing waits. */
  readonly limit?: number | undefined;
  /** What a full queue does: refuse the new message (unless told), or drop the oldest one. */
  readonly policy?: "reject" | "dropOldest" | undefined;
  /** Bytes that the WebSocket may hold before messages wait, 1,048,576 unless told. */
  readonly bufferedBytes?: number | undefined;
}

/** Bytes that are sent at most. */
export interface SizeLimits {
  /** Of a message, 131,072 unless told. */
  readonly messageBytes?: number | undefined;
  /** Of a frame, 32,768 unless told. Larger messages are cut into frames by `ws`; no other WebSocket can. */
  readonly frameBytes?: number | undefined;
}

/** Where a socket connects to, and as whom. */
export interface SocketTarget {
  /** `wss://…`; `https://` is understood too. */
  readonly url: string;
  /** Credentials by scheme; false: none, whatever the API describes. */
  readonly auth?: object | false | undefined;
  /** The parameters of the connection. */
  readonly parameters?: object | undefined;
  /** Subprotocols, the preferred one first. */
  readonly protocols?: readonly string[] | undefined;
  /** Query parameters that the API does not describe. */
  readonly query?: QueryExtras | undefined;
  /** Only with a WebSocket that is given as `webSocket`. */
  readonly headers?: HeaderOptions | undefined;
  /** Ends the attempt, and the connection once there is one. */
  readonly signal?: AbortSignal | undefined;
}

/** What one message may change. */
export interface SendOptions {
  /** Takes the message back while it waits, and ends waiting for its reply. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until the reply must be there. */
  readonly timeoutMs?: number | undefined;
}
