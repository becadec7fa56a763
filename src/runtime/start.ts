import type { ApiModel } from "../model/index.js";
import type { JsonObject } from "../util/json.js";
import { localCredentials, type LocalCredentials } from "./aws/credentials.js";
import type { KeyUsage } from "./aws/keys.js";
import { type CachedResponse, MemoryResponseCache } from "./aws/response-cache.js";
import { systemSurroundings } from "./clock.js";
import { type Engine, makeEngine, type MockState } from "./engine.js";
import type { Exchange } from "./exchange.js";
import type { HttpHandler } from "./http/message.js";
import { listen } from "./http/server.js";
import { MemoryLimitStore } from "./limits/store.js";
import { Metrics } from "./metrics.js";
import { type DriftEntry, DriftReport } from "./openapi/drift.js";
import type { MockOptions, MockProfile } from "./options.js";
import type { ConnectionCommand, CommandAnswer } from "./websocket/connection-bus.js";
import type { SocketGateway } from "./websocket/socket-gateway.js";
import { type RequestEntry, RequestLog } from "./request-log.js";

export type { MockOptions, MockProfile } from "./options.js";
export type { RequestEntry } from "./request-log.js";

/** A mock that runs. */
export interface RunningMock {
  /** `http://127.0.0.1:4010`. */
  readonly url: string;
  readonly port: number;
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
  /** Does what `@connections` asks for, without a signature. */
  run(command: ConnectionCommand): CommandAnswer;
}

const NO_CREDENTIALS: LocalCredentials = { apiKeys: [] };
const BODY_LIMIT = 32 * 1024 * 1024;

/** The profile that a document asks for. */
export function profileOf(model: ApiModel): MockProfile {
  const hasIntegration = model.operations.some(({ gateway }) => gateway?.integration);
  return hasIntegration ? "aws" : "openapi";
}

/** Starts a mock of an API; rejects with the system's error when it cannot listen. */
export async function startRuntime(
  model: ApiModel,
  options: MockOptions = {},
): Promise<RunningMock> {
  const surroundings = options.surroundings ?? systemSurroundings;
  const state: MockState = {
    surroundings,
    limits: options.store ?? new MemoryLimitStore(),
    cache: options.cache ?? new MemoryResponseCache(),
    collections: new Map(),
    drift: new DriftReport(),
  };
  const metrics = new Metrics();
  const log = new RequestLog(metrics, () => surroundings.now());
  if (options.onRequest) log.listen(options.onRequest);
  const profile = options.proxy ? "openapi" : (options.profile ?? profileOf(model));
  const prepare = async (version: ApiModel, known?: LocalCredentials) => {
    const needsCredentials = profile === "aws" || version.websocket !== undefined;
    const credentials = needsCredentials
      ? await localCredentials(version, options, known)
      : NO_CREDENTIALS;
    const engine = makeEngine(version, { profile, options, credentials, state });
    const sockets = await socketsOf(version, options, credentials, state);
    return { credentials, engine, sockets };
  };
  let current = await prepare(model);
  const server = await listen(
    managed(
      () => current.sockets,
      logged(() => current.engine, log, options.trace ?? false),
    ),
    {
      host: options.host ?? "127.0.0.1",
      port: options.port ?? 0,
      bodyLimit: options.bodyLimit ?? BODY_LIMIT,
      ...(options.tls && { tls: options.tls }),
      onUpgrade: (message, socket, head) => {
        if (current.sockets) current.sockets.upgrade(message, socket, head);
        else socket.destroy();
      },
      onDefect: (error) => options.onDefect?.(error),
    },
  );
  return {
    url: server.url,
    port: server.port,
    profile,
    get operations() {
      return current.engine.operations;
    },
    get credentials() {
      return current.credentials;
    },
    get requests() {
      return log.entries;
    },
    get resources() {
      return Object.fromEntries([...state.collections].map(([path, { items }]) => [path, items]));
    },
    get drift() {
      return state.drift.entries;
    },
    get sockets() {
      return current.sockets?.connections;
    },
    usage: () => current.engine.usage(),
    cached: () => current.engine.cached(),
    flushCache: async () => state.cache.clear(),
    metrics: () => metrics.text(),
    onRequest: (listener) => log.listen(listener),
    reload: async (version) => {
      const before = current;
      current = await prepare(version, before.credentials);
      await Promise.all([before.engine.close(), before.sockets?.close()]);
    },
    reset: async () => {
      log.clear();
      metrics.clear();
      state.collections.clear();
      state.drift.clear();
      current.engine.reset();
      await Promise.all([state.limits.clear(), state.cache.clear()]);
    },
    close: async (graceMs = 0) => {
      await current.sockets?.close();
      await server.close(graceMs);
      await current.engine.close();
    },
  };
}

async function socketsOf(
  model: ApiModel,
  options: MockOptions,
  { apiKeys, tokenKeys, iam }: LocalCredentials,
  { surroundings, limits }: MockState,
): Promise<SocketGateway | undefined> {
  const { websocket } = model;
  if (!websocket || options.proxy) return undefined;
  // Loaded only here: most mocks have no sockets.
  const { SocketGateway: Gateway } = await import("./websocket/socket-gateway.js");
  const gateway = new Gateway(model, websocket, {
    ...options,
    surroundings,
    store: limits,
    apiKeys,
    ...(tokenKeys && { tokenKeys }),
    ...(iam && { iam: options.iam ?? [iam] }),
  });
  await gateway.start();
  return gateway;
}

/** Answers calls of `@connections` where there are sockets, and passes on all else. */
function managed(sockets: () => SocketGateway | undefined, next: HttpHandler): HttpHandler {
  return (request) => sockets()?.manage(request) ?? next(request);
}

/** Answers by the engine of the moment, and keeps each answered request. */
function logged(engine: () => Engine, log: RequestLog, trace: boolean): HttpHandler {
  return (request) => {
    const started = performance.now();
    const exchange: Exchange = trace ? { steps: [] } : {};
    const response = engine().handle(request, exchange);
    if (response instanceof Promise) {
      return response.then((made) => (log.add(request, exchange, made, started), made));
    }
    log.add(request, exchange, response, started);
    return response;
  };
}
