import type {
  ApiModel,
  Components,
  Header,
  Integration,
  MediaType,
  Named,
  ObjectSchema,
  Operation,
  Parameter,
  RequestBody,
  Response,
  Schema,
  SecurityRequirement,
  SecurityScheme,
} from "../../model/index.js";
import type { SourceLocation } from "../../diagnostics/location.js";
import { defined } from "../../util/defined.js";

/** The version of an API that has none, which the service writes as the time of the deployment. */
const NO_VERSION = "1970-01-01T00:00:00Z";
const DEFAULT_TIMEOUT = 29_000;

/**
 * An API as the service keeps it once it was imported (API Gateway guide, "Export a REST API"): methods with string
 * parameters, models by media type and statuses. Texts, tags, examples and all that has no place there are gone.
 */
export function serviceView(model: ApiModel, isSwagger: boolean): ApiModel {
  const { info, components, location, source } = model;
  const operations = model.operations.map((operation) =>
    keptOperation(operation, model, isSwagger),
  );
  const { gateway, stages } = model;
  return {
    location,
    source: {
      ...source,
      dialect: isSwagger ? "swagger-2.0" : "openapi-3.0",
      version: isSwagger ? "2.0" : "3.0.1",
    },
    info: {
      location: info.location,
      title: info.title,
      version: info.version === "" ? NO_VERSION : info.version,
      ...(info.description !== undefined && { description: info.description }),
    },
    servers: [],
    tags: [],
    components: keptComponents(components),
    operations,
    webhooks: [],
    ...(gateway && { gateway }),
    stages,
    usagePlans: [],
    apiKeys: [],
  };
}

function keptComponents({ schemas, securitySchemes }: Components): Components {
  const none = new Map<string, never>();
  const schemes = [...securitySchemes].map(([name, scheme]) => [name, keptScheme(scheme)] as const);
  return {
    schemas,
    hoisted: new Set(),
    parameters: none,
    headers: none,
    requestBodies: none,
    responses: none,
    examples: none,
    links: none,
    callbacks: none,
    pathItems: none,
    mediaTypes: none,
    securitySchemes: new Map(schemes),
  };
}

function keptScheme(scheme: SecurityScheme): SecurityScheme {
  const { description: _text, extensions: _extensions, ...kept } = scheme;
  return kept;
}

function keptOperation(operation: Operation, model: ApiModel, isSwagger: boolean): Operation {
  const { kind, location, key, method, path, operationId, requestBody, gateway } = operation;
  const body = requestBody && keptBody(requestBody, isSwagger);
  const security = keptSecurity(operation.security ?? model.security);
  return {
    kind,
    location,
    key,
    method,
    path,
    ...defined({ operationId, requestBody: body, security }),
    tags: [],
    parameters: operation.parameters.flatMap((one) => keptParameter(one, location, isSwagger)),
    responses: operation.responses
      .filter(({ status }) => /^\d+$/.test(status))
      .map(({ status, response }) => ({ status, response: keptResponse(status, response) })),
    pathItem: { location: operation.pathItem.location },
    ...(gateway && {
      gateway: { ...gateway, ...defined({ integration: keptIntegration(gateway.integration) }) },
    }),
  };
}

function keptSecurity(
  requirements: readonly SecurityRequirement[] | undefined,
): readonly SecurityRequirement[] | undefined {
  return requirements?.length ? requirements : undefined;
}

/** Parameters are strings to the service, wherever they stand. */
function keptParameter(
  { name, in: place, required = false }: Parameter,
  location: SourceLocation,
  isSwagger: boolean,
): Parameter[] {
  if (place !== "path" && place !== "query" && place !== "header") return [];
  return [
    {
      kind: "parameter",
      location,
      name,
      in: place,
      ...((required || isSwagger) && { required }),
      schema: text(location),
    },
  ];
}

/** Only Swagger 2.0 names a body: after its model. */
function keptBody({ location, content }: RequestBody, isSwagger: boolean): RequestBody | undefined {
  const kept = keptContent(content);
  const [media] = kept;
  if (!media?.schema) return undefined;
  const name = media.schema.kind === "ref" ? media.schema.name : "body";
  return {
    kind: "requestBody",
    location,
    content: kept,
    required: true,
    ...(isSwagger && { name }),
  };
}

function keptResponse(status: string, { location, headers, content = [] }: Response): Response {
  return {
    kind: "response",
    location,
    description: `${status} response`,
    ...(headers?.length && { headers: headers.map(keptHeader) }),
    content: keptContent(content),
  };
}

function keptHeader({ name, value: { location } }: Named<Header>): Named<Header> {
  return { name, value: { kind: "header", location, schema: text(location) } };
}

function keptContent(content: readonly MediaType[]): MediaType[] {
  return content.flatMap(({ kind, location, name, schema }) => {
    const own: Schema | undefined = schema;
    return own ? [{ kind, location, name, schema: own }] : [];
  });
}

/** What is the service's default is not written, but how unmapped bodies pass always is. */
function keptIntegration(integration: Integration | undefined): Integration | undefined {
  if (!integration) return undefined;
  const { httpMethod, timeout, connectionType, cacheNamespace: _default, ...rest } = integration;
  return {
    ...rest,
    passthroughBehavior: integration.passthroughBehavior ?? "when_no_match",
    ...defined({
      httpMethod: integration.type === "mock" ? undefined : httpMethod,
      timeout: timeout === DEFAULT_TIMEOUT ? undefined : timeout,
      connectionType: connectionType === "internet" ? undefined : connectionType,
    }),
  };
}

function text(location: SourceLocation): ObjectSchema {
  return { kind: "schema", location, types: ["string"] };
}
