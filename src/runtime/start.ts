import type { ApiModel } from "../model/index.js";
import { AwsGateway } from "./aws/gateway.js";
import { localCredentials, type LocalCredentials } from "./aws/credentials.js";
import type { AwsOptions } from "./aws/options.js";
import type { HttpHandler, HttpRequest } from "./http/message.js";
import { listen } from "./http/server.js";
import { openApiHandler, type OpenApiOptions } from "./openapi/api.js";
import { proxyAnswer } from "./openapi/proxy.js";

/** How a mock runs. */
export interface MockOptions
  extends Omit<OpenApiOptions, "answer" | "onOperation" | "onCallbackFailed">, AwsOptions {
  /**
   * `openapi` answers by the description alone, `aws` as API Gateway does; absent: `aws` when the document
   * has gateway extensions.
   */
  readonly profile?: MockProfile;
  /** 127.0.0.1 when absent. */
  readonly host?: string;
  /** 0 or absent picks a free port. */
  readonly port?: number;
  /** Stands in front of this server and validates both ways, instead of answering itself. */
  readonly proxy?: URL;
  /** Bytes of a request body; 32 MiB when absent. */
  readonly bodyLimit?: number;
  /** Told of defects of the runtime. */
  readonly onDefect?: (error: unknown) => void;
  /** Told of each answered request. */
  readonly onRequest?: (entry: RequestEntry) => void;
}

/** What a mock behaves like. */
export type MockProfile = "openapi" | "aws";

/** One answered request, for logs and tests. */
export interface RequestEntry {
  readonly method: string;
  readonly target: string;
  /** The operation's key; absent when none was found. */
  readonly operation?: string;
  readonly status: number;
}

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
  /** Forgets what happened so far: requests, counters, cached responses. */
  reset(): Promise<void>;
  /** Stops and closes all connections. */
  close(): Promise<void>;
}

const NO_CREDENTIALS: LocalCredentials = { apiKeys: [] };
const KEPT_REQUESTS = 200;
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
  const log = new RequestLog(options.onRequest);
  const profile = options.proxy ? "openapi" : (options.profile ?? profileOf(model));
  const credentials = profile === "aws" ? await localCredentials(model, options) : NO_CREDENTIALS;
  const { apiKeys, tokenKeys, iam } = credentials;
  const signIn = {
    apiKeys,
    ...(tokenKeys && { tokenKeys }),
    ...(iam && { iam: options.iam ?? [iam] }),
  };
  const engine =
    profile === "aws"
      ? awsEngine(model, { ...options, ...signIn }, log)
      : openApiEngine(model, options, log);
  const server = await listen(log.around(engine.handler), {
    host: options.host ?? "127.0.0.1",
    port: options.port ?? 0,
    bodyLimit: options.bodyLimit ?? BODY_LIMIT,
    onDefect: (error) => options.onDefect?.(error),
  });
  return {
    url: server.url,
    port: server.port,
    profile,
    operations: model.operations.map(({ key }) => key),
    credentials,
    get requests() {
      return log.entries();
    },
    reset: async () => {
      log.clear();
      await engine.reset?.();
    },
    close: async () => {
      await server.close();
      await engine.close?.();
    },
  };
}

interface Engine {
  readonly handler: HttpHandler;
  readonly reset?: () => Promise<void>;
  readonly close?: () => Promise<void>;
}

function awsEngine(model: ApiModel, options: AwsOptions, log: RequestLog): Engine {
  const gateway = new AwsGateway(model, options);
  return {
    handler: (request) => {
      const key = gateway.operationKey(request);
      if (key !== undefined) log.operation(key);
      return gateway.handle(request);
    },
    reset: () => gateway.reset(),
    close: () => gateway.close(),
  };
}

function openApiEngine(model: ApiModel, options: MockOptions, log: RequestLog): Engine {
  const { proxy } = options;
  const handler = openApiHandler(model, {
    ...options,
    onOperation: (operation) => log.operation(operation),
    onCallbackFailed: (error) => options.onDefect?.(error),
    ...(proxy && { answer: proxyAnswer(model, proxy, options) }),
  });
  return { handler };
}

/** Keeps the latest requests in a ring. */
class RequestLog {
  readonly #ring: RequestEntry[] = [];
  readonly #onRequest: ((entry: RequestEntry) => void) | undefined;
  #next = 0;
  #operation: string | undefined;

  constructor(onRequest: ((entry: RequestEntry) => void) | undefined) {
    this.#onRequest = onRequest;
  }

  operation(key: string): void {
    this.#operation = key;
  }

  around(handler: HttpHandler): HttpHandler {
    return (request) => {
      this.#operation = undefined;
      const response = handler(request);
      const operation = this.#operation;
      if (response instanceof Promise) {
        return response.then((made) => (this.#add(request, operation, made.status), made));
      }
      this.#add(request, operation, response.status);
      return response;
    };
  }

  entries(): readonly RequestEntry[] {
    return [...this.#ring.slice(this.#next), ...this.#ring.slice(0, this.#next)];
  }

  clear(): void {
    this.#ring.length = 0;
    this.#next = 0;
  }

  #add({ method, target }: HttpRequest, operation: string | undefined, status: number): void {
    const entry = { method, target, ...(operation !== undefined && { operation }), status };
    this.#ring[this.#next] = entry;
    this.#next = (this.#next + 1) % KEPT_REQUESTS;
    this.#onRequest?.(entry);
  }
}
