import { createHash } from "node:crypto";
import type { ApiModel, Operation, Stage } from "../../model/index.js";
import { type Surroundings, systemSurroundings } from "../clock.js";
import type { Exchange, Step } from "../exchange.js";
import type { HttpRequest, HttpResponse } from "../http/message.js";
import { type Bucket, type LimitStore, MemoryLimitStore } from "../limits/store.js";
import { Checkers } from "../openapi/checkers.js";
import { accessLogLine } from "./access-log.js";
import {
  accessDenied,
  authorizationOf,
  Authorizers,
  type Caller,
  type OperationAuthorization,
} from "./authorizer.js";
import { Backends } from "./backends.js";
import { packedResponse, unpackedRequest } from "./compression.js";
import { DEFAULT_REGION } from "./credentials.js";
import { exampleAnswers } from "./examples.js";
import { fault, type Fault, isFault } from "./fault.js";
import { fieldValue } from "./fields.js";
import { Functions } from "./functions.js";
import { gatewayResponse } from "./gateway-response.js";
import { httpFaultResponse, httpPreflight, withHttpCors } from "./http-api.js";
import { remappedFields } from "./header-rules.js";
import { makeBackendRequest } from "./integration-request.js";
import { makeMethodResponse } from "./integration-response.js";
import { type ApiIdentity, type Invocation, makeInvocation } from "./invocation.js";
import { ApiKeys, type KeyUsage } from "./keys.js";
import { methodKey, methodSettings } from "./method-settings.js";
import type { AwsOptions } from "./options.js";
import { evaluatePolicy } from "./policy.js";
import { compileRequestCheck, type RequestCheck } from "./request-validation.js";
import { MemoryResponseCache, type ResponseCache } from "./response-cache.js";
import { cacheKey } from "./cache-key.js";
import { checkSignature } from "./signature.js";
import { StageRoutes } from "./routes.js";
import { integrationOf, type OperationIntegration } from "./integration-type.js";

const LARGEST_BODY = 10_485_760;
/** What an account has in a region of the usual size (API Gateway guide, "Account-level throttling"). */
const ACCOUNT_THROTTLE: Bucket = { rate: 10_000, burst: 5000 };

/** One operation as the gateway runs it. */
interface GatewayMethod extends OperationIntegration {
  readonly operation: Operation;
  readonly resourceId: string;
  readonly authorization: OperationAuthorization;
  readonly check: RequestCheck | undefined;
}

/** Runs a document as API Gateway does: each request goes through its steps in their order. */
export class AwsGateway {
  readonly #model: ApiModel;
  readonly #options: AwsOptions;
  readonly #stage: Stage | undefined;
  readonly #stageName: string;
  readonly #api: ApiIdentity;
  readonly #surroundings: Surroundings;
  readonly #store: LimitStore;
  readonly #routes: StageRoutes<GatewayMethod>;
  readonly #keys: ApiKeys;
  readonly #authorizers: Authorizers;
  readonly #functions: Functions;
  readonly #backends: Backends;
  readonly #cache: ResponseCache;
  readonly #binary: readonly string[];

