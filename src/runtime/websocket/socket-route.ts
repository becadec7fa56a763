import type {
  Integration,
  IntegrationResponse,
  IntegrationType,
  Route,
} from "../../model/index.js";
import type { JsonValue } from "../../util/json.js";
import type { BackendAnswer } from "../aws/backend.js";
import type { Backends } from "../aws/backends.js";
import { type Fault, isFault } from "../aws/fault.js";
import { fieldValue } from "../aws/fields.js";
import { functionName } from "../aws/functions.js";
import { timeoutOf } from "../aws/http-integration.js";
import { makeBackendRequest } from "../aws/integration-request.js";
import { makeMethodResponse, type MethodResponse } from "../aws/integration-response.js";
import type { TemplateOrigins } from "../aws/integration-type.js";
import type { Invocation } from "../aws/invocation.js";
import { compileSelection, type Selection } from "./selection.js";
import { socketEvent } from "./socket-event.js";

/** A message on its way through a route. */
export interface RouteCall {
  readonly invocation: Invocation;
  /** The message as text; undefined on `$connect` and `$disconnect`. */
  readonly text: string | undefined;
  /** The message parsed; undefined when it is no JSON. */
  readonly body: JsonValue | undefined;
  /** What stands for a backend that is not there. */
  readonly example: () => BackendAnswer;
}

const DEFAULT = "$default";
const NO_ORIGINS: TemplateOrigins = new Map();

/** One route, ready to run. */
export class SocketRoute {
  readonly route: Route;
  readonly #integration: Integration | undefined;
  readonly #type: IntegrationType | undefined;
  readonly #functionName: string | undefined;
  readonly #select: Selection | undefined;
  readonly #selectResponse: Selection | undefined;

  constructor(route: Route) {
    this.route = route;
    const { integration } = route;
    if (!integration || integration.type === "unknown") return;
    this.#type = integration.type;
    const { templateSelection, responseSelection, uri, requestParameters } = integration;
    const isPlain = typeof uri === "string" && !uri.includes("${") && !requestParameters;
    if (integration.type === "aws_proxy" && isPlain) this.#functionName = functionName(uri);
    this.#select =
      templateSelection === undefined ? undefined : compileSelection(templateSelection);
    this.#selectResponse =
      responseSelection === undefined ? undefined : compileSelection(responseSelection);
    this.#integration = {
      ...integration,
      ...(integration.responses && { responses: integration.responses.map(plainPattern) }),
    };
  }

  /** The function of a proxy integration that nothing is mapped for; undefined when it is something else. */
  get functionName(): string | undefined {
    return this.#functionName;
  }

  /** Milliseconds that the integration may take. */
  get timeoutMs(): number {
    return this.#integration ? timeoutOf(this.#integration) : 0;
  }

  get hasIntegration(): boolean {
    return this.#integration !== undefined;
  }

  /** Runs the integration; without one the example answers. */
  async run(call: RouteCall, backends: Backends): Promise<MethodResponse | Fault> {
    const type = this.#type;
    const chosen = this.#integration && this.#withTemplate(this.#integration, call);
    if (!chosen || !type) return plainAnswer(call.example());
    const { invocation } = call;
    const shared = { invocation, integration: chosen, type, binaryMediaTypes: [] };
    const overrides = { request: {}, response: {} };
    const origins = NO_ORIGINS;
    const request = makeBackendRequest({ ...shared, overrides, origins });
    if (isFault(request)) return request;
    const answer = await backends.call({
      ...shared,
      request,
      event: () => socketEvent(invocation, call.text),
      example: call.example,
    });
    if (isFault(answer)) return answer;
    // Without a response of its own an integration passes on what its backend says.
    if ((chosen.responses ?? []).length === 0) return plainAnswer(answer);
    const selector = this.#selectorOf(answer, call);
    return makeMethodResponse({
      ...shared,
      answer: { ...answer, selector },
      overrides,
      origins,
    });
  }

  /** Templates of WebSocket APIs have keys that an expression chooses. */
  #withTemplate(integration: Integration, { body, invocation }: RouteCall): Integration {
    const templates = integration.requestTemplates ?? [];
    if (templates.length === 0) return integration;
    const { context } = invocation;
    const key = this.#select?.({ body, context }) ?? DEFAULT;
    const found =
      templates.find(({ mediaType }) => mediaType.replace(/^\\/, "") === key) ??
      (this.#select ? undefined : templates[0]);
    const named = templates.find(({ mediaType }) => mediaType.replace(/^\\/, "") === DEFAULT);
    const chosen = found ?? named;
    return {
      ...integration,
      requestTemplates: chosen ? [{ ...chosen, mediaType: DEFAULT }] : [],
    };
  }

  #selectorOf(answer: BackendAnswer, { body, invocation: { context } }: RouteCall): string {
    if (!this.#selectResponse) return answer.selector;
    const header = (name: string): string | undefined => fieldValue(answer.headers, name);
    const response = { status: answer.status, header };
    return this.#selectResponse({ body, context, response }) ?? answer.selector;
  }
}

/** `$default` and `/regex/` as the gateway of REST APIs writes them. */
function plainPattern(response: IntegrationResponse): IntegrationResponse {
  const { pattern } = response;
  if (pattern === DEFAULT) return { ...response, pattern: "default" };
  const regex = /^\/(.*)\/$/.exec(pattern)?.[1];
  return regex === undefined ? response : { ...response, pattern: regex };
}

function plainAnswer({ status, headers, body }: BackendAnswer): MethodResponse {
  return { status, headers, body };
}
