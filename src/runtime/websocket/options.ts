import type { Bucket } from "../limits/store.js";
import type { ConnectionBus } from "./connection-bus.js";
import type { ScenarioStep } from "./scenario.js";

/** How the WebSocket part of a mock runs; absent limits are those of the service. */
export interface WebSocketOptions {
  /** Milliseconds without a message until a connection is closed; 600,000 when absent. */
  readonly idleMs?: number;
  /** Milliseconds until a connection is closed in any case; 7,200,000 when absent. */
  readonly lifetimeMs?: number;
  /** Bytes of a message; 131,072 when absent. */
  readonly messageBytes?: number;
  /** Bytes of a frame; 32,768 when absent. */
  readonly frameBytes?: number;
  /** Bytes that may wait for a client that reads slowly, before it is disconnected; 1,048,576 when absent. */
  readonly bufferedBytes?: number;
  /** New connections; 500 a second with a burst of 500 when absent. */
  readonly connectThrottle?: Bucket;
  /** Whether calls of `@connections` must be signed; true when absent. */
  readonly signedManagement?: boolean;
  /** What the server sends of its own accord. */
  readonly scenario?: readonly ScenarioStep[];
  /** Reaches connections of other processes. */
  readonly bus?: ConnectionBus;
  /** Told of each message, for logs and pages. */
  readonly onFrame?: (entry: FrameEntry) => void;
}

/** A message, or a connection's begin or end. */
export interface FrameEntry {
  readonly kind: "connect" | "in" | "out" | "disconnect";
  readonly connectionId: string;
  /** The route of a message that arrived. */
  readonly routeKey?: string;
  /** The message, or the reason of the end. */
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}
