import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { ApiModel } from "../../model/index.js";
import type { SampleTuning } from "../../schema/sample.js";
import { isJsonObject } from "../../util/json.js";
import type { Exchange as RequestExchange } from "../exchange.js";
import type { HttpRequest, HttpResponse } from "../http/message.js";
import { Router, type RouteMatch, type RouteMiss } from "../routing/router.js";
import { basePathsOf, stripBasePath } from "./base-paths.js";
import { type CallbackOutcome, sendCallbacks } from "./callbacks.js";
import type { Exchange } from "./runtime-expression.js";
import { Checkers } from "./checkers.js";
import { corsHeaders, isPreflight, preflightResponse } from "./cors.js";
import { type MockBehaviour, MockOperation } from "./operation.js";
import type { PathValues } from "./parameters.js";
import { problemResponse } from "./problem.js";

/** How an API is mocked by its description alone. */
export interface OpenApiOptions {
  readonly dynamic?: boolean;
  readonly errors?: boolean;
  /** Adds CORS headers and answers preflight requests; true when absent. */
  readonly cors?: boolean;
  readonly seed?: string;
  /** Wins over `x-json-schema-faker` of the document. */
  readonly tuning?: SampleTuning;
  readonly onDiagnostic?: (diagnostic: Diagnostic) => void;
  /** Answers instead of the mock once a request has its operation (the validating proxy). */
  readonly answer?: OperationAnswer;
  /** Asked before the mock answers (`--stateful`). */
  readonly own?: OwnAnswers;
  /** Hosts besides this machine that callbacks may go to. */
  readonly allowNet?: readonly string[];
  /** Told of each callback that was sent, or why it was not. */
  readonly onCallback?: (outcome: CallbackOutcome) => void;
  /** Told of a defect in sending callbacks. */
  readonly onCallbackFailed?: (error: unknown) => void;
}

/** Answers a request to an operation. */
export type OperationAnswer = (
  operation: MockOperation,
  request: HttpRequest,
  path: PathValues,
) => Promise<HttpResponse>;

/** Answers some operations in its own way; undefined leaves a request to the mock. */
export type OwnAnswers = (
  operation: MockOperation,
  request: HttpRequest,
  path: PathValues,
) => Promise<HttpResponse> | undefined;

/** A mocked API. */
export interface OpenApiHandler {
  /** Finds the operation of a request, checks it, and answers from examples and schemas. */
  handle(request: HttpRequest, exchange: RequestExchange): HttpResponse | Promise<HttpResponse>;
  /** The key of the operation that a request leads to. */
  operationOf(request: HttpRequest): string | undefined;
}

/** Prepares the mock of an API. */
export function openApiHandler(model: ApiModel, options: OpenApiOptions = {}): OpenApiHandler {
  const routes = new OpenApiRoutes(model, options);
  const cors = options.cors !== false;
  const { onCallback, onCallbackFailed, allowNet = [] } = options;
  const callbacks = {
    schemas: model.components.schemas,
    allowNet,
    ...(onCallback && { onCallback }),
  };
  const callBack = ({ operation }: MockOperation, exchange: Exchange): void => {
    if (options.answer) return;
    sendCallbacks(operation, exchange, callbacks).catch((error: unknown) =>
      onCallbackFailed?.(error),
    );
  };
  const operationOf = (request: HttpRequest): string | undefined => {
    const route = routes.find(request);
    return route.kind === "found" ? route.target.operation.key : undefined;
  };
  const handle: OpenApiHandler["handle"] = (request, exchange) => {
    if (cors && isPreflight(request)) return preflightResponse(request);
    const route = routes.find(request);
    if (route.kind !== "found") {
      if (cors && request.method === "OPTIONS" && route.kind === "noMethod")
        return preflightResponse(request);
      return withCors(cors, request, missResponse(request, route));
    }
    const { target, parameters } = route;
    exchange.operation = target.operation.key;
    exchange.steps?.push({ name: "route", detail: target.operation.key });
    const finish = (made: HttpResponse): HttpResponse => {
      exchange.steps?.push({ name: "answer", detail: answerText(made) });
      if (target.operation.callbacks && made.status < 400) {
        callBack(target, { request, path: parameters, response: made });
      }
      return withCors(cors, request, made);
    };
    if (options.answer) return options.answer(target, request, parameters).then(finish);
    const own = options.own?.(target, request, parameters);
    const response = own ?? target.handle(request, parameters);
    return response instanceof Promise ? response.then(finish) : finish(response);
  };
  return { handle, operationOf };
}

