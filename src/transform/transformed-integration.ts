import { parseMappingExpression } from "../expression/mapping-expression.js";
import type {
  Integration,
  IntegrationResponse,
  MessageTransform,
  Named,
  Operation,
  ParameterMapping,
  Template,
} from "../model/index.js";
import { isJsonMediaType } from "../util/media-type.js";
import { compileToVtl } from "./compile-to-vtl.js";

/** What a template was made of. */
export interface TemplateOrigin {
  readonly message: MessageTransform;
  readonly direction: "request" | "response";
}

/** An integration whose templates do what a transform says. */
export interface TransformedIntegration {
  readonly integration: Integration;
  /** The templates that were made, with what they were made of. */
  readonly origins: ReadonlyMap<Template, TemplateOrigin>;
}

/**
 * The integration of an operation with its transform as mapping templates; undefined where there is none, or where
 * the integration is a proxy of a function or of no known type, which take no templates. An `http_proxy` becomes
 * `http` that passes on what the operation declares, for proxies know neither templates nor overrides.
 */
export function transformedIntegration(operation: Operation): TransformedIntegration | undefined {
  const { transform } = operation;
  const own = operation.gateway?.integration ?? {
    location: operation.location,
    type: "http_proxy" as const,
  };
  if (!transform || own.type === "aws_proxy" || own.type === "unknown") return undefined;
  const integration = own.type === "http_proxy" ? withoutProxy(own, operation) : own;
  const origins = new Map<Template, TemplateOrigin>();
  const make = (mediaType: string, origin: TemplateOrigin): Template => {
    const text = compileToVtl(origin.message, origin);
    const template = { location: origin.message.location, mediaType, text };
    origins.set(template, origin);
    return template;
  };
  const { request, responses = [] } = transform;
  const requestTemplates = request && [
    ...jsonTypes(operation).map((type) => make(type, { message: request, direction: "request" })),
    ...(integration.requestTemplates ?? []).filter(({ mediaType }) => !isJsonMediaType(mediaType)),
  ];
  const changed = responses.reduce(
    (list, response) =>
      withTemplate(list, response, (message) =>
        make("application/json", { message, direction: "response" }),
      ),
    integration.responses ?? [],
  );
  return {
    integration: {
      ...integration,
      ...(requestTemplates && { requestTemplates }),
      ...(changed.length > 0 && { responses: changed }),
    },
    origins,
  };
}

/** The media types of a body that templates can read. */
function jsonTypes({ requestBody }: Operation): readonly string[] {
  const declared = (requestBody?.content ?? []).map(({ name }) => name).filter(isJsonMediaType);
  return [...new Set(["application/json", ...declared])];
}

/** Gives the responses of a status their template; one that there is not yet is added. */
function withTemplate(
  list: readonly IntegrationResponse[],
  { name, value }: Named<MessageTransform>,
  make: (message: MessageTransform) => Template,
): readonly IntegrationResponse[] {
  const isMeant = ({ pattern, statusCode }: IntegrationResponse): boolean =>
    name === "default" ? pattern === "default" || pattern === "" : statusCode === name;
  const template = make(value);
  if (!list.some(isMeant)) {
    const status = name === "default" ? {} : { statusCode: name };
    return [...list, { location: value.location, pattern: name, ...status, templates: [template] }];
  }
  return list.map((response) => {
    if (!isMeant(response)) return response;
    const others = response.templates?.filter(({ mediaType }) => !isJsonMediaType(mediaType)) ?? [];
    return { ...response, templates: [template, ...others] };
  });
}

/** A proxy as an integration that maps each parameter and each status on its own. */
function withoutProxy(integration: Integration, operation: Operation): Integration {
  const places = { path: "path", query: "querystring", header: "header" } as const;
  const mapped = new Set((integration.requestParameters ?? []).map(({ target }) => target));
  const mappings = operation.parameters.flatMap(({ name, in: place, location }) => {
    if (place !== "path" && place !== "query" && place !== "header") return [];
    const target = `integration.request.${places[place]}.${name}`;
    return mapped.has(target)
      ? []
      : [mapping(target, `method.request.${places[place]}.${name}`, location)];
  });
  const statuses = operation.responses.map(({ status }) => status);
  return {
    ...integration,
    type: "http",
    requestParameters: [...(integration.requestParameters ?? []), ...mappings],
    responses: integration.responses ?? statuses.flatMap((status) => passedOn(status, operation)),
  };
}

function mapping(
  target: string,
  source: string,
  location: ParameterMapping["location"],
): ParameterMapping {
  const expression = parseMappingExpression(source, "rest");
  return { target, source, location, ...(expression && { expression }) };
}

/** The response of a status that passes headers on; a range or `default` has no status of its own. */
function passedOn(status: string, { responses }: Operation): IntegrationResponse[] {
  const response = responses.find((one) => one.status === status)?.response;
  if (!response || status.endsWith("XX")) return [];
  const parameters = (response.headers ?? []).map(({ name, value }) =>
    mapping(
      `method.response.header.${name}`,
      `integration.response.header.${name}`,
      value.location,
    ),
  );
  return [
    {
      location: response.location,
      pattern: status,
      ...(status !== "default" && { statusCode: status }),
      ...(parameters.length > 0 && { parameters }),
    },
  ];
}
