import type { Integration, IntegrationType } from "../../model/index.js";
import { isJsonObject, type JsonValue } from "../../util/json.js";
import { parseMappingTarget } from "../../expression/mapping-target.js";
import type { BackendRequest } from "./backend.js";
import { convertRequest, isBinaryMediaType, type Payload } from "./binary.js";
import { fault, type Fault, isFault } from "./fault.js";
import { type Fields, fieldValue, withField, withoutFields } from "./fields.js";
import { forwardedFields, isIllegalMapping, outgoingFields } from "./header-rules.js";
import { mapHttpRequest } from "./http-api-mapping.js";
import type { TemplateOrigins } from "./integration-type.js";
import { type Invocation, isProxy } from "./invocation.js";
import { mappedValues } from "./mapping.js";
import { type Overrides, render, type TemplateObserver, requestTemplate } from "./templates.js";

/** What an integration request is made from. */
export interface IntegrationRequestInput {
  readonly invocation: Invocation;
  readonly integration: Integration;
  readonly type: IntegrationType;
  readonly binaryMediaTypes: readonly string[];
  readonly overrides: Overrides;
  readonly origins: TemplateOrigins;
  readonly observer?: TemplateObserver;
}

interface Draft {
  headers: Fields;
  query: Fields;
  path: Record<string, string>;
  /** The targets that mappings and overrides set, which beat what the gateway adds. */
  readonly set: Set<string>;
}

/** Makes the request to the backend: body conversion, template or passthrough, mappings, overrides. */
export function makeBackendRequest(input: IntegrationRequestInput): BackendRequest | Fault {
  const { invocation, integration, type } = input;
  const contentType = fieldValue(invocation.headers, "content-type");
  const isBinary = isBinaryMediaType(contentType ?? "application/json", input.binaryMediaTypes);
  const converted = convertRequest(invocation.request.body, isBinary, integration.contentHandling);
  if (isFault(converted)) return converted;
  const body = isProxy(type) ? converted : transform(input, converted, contentType);
  if (isFault(body)) return body;
  const draft: Draft = {
    headers: type === "http_proxy" ? forwardedFields(invocation.headers) : [],
    query: type === "http_proxy" ? invocation.query : [],
    // HTTP APIs, whose integrations name a payload format, put path variables into the address by themselves.
    path: integration.payloadFormatVersion === undefined ? {} : { ...invocation.pathParameters },
    set: new Set(),
  };
  const failed = applyMappings(input, typeof converted === "string" ? converted : undefined, draft);
  if (failed) return failed;
  applyOverrides(input.overrides, draft);
  const { httpMethod } = integration;
  const method = !httpMethod || httpMethod === "ANY" ? invocation.request.method : httpMethod;
  const headers = withDefaults(input, method, draft, contentType);
  const request = { method, headers, query: draft.query, path: draft.path, body };
  return type === "http_proxy" ? mapHttpRequest(integration, invocation, request) : request;
}

function transform(
  input: IntegrationRequestInput,
  body: Payload,
  contentType: string | undefined,
): Payload | Fault {
  const { integration } = input;
  const templates = integration.requestTemplates ?? [];
  const template = requestTemplate(templates, contentType);
  if (template) {
    if (typeof body !== "string") return fault("API_CONFIGURATION_ERROR");
    return render(template, body, input);
  }
  const behavior = integration.passthroughBehavior ?? "when_no_match";
  const refused =
    behavior === "never" || (behavior === "when_no_templates" && templates.length > 0);
  return refused ? fault("UNSUPPORTED_MEDIA_TYPE") : body;
}

function applyMappings(
  { invocation, integration, type }: IntegrationRequestInput,
  body: string | undefined,
  draft: Draft,
): Fault | undefined {
  for (const mapping of integration.requestParameters ?? []) {
    const target = parseMappingTarget(mapping.target);
    if (target?.of !== "request" || target.action !== "set") continue;
    if (target.in === "header" && isIllegalMapping(type, target.name)) {
      return fault("API_CONFIGURATION_ERROR");
    }
    if (type === "aws_proxy") continue;
    const values = mappedValues(mapping, { invocation, body });
    if (isFault(values)) return values;
    put(draft, target.in, target.name, values, type === "http_proxy");
  }
  return undefined;
}

/** Sets a value; a proxy's query keeps what the client sent beside it. */
function put(
  draft: Draft,
  place: string,
  name: string,
  values: readonly string[],
  adds: boolean,
): void {
  const [first] = values;
  if (first === undefined) return;
  if (place === "path") draft.path[name] = first;
  else if (place === "header") {
    draft.headers = withField(draft.headers, name, values.join(","));
    draft.set.add(name.toLowerCase());
  } else if (place === "querystring") {
    const rest = adds ? draft.query : draft.query.filter(([known]) => known !== name);
    draft.query = [...rest, ...values.map((value) => [name, value] as const)];
  }
}

function applyOverrides({ request }: Overrides, draft: Draft): void {
  for (const place of ["header", "querystring", "path"]) {
    const members = request[place];
    if (!isJsonObject(members)) continue;
    for (const [name, value] of Object.entries(members)) {
      const values = (Array.isArray(value) ? value : [value]).map((one: JsonValue) => String(one));
      put(draft, place, name, values, false);
    }
  }
}

function withDefaults(
  { invocation, type }: IntegrationRequestInput,
  method: string,
  draft: Draft,
  contentType: string | undefined,
): Fields {
  let headers = outgoingFields(type, draft.headers);
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined && fieldValue(headers, name) === undefined)
      headers = [...headers, [name, value]];
  };
  if (type !== "http_proxy") {
    add("Accept", "application/json");
    add("User-Agent", `AmazonAPIGateway_${invocation.api.apiId}`);
    if (!/^(?:GET|HEAD|OPTIONS)$/.test(method))
      add("Content-Type", contentType ?? "application/json");
  }
  headers = withoutFields(headers, new Set(["x-amzn-trace-id", "x-amzn-apigateway-api-id"]));
  add("X-Amzn-Trace-Id", invocation.traceId);
  if (type === "http" || type === "http_proxy")
    add("X-Amzn-Apigateway-Api-Id", invocation.api.apiId);
  return headers;
}
