import type { AwsOptions } from "./aws/options.js";
import type { FaultOptions } from "./faults.js";
import type { TlsFiles } from "./http/server.js";
import type { OpenApiOptions } from "./openapi/api.js";
import type { RequestEntry } from "./request-log.js";
import type { WebSocketOptions } from "./websocket/options.js";

/** How a mock runs. */
export interface MockOptions
  extends Omit<OpenApiOptions, "answer" | "own" | "onCallbackFailed">, AwsOptions {
  /**
   * `openapi` answers by the description alone, `aws` as API Gateway does; absent: `aws` when the document
   * has gateway extensions.
   */
  readonly profile?: MockProfile;
  /** 127.0.0.1 when absent. */
  readonly host?: string;
  /** 0 or absent picks a free port. */
  readonly port?: number;
  /** Listens with TLS. */
  readonly tls?: TlsFiles;
  /** Stands in front of this server and validates both ways, instead of answering itself. */
  readonly proxy?: URL;
  /** Keeps what clients create, change and delete, in the profile `openapi`. */
  readonly stateful?: boolean;
  /** Faults on purpose; an empty object allows requests to ask for them by header. */
  readonly faults?: FaultOptions;
  /** Listens on this port of the loopback interface for the operator; 0 picks a free one. */
  readonly adminPort?: number;
  /** Keeps what each step of a request did, for the page of the admin port. */
  readonly trace?: boolean;
  /** How the routes of a WebSocket API run. */
  readonly websocket?: WebSocketOptions;
  /** Shares counters, quotas and cache with other processes: `redis://…`. */
  readonly storeUrl?: string;
  /** What limits say while Redis does not answer; `open` (let through) when absent. */
  readonly storeFailure?: "open" | "closed";
  /** Told when Redis is lost, with the reason, and when it is back. */
  readonly onStoreTrouble?: (reason: string | undefined) => void;
  /** Bytes of a request body; 32 MiB when absent. */
  readonly bodyLimit?: number;
  /** Milliseconds that a client may take to send a request; 120,000 when absent. */
  readonly clientTimeoutMs?: number;
  /** Told of connections that were refused before there was a request, with the status that they got. */
  readonly onRefused?: (status: number, reason: string) => void;
  /** Told of defects of the runtime. */
  readonly onDefect?: (error: unknown) => void;
  /** Told of each answered request. */
  readonly onRequest?: (entry: RequestEntry) => void;
  /** Told when an upstream's answer was recorded; the text is the whole overlay of recorded examples. */
  readonly onRecorded?: (overlay: string) => void;
}

/** What a mock behaves like. */
export type MockProfile = "openapi" | "aws";
