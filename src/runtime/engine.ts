import type { ApiModel } from "../model/index.js";
import { AwsGateway } from "./aws/gateway.js";
import type { LocalCredentials } from "./aws/credentials.js";
import type { KeyUsage } from "./aws/keys.js";
import type { CachedResponse, ResponseCache } from "./aws/response-cache.js";
import type { Exchange } from "./exchange.js";
import { FaultInjector } from "./faults.js";
import type { HttpRequest, HttpResponse } from "./http/message.js";
import type { LimitStore } from "./limits/store.js";
import { openApiHandler } from "./openapi/api.js";
import type { Collection } from "./openapi/collection.js";
import type { DriftReport } from "./openapi/drift.js";
import { proxyAnswer } from "./openapi/proxy.js";
import { Recorder } from "./openapi/recorder.js";
import { Resources } from "./openapi/resources.js";
import type { MockOptions, MockProfile } from "./options.js";
import type { Surroundings } from "./clock.js";

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

/** Makes the engine of a document. */
export function makeEngine(model: ApiModel, setup: EngineSetup): Engine {
  const engine = setup.profile === "aws" ? awsEngine(model, setup) : openApiEngine(model, setup);
  const { faults } = setup.options;
  if (!faults) return engine;
  const injector = new FaultInjector(faults, setup.state.surroundings);
  return {
    ...engine,
    handle: (request, exchange) =>
      injector.around(request, engine.operationOf(request), () => engine.handle(request, exchange)),
  };
}

interface PlainEngine extends Engine {
  operationOf(request: HttpRequest): string | undefined;
}

function awsEngine(model: ApiModel, { options, credentials, state }: EngineSetup): PlainEngine {
  const { apiKeys, tokenKeys, iam } = credentials;
  const { limits, cache, surroundings } = state;
  const gateway = new AwsGateway(model, {
    ...options,
    surroundings,
    store: limits,
    cache,
    apiKeys,
    ...(tokenKeys && { tokenKeys }),
    ...(iam && { iam: options.iam ?? [iam] }),
  });
  return {
    operations: model.operations.map(({ key }) => key),
    operationOf: (request) => gateway.operationKey(request),
    handle: (request, exchange) => gateway.handle(request, exchange),
    usage: () => gateway.usage(),
    cached: async () => cache.list(surroundings.now()),
    reset: () => gateway.forgetCallers(),
    close: () => gateway.close(),
  };
}

function openApiEngine(model: ApiModel, { options, state }: EngineSetup): PlainEngine {
  const { proxy, onRecorded } = options;
  const recorder = onRecorded && new Recorder(model);
  const resources = new Resources(model, state.surroundings, state.collections);
  const handler = openApiHandler(model, {
    ...options,
    onCallbackFailed: (error) => options.onDefect?.(error),
    ...(options.stateful && { own: resources.answer }),
    ...(proxy && {
      answer: proxyAnswer(model, proxy, {
        ...options,
        onFound: (operation, found) => state.drift.add(operation, found),
        ...(recorder && {
          onAnswer: (operation, answer) => {
            if (recorder.add(operation, answer)) onRecorded?.(recorder.overlay());
          },
        }),
      }),
    }),
  });
  return {
    operations: model.operations.map(({ key }) => key),
    operationOf: handler.operationOf,
    handle: handler.handle,
    usage: async () => [],
    cached: async () => [],
    reset: () => undefined,
    close: async () => undefined,
  };
}
