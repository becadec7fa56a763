import type { KeyUsage } from "./aws/keys.js";
import type { LocalCredentials } from "./aws/credentials.js";
import type { CachedResponse, ResponseCache } from "./aws/response-cache.js";
import type { Surroundings } from "./clock.js";
import type { Exchange } from "./exchange.js";
import type { HttpRequest, HttpResponse } from "./http/message.js";
import type { LimitStore } from "./limits/store.js";
import type { Collection } from "./openapi/collection.js";
import type { DriftReport } from "./openapi/drift.js";
import type { MockOptions, MockProfile } from "./options.js";

/** What outlives a reload of the document. */
export interface MockState {
  readonly surroundings: Surroundings;
  readonly limits: LimitStore;
  readonly cache: ResponseCache;
  /** Collections of resources by path. */
  readonly collections: Map<string, Collection>;
  readonly drift: DriftReport;
}

/** One version of a document, ready to answer. */
export interface Engine {
  readonly operations: readonly string[];
  handle(request: HttpRequest, exchange: Exchange): HttpResponse | Promise<HttpResponse>;
  usage(): Promise<readonly KeyUsage[]>;
  cached(): Promise<readonly CachedResponse[]>;
  /** Forgets what authorizers said. */
  reset(): void;
  /** Stops workers. */
  close(): Promise<void>;
}

/** What an engine is made for. */
export interface EngineSetup {
  readonly profile: MockProfile;
  readonly options: MockOptions;
  readonly credentials: LocalCredentials;
  readonly state: MockState;
}

/** An engine before faults are put around it. */
export interface PlainEngine extends Engine {
  operationOf(request: HttpRequest): string | undefined;
}
