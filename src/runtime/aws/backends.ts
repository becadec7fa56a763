import type { Integration, IntegrationType } from "../../model/index.js";
import { type JsonValue } from "../../util/json.js";
import type { BackendAnswer, BackendRequest } from "./backend.js";
import { isLoopback } from "../http/upstream.js";
import { fault, type Fault } from "./fault.js";
import { functionName, type Functions } from "./functions.js";
import { answerHttp, backendUrl, timeoutOf } from "./http-integration.js";
import type { Invocation } from "./invocation.js";
import { proxyEvent } from "./lambda-event.js";
import { customAnswer, proxyAnswerOf } from "./lambda-result.js";
import { proxyEventV2 } from "./lambda-event-v2.js";
import { proxyAnswerV2 } from "./lambda-result-v2.js";
import { answerMock } from "./mock-integration.js";
import type { AwsOptions, ExampleAnswer } from "./options.js";

/** What calling a backend needs. */
export interface BackendCall {
  readonly invocation: Invocation;
  readonly integration: Integration;
  readonly type: IntegrationType;
  readonly request: BackendRequest;
  readonly binaryMediaTypes: readonly string[];
  /** The event of a function, where it is not that of a REST API. */
  readonly event?: () => JsonValue;
  /** What stands for a backend that is not there, where it is not the operation's example. */
  readonly example?: () => BackendAnswer;
}

/** Calls backends: what is local or allowed is called, the rest is answered from the examples. */
export class Backends {
  readonly #options: AwsOptions;
  readonly #functions: Functions;
  readonly #examples: ExampleAnswer;

  constructor(options: AwsOptions, functions: Functions, examples: ExampleAnswer) {
    this.#options = options;
    this.#functions = functions;
    this.#examples = examples;
  }

  async call(call: BackendCall): Promise<BackendAnswer | Fault> {
    switch (call.type) {
      case "mock":
        return answerMock(call.request);
      case "http":
      case "http_proxy":
        return this.#http(call);
      case "aws":
      case "aws_proxy":
        return this.#aws(call);
    }
  }

  async #http(call: BackendCall): Promise<BackendAnswer | Fault> {
    const { integration, request, invocation } = call;
    const url = backendUrl(integration, request, invocation);
    const live = this.#options.integrations === "live";
    if (!url)
      return live || this.#isLiteral(integration)
        ? fault("API_CONFIGURATION_ERROR")
        : this.#example(call);
    const allowed = live && (this.#options.allowNet ?? []).includes(url.hostname);
    if (isLoopback(url) || allowed) return answerHttp(integration, request, url);
    return live ? fault("INTEGRATION_FAILURE") : this.#example(call);
  }

  /** A URI without stage variables that is no URL is a mistake of the document, not of the stage. */
  #isLiteral({ uri }: Integration): boolean {
    return typeof uri === "string" && !uri.includes("${");
  }

  async #aws(call: BackendCall): Promise<BackendAnswer | Fault> {
    const { integration, type, request, invocation } = call;
    const uri =
      typeof integration.uri === "string" ? withVariables(integration.uri, invocation) : "";
    const name = functionName(uri);
    if (name === undefined) return this.#service(call);
    if (request.method !== "POST") return fault("INTEGRATION_FAILURE");
    if (!this.#functions.has(name)) {
      return this.#options.integrations === "live"
        ? fault("API_CONFIGURATION_ERROR")
        : this.#example(call);
    }
    const timeout = timeoutOf(integration);
    if (type === "aws_proxy" && integration.payloadFormatVersion === "2.0") {
      return proxyAnswerV2(await this.#functions.invoke(name, proxyEventV2(invocation), timeout));
    }
    if (type === "aws_proxy") {
      const event = call.event?.() ?? proxyEvent(invocation, call.binaryMediaTypes);
      const outcome = await this.#functions.invoke(name, event, timeout);
      return proxyAnswerOf(outcome, invocation, call.binaryMediaTypes);
    }
    return customAnswer(await this.#functions.invoke(name, payloadOf(request), timeout));
  }

  async #example({ example, invocation }: BackendCall): Promise<BackendAnswer | Fault> {
    return example ? example() : this.#examples(invocation.operation);
  }

  async #service(call: BackendCall): Promise<BackendAnswer | Fault> {
    const { integration, request } = call;
    const answer = await this.#options.services?.({ integration, request });
    return answer ?? this.#example(call);
  }
}

function withVariables(uri: string, { stageVariables }: Invocation): string {
  return uri.replaceAll(
    /\$\{stageVariables\.([^{}]+)\}/g,
    (_, name: string) => stageVariables[name] ?? "",
  );
}

/** The function's event: the body as JSON; an empty one is an empty object, as templates see it. */
function payloadOf({ body }: BackendRequest): JsonValue {
  const text = typeof body === "string" ? body : body.toString("utf8");
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
