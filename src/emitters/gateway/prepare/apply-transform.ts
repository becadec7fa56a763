import type { Integration, Operation } from "../../../model/index.js";
import { transformedIntegration } from "../../../transform/index.js";
import { successOf } from "./mock-integration.js";
import type { Preparation } from "./preparation.js";

/** Writes the transform of an operation into its integration, as mapping templates. */
export function applyTransform(operation: Operation, run: Preparation): Operation {
  const { transform, ...own } = operation;
  if (!transform) return operation;
  const made = run.isHttp ? undefined : transformedIntegration(operation);
  if (!made) {
    const reason = run.isHttp
      ? "an HTTP API has no mapping templates"
      : "its integration takes no mapping templates";
    run.tell(operation, "gateway-transform-lost", [reason]);
    return own;
  }
  const integration = withStatus(made.integration, operation);
  return { ...own, gateway: { ...operation.gateway, integration } };
}

/** An integration response leads to a status; the default one to that of success. */
function withStatus(integration: Integration, { responses }: Operation): Integration {
  const status = successOf(responses)?.status;
  if (status === undefined || !integration.responses) return integration;
  return {
    ...integration,
    responses: integration.responses.map((response) =>
      response.statusCode === undefined ? { ...response, statusCode: status } : response,
    ),
  };
}
