import type { ApiModel, GatewayResponse, Named } from "../../model/index.js";
import type { HttpRequest, HttpResponse } from "../http/message.js";
import { parseMappingTarget } from "../../expression/mapping-target.js";
import type { Fault } from "./fault.js";
import { type Fields, fieldsOf, fieldValue } from "./fields.js";
import { pathValue } from "./mapping.js";

/** What templates of gateway responses may name. */
export interface GatewayResponseSources {
  readonly request: HttpRequest;
  readonly context: Readonly<Record<string, unknown>>;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: Fields;
}

const DEFAULT_TEMPLATE = '{"message":$context.error.messageString}';

/**
 * Answers a fault by the API's gateway responses: the one of its type, else `DEFAULT_4XX` or `DEFAULT_5XX`,
 * else the built-in. Their templates are plain substitution, not VTL.
 */
export function gatewayResponse(
  model: ApiModel,
  fault: Fault,
  sources: GatewayResponseSources,
): HttpResponse {
  const own = find(model.gateway?.gatewayResponses, fault.fault);
  const common = find(
    model.gateway?.gatewayResponses,
    fault.status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX",
  );
  const response = own ?? common;
  const written = Number(response?.statusCode);
  const status =
    response?.statusCode !== undefined && Number.isInteger(written) ? written : fault.status;
  const read = reader(fault, sources);
  const [mediaType, template] = chooseTemplate(response, sources.request);
  const headers = [
    "Content-Type",
    mediaType,
    "x-amzn-ErrorType",
    fault.errorType,
    ...mappedHeaders(response, read),
  ];
  return { status, headers, body: Buffer.from(substitute(template, read)) };
}

function find(
  list: readonly Named<GatewayResponse>[] | undefined,
  type: string,
): GatewayResponse | undefined {
  return list?.find(({ name }) => name === type)?.value;
}

function chooseTemplate(
  response: GatewayResponse | undefined,
  request: HttpRequest,
): readonly [mediaType: string, text: string] {
  const templates = response?.templates ?? [];
  const accept = fieldValue(fieldsOf(request.rawHeaders), "accept")?.split(/[,;]/, 1)[0]?.trim();
  const chosen =
    templates.find(({ name }) => name === accept) ??
    templates.find(({ name }) => name === "application/json") ??
    templates[0];
  if (!chosen || typeof chosen.value !== "string") return ["application/json", DEFAULT_TEMPLATE];
  return [chosen.name, chosen.value];
}

type Read = (name: string) => string | undefined;

function reader(fault: Fault, sources: GatewayResponseSources): Read {
  const { message, validation } = fault;
  const error = {
    message,
    messageString: JSON.stringify(message),
    responseType: fault.fault,
    validationErrorString: validation ?? message,
  };
  const context = { ...sources.context, error };
  const headers = fieldsOf(sources.request.rawHeaders);
  return (name) => {
    const [root = "", ...steps] = name.split(".");
    if (root === "context") return textOf(pathValue(context, steps));
    if (root === "stageVariables") return sources.stageVariables[steps.join(".")];
    const match =
      /^method\.request\.(header|path|querystring|multivalueheader|multivaluequerystring)\.(.+)$/.exec(
        name,
      );
    const key = match?.[2] ?? "";
    if (match?.[1]?.endsWith("header")) return fieldValue(headers, key);
    if (match?.[1] === "path") return sources.pathParameters[key];
    return match ? fieldValue(sources.query, key) : undefined;
  };
}

function substitute(template: string, read: Read): string {
  return template.replaceAll(
    VARIABLE,
    (whole: string, braced: string | undefined, plain: string | undefined) =>
      read(braced ?? plain ?? whole) ?? "",
  );
}

const VARIABLE =
  /\$\{((?:context|stageVariables|method\.request)\.[\w.-]+)\}|\$((?:context|stageVariables|method\.request)\.[\w.-]*\w)|(?<![\w.$])method\.request\.\w+\.[\w-]+/g;

function mappedHeaders(response: GatewayResponse | undefined, read: Read): string[] {
  const flat: string[] = [];
  for (const { target, source } of response?.parameters ?? []) {
    const place = parseMappingTarget(target);
    if (place?.of !== "gatewayResponse" || place.in !== "header" || typeof source !== "string")
      continue;
    const value = /^'(.*)'$/s.exec(source)?.[1] ?? read(source);
    if (value !== undefined) flat.push(place.name, value);
  }
  return flat;
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
