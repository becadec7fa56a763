import type { ApiModel } from "../model/index.js";
import type { JsonObject } from "../util/json.js";
import type { LocalCredentials } from "./aws/credentials.js";
import type { KeyUsage } from "./aws/keys.js";
import type { CachedResponse } from "./aws/response-cache.js";
import type { DriftEntry } from "./openapi/drift.js";
import type { MockProfile } from "./options.js";
import type { RequestEntry } from "./request-log.js";
import type { CommandAnswer, ConnectionCommand } from "./websocket/connection-bus.js";
import type { LoggedFrame } from "./websocket/frame-log.js";
import type { OpenConnection } from "./websocket/open-connection.js";

/** A mock that runs. */
export interface RunningMock {
  /** `http://127.0.0.1:4010`. */
  readonly url: string;
  readonly port: number;
  /** Where the operator looks; absent without `adminPort`. */
  readonly adminUrl?: string;
  readonly profile: MockProfile;
  /** The operations that it answers, as `GET /pets`. */
  readonly operations: readonly string[];
  readonly credentials: LocalCredentials;
  /** The latest answered requests, oldest first. */
  readonly requests: readonly RequestEntry[];
  /** What `stateful` keeps: the items of each collection that was touched, by its path. */
  readonly resources: Readonly<Record<string, readonly JsonObject[]>>;
  /** How the traffic of `proxy` differed from the description. */
  readonly drift: readonly DriftEntry[];
  /** The open connections of its WebSocket API; undefined when it has none. */
  readonly sockets: SocketControl | undefined;
  /** The latest messages, begins and ends of its connections, oldest first; kept with `adminPort` alone. */
  readonly frames: readonly LoggedFrame[];
  /** What each API key has used. */
  usage(): Promise<readonly KeyUsage[]>;
  /** The entries of the response cache. */
  cached(): Promise<readonly CachedResponse[]>;
  /** Empties the response cache. */
  flushCache(): Promise<void>;
  /** Figures in the text format of Prometheus. */
  metrics(): string;
  /** Calls `listener` for each answered request from now on; the function that it gives ends that. */
  onRequest(listener: (entry: RequestEntry) => void): () => void;
  /** Answers by another version of the document from now on; what happened so far is kept. */
  reload(model: ApiModel): Promise<void>;
  /** Forgets what happened so far: requests, figures, counters, cached responses, resources. */
  reset(): Promise<void>;
  /** Stops: requests on their way get `graceMs` to end (0 when absent), then all connections are closed. */
  close(graceMs?: number): Promise<void>;
}

/** Connections of a WebSocket API, to look at and to reach. */
export interface SocketControl {
  /** The ids of the open connections. */
  ids(): readonly string[];
  /** The open connections, in the order in which they came. */
  list(): readonly OpenConnection[];
  /** Does what `@connections` asks for, without a signature. */
  run(command: ConnectionCommand): CommandAnswer;
}
