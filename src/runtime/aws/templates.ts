import type { Template } from "../../model/index.js";
import { mediaTypeEssence } from "../../util/media-type.js";
import { evaluateTransform, type TemplateOrigin } from "../../transform/index.js";
import {
  type CompiledTemplate,
  compileTemplate,
  type RenderResult,
  TemplateError,
  type TemplateEvent,
  type TraceEvent,
} from "../../vtl/index.js";
import { fault, type Fault } from "./fault.js";
import { singleValues } from "./fields.js";
import type { TemplateOrigins } from "./integration-type.js";
import type { Invocation } from "./invocation.js";

/** What templates have set so far: the response template sees what the request template wrote. */
export interface Overrides {
  request: Readonly<Record<string, unknown>>;
  response: Readonly<Record<string, unknown>>;
}

/** What templates of one request are rendered with. */
export interface TemplateRun {
  readonly invocation: Invocation;
  readonly overrides: Overrides;
  readonly origins: TemplateOrigins;
  readonly observer?: TemplateObserver;
}

/** Is told what templates do. */
export interface TemplateObserver {
  rendered(template: Template, result: RenderResult, isTransform: boolean): void;
  failed(template: Template, error: TemplateError): void;
  trace?(event: TraceEvent, template: Template): void;
}

const compiled = new WeakMap<Template, CompiledTemplate>();

/** The template of a media type: the same one, else `$default`; a request without a type counts as JSON. */
export function requestTemplate(
  templates: readonly Template[],
  contentType: string | undefined,
): Template | undefined {
  const essence = mediaTypeEssence(contentType ?? "application/json");
  return (
    templates.find(({ mediaType }) => mediaType.toLowerCase() === essence) ??
    templates.find(({ mediaType }) => mediaType === "$default")
  );
}

/** The template of a response: by the request's `Accept`, else JSON, else the first. */
export function responseTemplate(
  templates: readonly Template[],
  accept: string | undefined,
): Template | undefined {
  const wanted = mediaTypeEssence(accept ?? "application/json");
  return (
    templates.find(({ mediaType }) => mediaType.toLowerCase() === wanted) ??
    templates.find(({ mediaType }) => mediaType.toLowerCase() === "application/json") ??
    templates[0]
  );
}

/** Renders a template, or evaluates the transform that it was made of, and keeps what it set. */
export function render(template: Template, body: string, run: TemplateRun): string | Fault {
  const { invocation, overrides, origins, observer } = run;
  const event = templateEvent(body, invocation, overrides);
  const origin = origins.get(template);
  const result = origin ? evaluated(origin, event) : rendered(template, event, observer);
  const detail = "failure" in result ? `failed: ${result.failure}` : result.output;
  invocation.steps?.push({ name: "template", detail, event });
  if ("failure" in result) return fault("API_CONFIGURATION_ERROR", { validation: result.failure });
  observer?.rendered(template, result, origin !== undefined);
  overrides.request = result.requestOverride;
  overrides.response = result.responseOverride;
  return result.output;
}

type Rendering = RenderResult | { readonly failure: string };

function evaluated({ message, direction }: TemplateOrigin, event: TemplateEvent): Rendering {
  const outcome = evaluateTransform(message, event, direction);
  return "result" in outcome ? outcome.result : outcome;
}

function rendered(
  template: Template,
  event: TemplateEvent,
  observer: TemplateObserver | undefined,
): Rendering {
  if (typeof template.text !== "string") return { failure: "the template is not known" };
  try {
    const runnable = compiled.get(template) ?? compileTemplate(template.text.trim());
    compiled.set(template, runnable);
    const trace = observer?.trace;
    return runnable.render({
      event,
      ...(trace && { trace: (step: TraceEvent) => trace(step, template) }),
    });
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    observer?.failed(template, error);
    return { failure: error.message };
  }
}

/** What a template sees of a request. */
export function templateEvent(
  body: string,
  invocation: Invocation,
  overrides: Overrides,
): TemplateEvent {
  return {
    body,
    params: {
      path: invocation.pathParameters,
      querystring: singleValues(invocation.query),
      header: singleValues(invocation.headers),
    },
    context: {
      ...invocation.context,
      requestOverride: overrides.request,
      responseOverride: overrides.response,
    },
    stageVariables: invocation.stageVariables,
  };
}
