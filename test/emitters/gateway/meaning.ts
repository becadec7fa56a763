import type { ApiModel, Integration, Operation, Response } from "../../../src/model/index.js";

/**
 * What of a model a gateway's definition has to keep: all but what emitting it fills in for readers, such as the method
 * of a mock, and where reusable parts stand, for the import follows no references to responses and bodies.
 */
export function meaning(model: ApiModel, original: ApiModel = model): unknown {
  const { components, info } = model;
  return {
    ...model,
    source: undefined,
    // WebSocket APIs have no document; their routes are no part of this one.
    websocket: undefined,
    stages: undefined,
    info: { ...info, description: info.description ?? info.title },
    operations: model.operations.map((operation) =>
      operationMeaning(
        operation,
        original.operations.find(({ method, path }) => {
          return (
            method === operation.method &&
            path.segments.length === operation.path.segments.length &&
            bare(path.raw) === bare(operation.path.raw)
          );
        }),
      ),
    ),
    components: {
      ...components,
      hoisted: undefined,
      responses: undefined,
      requestBodies: undefined,
    },
  };
}

function bare(path: string): string {
  return path.replace(/^\//, "");
}

function operationMeaning(operation: Operation, original: Operation | undefined): unknown {
  const { requestBody, gateway, path } = operation;
  const responses = operation.responses
    .map(({ status, response }) => ({ status, response: responseMeaning(response) }))
    .toSorted((a, b) => (a.status < b.status ? -1 : 1));
  return {
    ...operation,
    key: undefined,
    path: bare(path.raw),
    pathItem: undefined,
    requestBody: requestBody && { ...requestBody, name: undefined, component: undefined },
    responses: original?.responses.length === 0 ? [] : responses,
    gateway: gateway && {
      ...gateway,
      integration: original?.gateway?.integration && integrationMeaning(gateway.integration),
    },
  };
}

/** Headers lose the members that OpenAPI does not know, which make a document invalid. */
function responseMeaning(response: Response): unknown {
  const headers = response.headers?.map(({ name, value }) => ({
    name,
    value: { ...value, unknown: undefined },
  }));
  return { ...response, component: undefined, headers };
}

function integrationMeaning(integration: Integration | undefined): unknown {
  if (integration?.type !== "mock") return integration;
  return { ...integration, httpMethod: undefined, uri: undefined };
}
