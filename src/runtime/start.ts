import type { ApiModel } from "../model/index.js";
import type { LocalCredentials } from "./aws/credentials.js";
import { MemoryResponseCache } from "./aws/response-cache.js";
import { systemSurroundings } from "./clock.js";
import type { Engine, MockState } from "./engine.js";
import type { Exchange } from "./exchange.js";
import type { HttpHandler } from "./http/message.js";
import { listen } from "./http/server.js";
import type { RedisStore } from "./limits/redis-store.js";
import { MemoryLimitStore } from "./limits/store.js";
import { makeEngine } from "./make-engine.js";
import { Metrics } from "./metrics.js";
import { DriftReport } from "./openapi/drift.js";
import type { MockOptions, MockProfile } from "./options.js";
import type { ConnectionBus } from "./websocket/connection-bus.js";
import { FrameLog } from "./websocket/frame-log.js";
import type { FrameEntry } from "./websocket/options.js";
import type { SocketGateway } from "./websocket/socket-gateway.js";
import { RequestLog } from "./request-log.js";
import type { RunningMock } from "./running-mock.js";

export type { MockOptions, MockProfile } from "./options.js";
export type { RequestEntry } from "./request-log.js";
export type { RunningMock } from "./running-mock.js";

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
  const shared = await sharedStore(model, options);
  const state: MockState = {
    surroundings,
    limits: options.store ?? shared?.limits ?? new MemoryLimitStore(),
    cache: options.cache ?? shared?.cache ?? new MemoryResponseCache(),
    collections: new Map(),
    drift: new DriftReport(),
  };
  const metrics = new Metrics();
  const log = new RequestLog(metrics, () => surroundings.now());
  if (options.onRequest) log.listen(options.onRequest);
  const frames = new FrameLog();
  const socketOptions = options.adminPort === undefined ? options : withFrames(options, frames);
  const profile = options.proxy ? "openapi" : (options.profile ?? profileOf(model));
  const prepare = async (version: ApiModel, known?: LocalCredentials) => {
    const needsCredentials = profile === "aws" || version.websocket !== undefined;
    const credentials = needsCredentials
      ? await credentialsOf(version, options, known)
      : NO_CREDENTIALS;
    const engine = await makeEngine(version, { profile, options, credentials, state });
    const sockets = await socketsOf(version, socketOptions, credentials, state);
    return { credentials, engine, sockets };
  };
  let current = await prepare(model);
  const server = await listen(
    managed(
      () => current.sockets,
      logged(() => current.engine, log, options.trace ?? options.adminPort !== undefined),
    ),
    {
      host: options.host ?? "127.0.0.1",
      port: options.port ?? 0,
      bodyLimit: options.bodyLimit ?? BODY_LIMIT,
      ...(options.tls && { tls: options.tls }),
      ...(options.clientTimeoutMs !== undefined && { clientTimeoutMs: options.clientTimeoutMs }),
      onRefused: (status, reason) => options.onRefused?.(status, reason),
      onUpgrade: (message, socket, head) => {
        if (current.sockets) current.sockets.upgrade(message, socket, head);
        else socket.destroy();
      },
      onDefect: (error) => options.onDefect?.(error),
    },
  ).catch(async (error: unknown) => {
    await Promise.all([current.engine.close(), current.sockets?.close(), shared?.close()]);
    throw error;
  });
  const running: RunningMock = {
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
    get frames() {
      return frames.entries;
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
      frames.clear();
      metrics.clear();
      state.collections.clear();
      state.drift.clear();
      current.engine.reset();
      await Promise.all([state.limits.clear(), state.cache.clear()]);
    },
    close: async (graceMs = 0) => {
      await current.sockets?.close();
      await server.close(graceMs);
      await Promise.all([current.engine.close(), shared?.close()]);
    },
  };
  const { adminPort, onDefect } = options;
  return adminPort === undefined
    ? running
    : withAdmin(running, adminPort, (error) => onDefect?.(error));
}

async function credentialsOf(
  model: ApiModel,
  options: MockOptions,
  before: LocalCredentials | undefined,
): Promise<LocalCredentials> {
  const { localCredentials } = await import("./aws/credentials.js");
  return localCredentials(model, options, before);
}

async function sharedStore(
  { info }: ApiModel,
  { storeUrl, storeFailure, onStoreTrouble }: MockOptions,
): Promise<RedisStore | undefined> {
  if (storeUrl === undefined) return undefined;
  const { openRedisStore } = await import("./limits/redis-store.js");
  return openRedisStore({
    url: storeUrl,
    prefix: `gw-gen:${JSON.stringify(info.title)}:`,
    failure: storeFailure ?? "open",
    ...(onStoreTrouble && { onTrouble: onStoreTrouble }),
  });
}

/** Adds the admin port to a mock, which is closed with it. */
async function withAdmin(
  running: RunningMock,
  port: number,
  onDefect: (error: unknown) => void,
): Promise<RunningMock> {
  const { startAdmin } = await import("./admin/admin-server.js");
  const admin = await startAdmin(running, port, onDefect).catch(async (error: unknown) => {
    await running.close();
    throw error;
  });
  const closeMock = running.close;
  // The getters of `running` must stay getters, so it is extended in place.
  return Object.assign(running, {
    adminUrl: admin.url,
    close: async (graceMs = 0) => {
      await admin.close();
      await closeMock(graceMs);
    },
  });
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
  const { websocket: own, storeUrl } = options;
  const bus = own?.bus ?? (storeUrl === undefined ? undefined : await busOf(storeUrl));
  const gateway = new Gateway(model, websocket, {
    ...options,
    websocket: { ...own, ...(bus && { bus }) },
    surroundings,
    store: limits,
    apiKeys,
    ...(tokenKeys && { tokenKeys }),
    ...(iam && { iam: options.iam ?? [iam] }),
  });
  await gateway.start();
  return gateway;
}

async function busOf(storeUrl: string): Promise<ConnectionBus> {
  const { redisBus } = await import("./websocket/redis-bus.js");
  return redisBus(storeUrl);
}

/** The options with a log that hears of each frame too. */
function withFrames(options: MockOptions, frames: FrameLog): MockOptions {
  const { websocket } = options;
  const onFrame = (entry: FrameEntry): void => {
    frames.add(entry);
    websocket?.onFrame?.(entry);
  };
  return { ...options, websocket: { ...websocket, onFrame } };
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
