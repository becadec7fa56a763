import type { ApiModel, Operation } from "../../model/index.js";
import type { JsonObject, JsonValue } from "../../util/json.js";
import { isJsonObject } from "../../util/json.js";
import { memberOf } from "../../document/editable-document.js";
import { type ExtensionPrinter, printOpenApi } from "../shared/openapi/index.js";
import { objectOf } from "../shared/openapi/members.js";
import type { ExtensionGroup } from "./export-options.js";
import { groupedExtensions } from "./extension-groups.js";
import { serviceView } from "./service-view.js";

/** Where an API is deployed whose stage has no URL of the service. */
const UNKNOWN_HOST = "api-id.execute-api.us-east-1.amazonaws.com";

/** How the service's export is asked for. */
export interface ServiceExportOptions {
  readonly dialect: "openapi-3.0" | "swagger-2.0";
  /** The stage that is exported. */
  readonly stage: string;
  /** None unless given, as the service has it. */
  readonly extensions?: readonly ExtensionGroup[];
}

/** The document that the service's own export gives for an API (GetExport with `oas30` or `swagger`). */
export function exportLikeService(model: ApiModel, options: ServiceExportOptions): JsonObject {
  const isSwagger = options.dialect === "swagger-2.0";
  const groups = options.extensions?.length ? options.extensions : (["none"] as const);
  const extensions: ExtensionPrinter = { ...groupedExtensions(groups), keeps: () => false };
  const view = serviceView(model, isSwagger);
  const { document } = printOpenApi(view, { dialect: options.dialect, extensions });
  const host = hostOf(model, options.stage);
  return isSwagger
    ? swaggerDocument(document, view, host, options.stage)
    : openApiDocument(document, host, options.stage);
}

function hostOf({ stages }: ApiModel, name: string): string {
  const url = stages.find((stage) => stage.name === name)?.url;
  return url !== undefined && URL.canParse(url) ? new URL(url).host : UNKNOWN_HOST;
}

function openApiDocument(document: JsonObject, host: string, stage: string): JsonObject {
  const { openapi = "3.0.1", info = {}, paths = {}, components = {}, ...rest } = document;
  const variables = { basePath: { default: stage } };
  return {
    openapi,
    info,
    servers: [{ url: `https://${host}/{basePath}`, variables }],
    paths,
    components,
    ...rest,
  };
}

function swaggerDocument(
  document: JsonObject,
  view: ApiModel,
  host: string,
  stage: string,
): JsonObject {
  const { swagger = "2.0", info = {}, paths, consumes: _in, produces: _out, ...rest } = document;
  const types = new Map(view.operations.map((operation) => [operation.key, mediaTypes(operation)]));
  return {
    swagger,
    info,
    host,
    basePath: `/${stage}`,
    schemes: ["https"],
    paths: mapMembers(paths, (item, path) =>
      mapMembers(item, (operation, method) => {
        const isAny = method === "x-amazon-apigateway-any-method";
        return withTypes(operation, types.get(`${isAny ? "ANY" : method.toUpperCase()} ${path}`));
      }),
    ),
    ...rest,
  };
}

interface MediaTypes {
  readonly consumes: readonly string[];
  readonly produces: readonly string[];
}

/** The media types of an operation's models and of its mapping templates. */
function mediaTypes({ requestBody, responses, gateway }: Operation): MediaTypes {
  const { integration } = gateway ?? {};
  const inModels = responses.flatMap(({ response }) => response.content ?? []);
  const inTemplates = integration?.responses?.flatMap(({ templates = [] }) => templates) ?? [];
  return {
    consumes: unique([
      ...(requestBody?.content ?? []).map(({ name }) => name),
      ...(integration?.requestTemplates ?? []).map(({ mediaType }) => mediaType),
    ]),
    produces: unique([
      ...inModels.map(({ name }) => name),
      ...inTemplates.map(({ mediaType }) => mediaType),
    ]),
  };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

function withTypes(operation: JsonValue, types: MediaTypes | undefined): JsonValue {
  if (!isJsonObject(operation) || !types) return operation;
  const { consumes: _in, produces: _out, operationId, ...rest } = operation;
  return {
    ...(operationId !== undefined && { operationId }),
    ...(types.consumes.length > 0 && { consumes: types.consumes }),
    ...(types.produces.length > 0 && { produces: types.produces }),
    ...rest,
  };
}

function mapMembers(
  value: JsonValue | undefined,
  map: (item: JsonValue, name: string) => JsonValue,
): JsonObject {
  if (!isJsonObject(value)) return {};
  return objectOf(
    Object.keys(value).map((name) => ({ name, value: map(memberOf(value, name) ?? null, name) })),
  );
}