function answerText({ headers, body }: HttpResponse): string {
  const at = headers.indexOf("sl-violations");
  const found = at < 0 ? "" : ` with violations ${headers[at + 1] ?? ""}`;
  return `${body.length} bytes${found}`;
}

function withCors(cors: boolean, request: HttpRequest, response: HttpResponse): HttpResponse {
  if (!cors) return response;
  if (!response.lasting || request.headers.origin !== undefined) return joined(request, response);
  const known = openToAll.get(response);
  if (known) return known;
  const made = { ...joined(request, response), lasting: true };
  openToAll.set(response, made);
  return made;
}

/** Lasting responses with the headers that a request without an origin gets. */
const openToAll = new WeakMap<HttpResponse, HttpResponse>();

function joined(request: HttpRequest, { status, headers, body }: HttpResponse): HttpResponse {
  return { status, headers: corsHeaders(request).concat(headers), body };
}

function missResponse(request: HttpRequest, miss: RouteMiss): HttpResponse {
  if (miss.kind === "noPath") {
    return problemResponse({
      name: "NO_PATH_MATCHED_ERROR",
      detail: `No operation of the document has the path ${request.path}.`,
    });
  }
  const allowed = miss.methods.join(", ");
  const response = problemResponse({
    name: "NO_METHOD_MATCHED_ERROR",
    detail: `The path ${request.path} has no operation for ${request.method}; it has ${allowed}.`,
  });
  return { ...response, headers: [...response.headers, "allow", allowed] };
}

/** Finds operations by path, bare or below a server's base path; their handlers are made on first use. */
class OpenApiRoutes {
  readonly #model: ApiModel;
  readonly #router = new Router<() => MockOperation>();
  readonly #basePaths: readonly string[];

  constructor(model: ApiModel, options: OpenApiOptions) {
    this.#model = model;
    this.#basePaths = basePathsOf(model);
    const checkers = new Checkers(model.components.schemas, options.onDiagnostic);
    const behaviour: MockBehaviour = {
      dynamic: options.dynamic ?? false,
      errors: options.errors ?? false,
      seed: options.seed ?? "",
      tuning: { ...documentTuning(model), ...options.tuning },
    };
    for (const operation of model.operations) {
      let made: MockOperation | undefined;
      this.#router.add(operation.path, operation.method, () => {
        made ??= new MockOperation(this.#model, operation, checkers, behaviour);
        return made;
      });
    }
  }

  find(request: HttpRequest): RouteMatch<MockOperation> | RouteMiss {
    const { method, path } = request;
    let route = this.#router.find(method, path);
    if (route.kind !== "found" && path.endsWith("/") && path !== "/") {
      const trimmed = this.#router.find(method, path.slice(0, -1));
      if (trimmed.kind !== "noPath") route = trimmed;
    }
    for (const base of this.#basePaths) {
      if (route.kind === "found") break;
      const below = stripBasePath(path, base);
      const found = below === undefined ? undefined : this.#router.find(method, below);
      if (found && found.kind !== "noPath") route = found;
    }
    return route.kind === "found" ? { ...route, target: route.target() } : route;
  }
}

/** The document's settings of invented values, as far as they are of the right type. */
function documentTuning(model: ApiModel): SampleTuning {
  const written = model.extensions?.find(({ name }) => name === "x-json-schema-faker")?.value;
  if (!isJsonObject(written)) return {};
  const known = Object.entries(written).filter(
    ([name, value]) => Object.hasOwn(TUNING, name) && typeof value === TUNING[name],
  );
  return Object.fromEntries(known);
}

const TUNING: Readonly<Record<string, "number" | "boolean">> = {
  minItems: "number",
  maxItems: "number",
  minLength: "number",
  maxLength: "number",
  optionalsProbability: "number",
  useDefaultValue: "boolean",
  useExamplesValue: "boolean",
  fillProperties: "boolean",
  resolveJsonPath: "boolean",
};
