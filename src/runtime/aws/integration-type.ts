import type { Integration, IntegrationType, Operation } from "../../model/index.js";

/** How an operation is run. */
export interface OperationIntegration {
  readonly integration: Integration;
  readonly type: IntegrationType;
}

/** The integration of an operation; one without (or of an unknown type) is answered from its examples. */
export function integrationOf(operation: Operation): OperationIntegration {
  const integration = operation.gateway?.integration;
  if (!integration || integration.type === "unknown") {
    return {
      integration: { location: operation.location, type: "http_proxy" },
      type: "http_proxy",
    };
  }
  return { integration, type: integration.type };
}