  constructor(model: ApiModel, options: AwsOptions = {}) {
    this.#model = model;
    this.#options = options;
    this.#stage = model.stages.find(({ name }) => name === options.stage) ?? model.stages[0];
    this.#stageName = options.stage ?? this.#stage?.name ?? "default";
    this.#api = identityOf(model, options);
    this.#surroundings = options.surroundings ?? systemSurroundings;
    this.#store = options.store ?? new MemoryLimitStore();
    this.#cache = options.cache ?? new MemoryResponseCache();
    this.#binary = (model.gateway?.binaryMediaTypes ?? []).filter((one) => typeof one === "string");
    this.#functions = new Functions(options.functions ?? {});
    const checkers = new Checkers(model.components.schemas);
    this.#backends = new Backends(options, this.#functions, exampleAnswers(model, checkers));
    const now = (): number => this.#surroundings.now();
    this.#keys = new ApiKeys(model, this.#stageName, options.apiKeys ?? [], this.#store, now());
    this.#authorizers = new Authorizers({
      functions: this.#functions,
      now,
      tokenKeys: options.tokenKeys,
    });
    this.#routes = new StageRoutes(model, this.#stageName, (operation) =>
      methodOf(model, operation, checkers),
    );
  }

  /** The key of the operation that a request leads to, for logs. */
  operationKey(request: HttpRequest): string | undefined {
    return this.#routes.find(request)?.target.operation.key;
  }

  /** Answers a request. */
  async handle(sent: HttpRequest, exchange: Exchange = {}): Promise<HttpResponse> {
    const minimum = this.#model.gateway?.minimumCompressionSize ?? undefined;
    const unpacked = minimum === undefined ? sent : unpackedRequest(sent, LARGEST_BODY);
    const request = isFault(unpacked) ? sent : unpacked;
    const route = this.#routes.find(request);
    if (route) exchange.operation = route.target.operation.key;
    const invocation = this.#invocation(request, route, exchange.steps);
    const started = this.#surroundings.now();
    const made = await this.#outcome(unpacked, route?.target, invocation);
    const plain = this.#plainResponse(made, invocation);
    const accept = fieldValue(invocation.headers, "accept-encoding");
    const response = minimum === undefined ? plain : packedResponse(plain, accept, minimum);
    const headers = [...response.headers, ...this.#requestIds(invocation)];
    if (isFault(made)) exchange.steps?.push({ name: "fault", detail: faultText(made) });
    this.#log(invocation, response, started, isFault(made) ? made : undefined);
    return { ...response, headers };
  }

  #plainResponse(made: HttpResponse | Fault, invocation: Invocation): HttpResponse {
    const { gateway } = this.#model;
    if (gateway?.kind !== "http") {
      return isFault(made) ? gatewayResponse(this.#model, made, invocation) : made;
    }
    const { request } = invocation;
    const response = isFault(made) ? httpFaultResponse(made) : made;
    return httpPreflight(gateway.cors, request) ?? withHttpCors(gateway.cors, request, response);
  }

  #requestIds({ context }: Invocation): readonly string[] {
    const extended = String(context.extendedRequestId);
    if (this.#model.gateway?.kind === "http") return ["Apigw-Requestid", extended];
    return ["x-amzn-RequestId", String(context.requestId), "x-amz-apigw-id", extended];
  }

  async #outcome(
    unpacked: HttpRequest | Fault,
    method: GatewayMethod | undefined,
    invocation: Invocation,
  ): Promise<HttpResponse | Fault> {
    const preflight = httpPreflight(this.#model.gateway?.cors, invocation.request);
    if (preflight) return preflight;
    if (!method) return fault("MISSING_AUTHENTICATION_TOKEN");
    return isFault(unpacked) ? unpacked : this.#run(method, invocation);
  }

  /** What each API key has used. */
  usage(): Promise<readonly KeyUsage[]> {
    return this.#keys.usage(this.#surroundings.now());
  }

  /** Forgets what authorizers said. */
  forgetCallers(): void {
    this.#authorizers.clear();
  }

  /** Stops workers. */
  async close(): Promise<void> {
    await this.#functions.close();
  }

  #invocation(
    request: HttpRequest,
    route: ReturnType<StageRoutes<GatewayMethod>["find"]>,
    steps: Step[] | undefined,
  ): Invocation {
    steps?.push({ name: "route", detail: route?.target.operation.key ?? "none" });
    const canary = this.#stage?.canary;
    const isCanary = canary && this.#surroundings.chance() * 100 < canary.percent;
    const variables = [
      ...(this.#stage?.variables ?? []),
      ...(isCanary ? (canary.variables ?? []) : []),
    ];
    const source = this.#options.sourceAddressHeader;
    const address = source === undefined ? undefined : request.headers[source.toLowerCase()];
    return makeInvocation({
      request: typeof address === "string" ? { ...request, remoteAddress: address } : request,
      api: this.#api,
      stage: this.#stageName,
      path: route?.path ?? request.path,
      operation: route?.target.operation ?? NO_OPERATION,
      resourceId: route?.target.resourceId ?? "",
      pathParameters: route?.parameters ?? {},
      stageVariables: Object.fromEntries(variables.map(({ name, value }) => [name, value])),
      isCanary,
      surroundings: this.#surroundings,
      ...(steps && { steps }),
    });
  }

  async #run(method: GatewayMethod, invocation: Invocation): Promise<HttpResponse | Fault> {
    if (invocation.request.body.length > LARGEST_BODY) return fault("REQUEST_TOO_LARGE");
    const caller = await this.#authorize(method, invocation);
    if (isFault(caller)) return caller;
    const limited = await this.#limit(method, invocation, caller);
    if (limited) return limited;
    const invalid = await method.check?.(invocation);
    if (invalid) return invalid;
    return this.#cached(method, invocation);
  }

  async #authorize(method: GatewayMethod, invocation: Invocation): Promise<Caller | Fault> {
    const arn = methodArn(invocation);
    const denied = this.#resourcePolicy(method, invocation, arn);
    if (denied) return denied;
    const { authorization } = method;
    if (authorization.iam) return this.#iam(invocation);
    const caller = await this.#authorizers.authorize(authorization, invocation, arn);
    if (!isFault(caller) && Object.keys(caller.authorizer).length > 0) {
      invocation.context.authorizer = caller.authorizer;
      invocation.steps?.push({ name: "caller", detail: JSON.stringify(caller.authorizer) });
    }
    return caller;
  }

  async #iam(invocation: Invocation): Promise<Caller | Fault> {
    const { region, accountId } = this.#api;
    const signer = await checkSignature(invocation.request, {
      region,
      credentials: this.#options.iam ?? [],
      now: this.#surroundings.now(),
    });
    if (isFault(signer)) return signer;
    const { accessKeyId } = signer;
    Object.assign(invocation.context.identity ?? {}, {
      accessKey: accessKeyId,
      accountId,
      caller: accessKeyId,
      user: accessKeyId,
      userArn: `arn:aws:iam::${accountId}:user/local`,
    });
    return { authorizer: {} };
  }

  #resourcePolicy(
    { authorization }: GatewayMethod,
    invocation: Invocation,
    arn: string,
  ): Fault | undefined {
    const { endpoint } = this.#api;
    const policy = this.#model.gateway?.endpoint.policy;
    if (policy === undefined)
      return endpoint === "private" ? anonymousDenied(arn, false) : undefined;
    const { sourceVpce, sourceVpc } = this.#options;
    const verdict = evaluatePolicy(policy, {
      resource: arn,
      action: "execute-api:Invoke",
      conditions: {
        "aws:sourceip": invocation.request.remoteAddress.replace(/^::ffff:/, ""),
        "aws:sourcevpce": sourceVpce,
        "aws:sourcevpc": sourceVpc,
        "aws:useragent": fieldValue(invocation.headers, "user-agent"),
        "aws:referer": fieldValue(invocation.headers, "referer"),
        "aws:securetransport": "true",
      },
    });
    if (verdict === "deny") return anonymousDenied(arn, true);
    const identified =
      authorization.authorizer?.type === "token" || authorization.authorizer?.type === "request";
    return verdict === "none" && !identified && !authorization.iam
      ? anonymousDenied(arn, false)
      : undefined;
  }

  async #limit(
    { operation, authorization }: GatewayMethod,
    invocation: Invocation,
    caller: Caller,
  ): Promise<Fault | undefined> {
    const now = this.#surroundings.now();
    const fromAuthorizer = this.#model.gateway?.apiKeySource === "authorizer";
    const sent = fromAuthorizer ? caller.usageKey : fieldValue(invocation.headers, "x-api-key");
    if (authorization.apiKeyRequired) {
      const key = this.#keys.find(sent);
      if (isFault(key)) return key;
      Object.assign(invocation.context.identity ?? {}, { apiKey: key.value, apiKeyId: key.name });
      const spent = await this.#keys.spend(key, methodKey(operation), now);
      invocation.steps?.push({ name: "key", detail: key.name });
      if (spent) return spent;
      this.#keys.passed(key);
    }
    const { rate, burst } = methodSettings(this.#stage, operation);
    const account = this.#options.accountThrottle ?? ACCOUNT_THROTTLE;
    if (rate !== undefined || burst !== undefined) {
      const bucket = { rate: rate ?? account.rate, burst: burst ?? account.burst };
      const key = `stage ${this.#stageName} ${methodKey(operation)}`;
      const isFree = await this.#store.takeToken(key, bucket, now);
      if (invocation.steps) {
        const left = Math.floor((await this.#store.tokens(key)) ?? 0);
        invocation.steps.push({
          name: "throttle",
          detail: `${left} of ${bucket.burst} tokens left`,
        });
      }
      if (!isFree) return fault("THROTTLED");
    }
    return (await this.#store.takeToken("account", account, now)) ? undefined : fault("THROTTLED");
  }

  async #cached(method: GatewayMethod, invocation: Invocation): Promise<HttpResponse | Fault> {
    const { operation, integration } = method;
    const { cache } = methodSettings(this.#stage, operation);
    const isOn = cache?.enabled === true && this.#stage?.cacheClusterSize !== undefined;
    if (!isOn || invocation.request.method !== "GET") return this.#integrate(method, invocation);
    const key = cacheKey(integration, method.resourceId, invocation);
    const now = this.#surroundings.now();
    const refresh = /max-age=0|no-cache/.test(
      fieldValue(invocation.headers, "cache-control") ?? "",
    );
    const warns = refresh && cache.requireAuthorization !== false;
    if (warns && cache.unauthorized === "fail_403") return accessDenied("none");
    const known = refresh && !warns ? undefined : await this.#cache.get(key, now);
    invocation.steps?.push({ name: "cache", detail: `${known ? "hit" : "miss"} ${key}` });
    const response = known ?? (await this.#integrate(method, invocation));
    if (isFault(response)) return response;
    if (!known && response.status < 300)
      await this.#cache.set(key, response, cache.ttl ?? 300, now);
    if (!warns || cache.unauthorized === "succeed_without_header") return response;
    return {
      ...response,
      headers: [
        ...response.headers,
        "Warning",
        '199 "Cache-control headers were ignored because the caller was unauthorized."',
      ],
    };
  }

  async #integrate(method: GatewayMethod, invocation: Invocation): Promise<HttpResponse | Fault> {
    const { integration, type, origins } = method;
    const overrides = { request: {}, response: {} };
    const binaryMediaTypes = this.#binary;
    const request = makeBackendRequest({
      invocation,
      integration,
      type,
      binaryMediaTypes,
      overrides,
      origins,
    });
    if (isFault(request)) return request;
    const answer = await this.#backends.call({
      invocation,
      integration,
      type,
      request,
      binaryMediaTypes,
    });
    if (isFault(answer)) return answer;
    const { selector, body } = answer;
    invocation.steps?.push({
      name: "integration",
      detail: `${type} ${selector}, ${body.length} bytes`,
    });
    const made = makeMethodResponse({
      invocation,
      integration,
      type,
      answer,
      binaryMediaTypes,
      overrides,
      origins,
    });
    if (isFault(made)) return made;
    const headers = remappedFields(type, made.headers).flat();
    if (type !== "mock" && type !== "http_proxy")
      headers.push("X-Amzn-Trace-Id", invocation.traceId);
    return { status: made.status, headers, body: Buffer.from(made.body) };
  }

  #log(
    invocation: Invocation,
    response: HttpResponse,
    started: number,
    failed: Fault | undefined,
  ): void {
    if (!this.#options.onAccessLog) return;
    const error = failed && {
      message: failed.message,
      messageString: JSON.stringify(failed.message),
      responseType: failed.fault,
    };
    const context = {
      ...invocation.context,
      status: response.status,
      responseLength: response.body.length,
      responseLatency: this.#surroundings.now() - started,
      error,
    };
    this.#options.onAccessLog(accessLogLine(this.#stage?.accessLog?.format, context));
  }
}

function faultText({ fault: type, message, validation }: Fault): string {
  return [type, message, validation].filter(Boolean).join(": ");
}

/** Stands for the operation of what is none. */
export const NO_OPERATION: Operation = {
  kind: "operation",
  key: "",
  method: "",
  path: { raw: "", segments: [] },
  tags: [],
  parameters: [],
  responses: [],
  location: { file: { path: "", locate: () => undefined, line: () => undefined } },
  pathItem: { location: { file: { path: "", locate: () => undefined, line: () => undefined } } },
};

function methodOf(model: ApiModel, operation: Operation, checkers: Checkers): GatewayMethod {
  return {
    operation,
    resourceId: resourceId(operation.path.raw),
    authorization: authorizationOf(model, operation),
    check: compileRequestCheck(model, operation, checkers),
    ...integrationOf(operation),
  };
}

function methodArn({ api, stage, path, request }: Invocation): string {
  return `arn:aws:execute-api:${api.region}:${api.accountId}:${api.apiId}/${stage}/${request.method}/${path.replace(/^\//, "")}`;
}

function anonymousDenied(arn: string, explicit: boolean): Fault {
  const suffix = explicit ? " with an explicit deny" : "";
  const message = `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${arn}${suffix}`;
  return fault("ACCESS_DENIED", { message });
}

/** The identity of an API on this machine. */
export function identityOf(model: ApiModel, options: AwsOptions): ApiIdentity {
  const title = typeof model.info.title === "string" ? model.info.title : "";
  return {
    apiId: options.apiId ?? shortId(title, 10),
    accountId: options.accountId ?? "123456789012",
    region: options.region ?? DEFAULT_REGION,
    deploymentId: shortId(`${title} deployment`, 6),
    endpoint: model.gateway?.endpoint.type ?? "edge",
  };
}

function resourceId(path: string): string {
  return shortId(path, path === "/" ? 10 : 6);
}

/** A short identity of a text in the service's alphabet, the same at each start. */
function shortId(text: string, length: number): string {
  const digest = createHash("sha256").update(text).digest("hex");
  return BigInt(`0x${digest}`).toString(36).slice(0, length);
}
