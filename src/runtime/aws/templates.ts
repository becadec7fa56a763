import type { Template } from "../../model/index.js";
import { mediaTypeEssence } from "../../util/media-type.js";
import { type CompiledTemplate, compileTemplate, TemplateError } from "../../vtl/index.js";
import { fault, type Fault } from "./fault.js";
import { singleValues } from "./fields.js";
import type { Invocation } from "./invocation.js";

/** What templates have set so far: the response template sees what the request template wrote. */
export interface Overrides {
  request: Readonly<Record<string, unknown>>;
  response: Readonly<Record<string, unknown>>;
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

/** Renders a template and keeps what it set; a template that fails is a fault of the configuration. */
export function render(
  template: Template,
  body: string,
  invocation: Invocation,
  overrides: Overrides,
): string | Fault {
  if (typeof template.text !== "string") return fault("API_CONFIGURATION_ERROR");
  try {
    const runnable = compiled.get(template) ?? compileTemplate(template.text.trim());
    compiled.set(template, runnable);
    const { output, requestOverride, responseOverride } = runnable.render({
      event: {
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
      },
    });
    overrides.request = requestOverride;
    overrides.response = responseOverride;
    return output;
  } catch (error) {
    if (error instanceof TemplateError) {
      return fault("API_CONFIGURATION_ERROR", { validation: error.message });
    }
    throw error;
  }
}
