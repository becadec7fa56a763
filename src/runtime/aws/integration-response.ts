import type { Integration, IntegrationResponse, IntegrationType } from "../../model/index.js";
import { isJsonObject, type JsonValue } from "../../util/json.js";
import { parseMappingTarget } from "../../expression/mapping-target.js";
import type { BackendAnswer } from "./backend.js";
import { convertResponse, firstAccept, isBinaryMediaType, type Payload } from "./binary.js";
import { fault, type Fault, isFault } from "./fault.js";
import { type Fields, fieldValue, withField } from "./fields.js";
import { mapHttpResponse } from "./http-api-mapping.js";
import type { TemplateOrigins } from "./integration-type.js";
import { type Invocation, isProxy } from "./invocation.js";
import { mappedValues } from "./mapping.js";
import { type Overrides, render, type TemplateObserver, responseTemplate } from "./templates.js";

/** The response of a method before its headers are remapped. */
export interface MethodResponse {
  readonly status: number;
  readonly headers: Fields;
  readonly body: Payload;
}

/** What a method response is made from. */
export interface IntegrationResponseInput {
  readonly invocation: Invocation;
  readonly integration: Integration;
  readonly type: IntegrationType;
  readonly answer: BackendAnswer;
  readonly binaryMediaTypes: readonly string[];
  readonly overrides: Overrides;
  readonly origins: TemplateOrigins;
  readonly observer?: TemplateObserver;
}

/** Makes the client's response of a backend's answer: choice by pattern, mappings, template, overrides. */
export function makeMethodResponse(input: IntegrationResponseInput): MethodResponse | Fault {
  const { answer, type } = input;
  if (isProxy(type)) {
    const response = proxied(input);
    const { integration, invocation } = input;
    return isFault(response) || type !== "http_proxy"
      ? response
      : mapHttpResponse(integration, invocation, answer, response);
  }
  const chosen = chooseResponse(input.integration.responses ?? [], answer.selector);
  if (!chosen) return fault("API_CONFIGURATION_ERROR");
  const payload = convert(input, chosen.contentHandling);
  if (isFault(payload)) return payload;
  const text = typeof payload === "string" ? payload : undefined;
  const mapped = mapHeaders(input, chosen, text);
  if (isFault(mapped)) return mapped;
  const accept = firstAccept(fieldValue(input.invocation.headers, "accept"));
  const template = responseTemplate(chosen.templates ?? [], accept);
  let body: Payload = payload;
  if (template) {
    if (text === undefined) return fault("API_CONFIGURATION_ERROR");
    const rendered = render(template, text, input);
    if (isFault(rendered)) return rendered;
    body = rendered;
  } else if (type === "mock") body = "";
  const headers =
    fieldValue(mapped, "content-type") === undefined
      ? withField(mapped, "Content-Type", template?.mediaType ?? "application/json")
      : mapped;
  const status = typeof chosen.statusCode === "string" ? Number(chosen.statusCode) : 200;
  return applyOverrides({ status, headers, body }, input.overrides);
}

/** Patterns must match the whole text; an empty one and `default` take what is left. */
function chooseResponse(
  responses: readonly IntegrationResponse[],
  selector: string,
): IntegrationResponse | undefined {
  const isDefault = ({ pattern }: IntegrationResponse): boolean =>
    pattern === "" || pattern === "default";
  return (
    responses.find((one) => !isDefault(one) && matches(one.pattern, selector)) ??
    responses.find(isDefault)
  );
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, "s").test(text);
  } catch {
    return false;
  }
}

function convert(
  { answer, invocation, binaryMediaTypes }: IntegrationResponseInput,
  handling: IntegrationResponse["contentHandling"],
): Payload | Fault {
  const contentType = fieldValue(answer.headers, "content-type");
  const isBinary = isBinaryMediaType(contentType ?? "application/json", binaryMediaTypes);
  const accept = firstAccept(fieldValue(invocation.headers, "accept"));
  const wants = isBinaryMediaType(accept ?? "application/json", binaryMediaTypes)
    ? "binary"
    : "text";
  return convertResponse(answer.body, isBinary, wants, handling);
}

function mapHeaders(
  { invocation, answer }: IntegrationResponseInput,
  chosen: IntegrationResponse,
  body: string | undefined,
): Fields | Fault {
  let headers: Fields = [];
  for (const mapping of chosen.parameters ?? []) {
    const target = parseMappingTarget(mapping.target);
    if (target?.of !== "response" || target.in !== "header") continue;
    const response = { headers: answer.headers, body };
    const values = mappedValues(mapping, { invocation, body: undefined, response });
    if (isFault(values)) return values;
    if (values.length > 0) headers = withField(headers, target.name, values.join(","));
  }
  return headers;
}

function applyOverrides(
  response: MethodResponse,
  { response: overrides }: Overrides,
): MethodResponse {
  let { headers, status } = response;
  const members = overrides.header;
  if (isJsonObject(members)) {
    for (const [name, value] of Object.entries(members)) {
      const values = (Array.isArray(value) ? value : [value]).map((one: JsonValue) => String(one));
      headers = withField(headers, name, values[0] ?? "");
      for (const more of values.slice(1)) headers = [...headers, [name, more]];
    }
  }
  const wanted = Number(overrides.status);
  if (overrides.status !== undefined && Number.isInteger(wanted) && wanted >= 100 && wanted <= 599)
    status = wanted;
  return { ...response, headers, status };
}

/** A proxy's answer goes out as it is; bytes become base64 where neither side is binary to the API. */
function proxied({ answer }: IntegrationResponseInput): MethodResponse {
  return { status: answer.status, headers: answer.headers, body: answer.body };
}
