import { createHash } from "node:crypto";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { ApiModel } from "../../model/index.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";
import { gatewayExtensions } from "../shared/gateway/gateway-extensions.js";
import { printOpenApi } from "../shared/openapi/index.js";
import { type IntegrationDefaults } from "./prepare/preparation.js";
import { prepareModel } from "./prepare/prepare-model.js";

/** The definition of one API as the gateway imports it. */
export interface Definition {
  /** The model that the document says. */
  readonly model: ApiModel;
  /** OpenAPI 3.0.1. */
  readonly document: JsonObject;
  readonly diagnostics: readonly Diagnostic[];
}

/** Makes the definition of a model: what the gateway needs is filled in, then it is printed. */
export function makeDefinition(model: ApiModel, defaults: IntegrationDefaults): Definition {
  const prepared = prepareModel(model, defaults);
  const source = { ...prepared.model.source, dialect: "openapi-3.0", version: "3.0.1" } as const;
  const ready = { ...prepared.model, source };
  const { document, losses } = printOpenApi(ready, {
    dialect: "openapi-3.0",
    extensions: gatewayExtensions,
  });
  return {
    model: ready,
    document: complete(document),
    diagnostics: [...prepared.diagnostics, ...losses],
  };
}

/** The hash of a definition, hexadecimal: what changes it has to be deployed again. */
export function definitionHash(document: JsonObject): string {
  return createHash("sha256").update(JSON.stringify(document)).digest("hex");
}

/**
 * Adds what readers of definitions ask for though it means nothing to the gateway: a description of the API, the method
 * and address of mocks, and a path's parameters in each of its operations.
 */
function complete(document: JsonObject): JsonObject {
  const { info, paths } = document;
  if (!isJsonObject(info) || !isJsonObject(paths)) return document;
  const described = { ...info, description: info.description ?? info.title ?? "" };
  return { ...document, info: described, paths: mapObject(paths, completePath) };
}

function completePath(item: JsonValue): JsonValue {
  if (!isJsonObject(item)) return item;
  const { parameters, ...operations } = item;
  return mapObject(operations, (operation) => {
    if (!isJsonObject(operation)) return operation;
    const shared = Array.isArray(parameters) ? (parameters as readonly JsonValue[]) : [];
    const own = Array.isArray(operation.parameters)
      ? (operation.parameters as readonly JsonValue[])
      : [];
    const all = [...shared, ...own];
    return completeMock(all.length > 0 ? { ...operation, parameters: all } : operation);
  });
}

function completeMock(operation: JsonObject): JsonObject {
  const integration = operation["x-amazon-apigateway-integration"];
  if (!isJsonObject(integration) || integration.type !== "mock") return operation;
  const { type, ...rest } = integration;
  const completed = { type, httpMethod: "POST", uri: "", ...rest };
  return { ...operation, "x-amazon-apigateway-integration": completed };
}

function mapObject(object: JsonObject, map: (value: JsonValue) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, map(value)]));
}
