import type { Integration, IntegrationType, Operation, Template } from "../../model/index.js";
import { type TemplateOrigin, transformedIntegration } from "../../transform/index.js";

/** How an operation is run. */
export interface OperationIntegration {
  readonly integration: Integration;
  readonly type: IntegrationType;
  /** The transforms that templates of the integration were made of; these are evaluated in their place. */
  readonly origins: TemplateOrigins;
}

/** What templates were made of. */
export type TemplateOrigins = ReadonlyMap<Template, TemplateOrigin>;

const NONE: TemplateOrigins = new Map();

/** The integration of an operation; one without (or of an unknown type) is answered from its examples. */
export function integrationOf(operation: Operation): OperationIntegration {
  const made = transformedIntegration(answerable(operation));
  const integration = made?.integration ?? operation.gateway?.integration;
  const origins = made?.origins ?? NONE;
  if (!integration || integration.type === "unknown") {
    return {
      integration: { location: operation.location, type: "http_proxy" },
      type: "http_proxy",
      origins,
    };
  }
  return { integration, type: integration.type, origins };
}

/** Without an integration the examples answer: those of another schema where a transform names it, else the client's own. */
function answerable(operation: Operation): Operation {
  const { gateway, transform } = operation;
  if (gateway?.integration || !transform?.responses) return operation;
  const responses = transform.responses.filter(({ value }) => value.backend !== undefined);
  return { ...operation, transform: { ...transform, responses } };
}
