import type { ApiModel, Integration, Operation, Template } from "../../model/index.js";
import type { RenderResult, TraceEvent } from "../../vtl/index.js";
import { TemplateError } from "../../vtl/index.js";
import type { Surroundings } from "../clock.js";
import type { HttpRequest } from "../http/message.js";
import { Checkers } from "../openapi/checkers.js";
import type { BackendAnswer, BackendRequest } from "./backend.js";
import { Backends } from "./backends.js";
import { exampleAnswers } from "./examples.js";
import { type Fault, isFault } from "./fault.js";
import { Functions } from "./functions.js";
import { backendUrl } from "./http-integration.js";
import { makeBackendRequest } from "./integration-request.js";
import { makeMethodResponse, type MethodResponse } from "./integration-response.js";
import { integrationOf } from "./integration-type.js";
import { type ApiIdentity, makeInvocation } from "./invocation.js";

/** What a dry run is given. */
export interface DryRunInput {
  readonly model: ApiModel;
  readonly operation: Operation;
  readonly request: HttpRequest;
  /** Percent-encoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly stageVariables: Readonly<Record<string, string>>;
  /** What `$context` has beside what the request gives. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly stage: string;
  /** The backend's answer; absent: the mock integration's, or one from the examples. */
  readonly answer?: BackendAnswer;
  readonly trace?: (event: TraceEvent, template: Template) => void;
}

/** One step of an operation, with what it made. */
export type DryRunStep =
  | {
      readonly kind: "template";
      readonly direction: "request" | "response";
      readonly template: Template;
      /** Whether the template was made of a transform. */
      readonly isTransform: boolean;
      readonly result: RenderResult;
    }
  | {
      readonly kind: "integrationRequest";
      readonly integration: Integration;
      readonly request: BackendRequest;
      /** The address of an HTTP backend. */
      readonly url?: string;
    }
  | {
      readonly kind: "backendAnswer";
      readonly answer: BackendAnswer;
      readonly from: "mock" | "given" | "examples";
    }
  | { readonly kind: "methodResponse"; readonly response: MethodResponse };

/** The steps of an operation up to the last, or to the one that failed. */
export interface DryRun {
  readonly steps: readonly DryRunStep[];
  /** What the client gets in place of an answer. */
  readonly fault?: Fault;
  /** The template that failed. */
  readonly failed?: { readonly template: Template; readonly error: TemplateError };
}

/** A clock that stands and chance that repeats: the same input gives the same steps. */
const STILL: Surroundings = {
  now: () => 0,
  sleep: () => Promise.resolve(),
  uuid: () => "00000000-0000-4000-8000-000000000000",
  hex: (bytes) => "0".repeat(bytes * 2),
  chance: () => 0,
};

/** Runs the integration of an operation and its templates, calling no backend, and tells each step. */
export async function dryRun(input: DryRunInput): Promise<DryRun> {
  const { model, operation, request } = input;
  const { integration, type, origins } = integrationOf(operation);
  const invocation = makeInvocation({
    request,
    operation,
    api: identityOf(model),
    stage: input.stage,
    path: request.path,
    resourceId: "resource",
    pathParameters: input.pathParameters,
    stageVariables: input.stageVariables,
    isCanary: undefined,
    surroundings: STILL,
  });
  Object.assign(invocation.context, input.context);
  const steps: DryRunStep[] = [];
  const watcher = new Watcher(steps, input.trace);
  const overrides = { request: {}, response: {} };
  const binaryMediaTypes = (model.gateway?.binaryMediaTypes ?? []).filter(
    (one) => typeof one === "string",
  );
  const run = { invocation, integration, type, binaryMediaTypes, overrides, origins };
  const ends = (fault: Fault): DryRun => ({
    steps,
    fault,
    ...(watcher.failed && { failed: watcher.failed }),
  });
  const made = makeBackendRequest({ ...run, observer: watcher.of("request") });
  if (isFault(made)) return ends(made);
  const url = backendUrl(integration, made, invocation)?.href;
  steps.push({ kind: "integrationRequest", integration, request: made, ...(url && { url }) });
  const checkers = new Checkers(model.components.schemas);
  const backends = new Backends({}, new Functions({}), exampleAnswers(model, checkers));
  const isMock = type === "mock";
  const answer =
    input.answer ??
    (await (isMock
      ? backends.call({ ...run, request: made })
      : exampleAnswers(model, checkers)(operation)));
  if (isFault(answer)) return ends(answer);
  const from = input.answer ? "given" : isMock ? "mock" : "examples";
  steps.push({ kind: "backendAnswer", answer, from });
  const response = makeMethodResponse({ ...run, answer, observer: watcher.of("response") });
  if (isFault(response)) return ends(response);
  steps.push({ kind: "methodResponse", response });
  return { steps };
}

/** Notes what templates do. */
class Watcher {
  failed: DryRun["failed"];
  readonly #steps: DryRunStep[];
  readonly #trace: DryRunInput["trace"];

  constructor(steps: DryRunStep[], trace: DryRunInput["trace"]) {
    this.#steps = steps;
    this.#trace = trace;
  }

  of(direction: "request" | "response") {
    const trace = this.#trace;
    return {
      rendered: (template: Template, result: RenderResult, isTransform: boolean): void => {
        this.#steps.push({ kind: "template", direction, template, result, isTransform });
      },
      failed: (template: Template, error: TemplateError): void => {
        this.failed = { template, error };
      },
      ...(trace && {
        trace: (event: TraceEvent, template: Template): void => trace(event, template),
      }),
    };
  }
}

function identityOf(model: ApiModel): ApiIdentity {
  return {
    apiId: "local",
    accountId: "123456789012",
    region: "us-east-1",
    deploymentId: "local",
    endpoint: model.gateway?.endpoint.type ?? "edge",
  };
}
