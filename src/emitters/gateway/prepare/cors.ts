import type {
  ApiModel,
  Gateway,
  GatewayResponse,
  Header,
  HttpApiCors,
  Integration,
  Named,
  Operation,
  ParameterMapping,
  Response,
} from "../../../model/index.js";
import { diagnostic } from "../diagnostics.js";
import type { Preparation } from "./preparation.js";

type Cors = HttpApiCors;
type Location = Operation["location"];

const ORIGIN = "Access-Control-Allow-Origin";
const CREDENTIALS = "Access-Control-Allow-Credentials";
const EXPOSED = "Access-Control-Expose-Headers";
const DEFAULT_HEADERS = "Content-Type,Authorization,X-Amz-Date,X-Api-Key,X-Amz-Security-Token";

/**
 * Gives each path of a REST API an OPTIONS method that answers preflights from a mock, and CORS headers to the
 * responses that the gateway makes itself (API Gateway guide, "CORS for REST APIs"). HTTP APIs do this on their own.
 */
export function addCors(model: ApiModel, run: Preparation): ApiModel {
  const cors = model.gateway?.cors;
  if (run.isHttp || !cors || !model.gateway) return model;
  const { cors: _, ...gateway } = model.gateway;
  const paths = new Map<string, Operation[]>();
  for (const operation of model.operations) {
    paths.set(operation.path.raw, [...(paths.get(operation.path.raw) ?? []), operation]);
  }
  const operations = [...paths.values()].flatMap((siblings): Operation[] => {
    const [first] = siblings;
    const own = siblings.map((operation) => withHeaders(operation, cors, run));
    const answers = siblings.some(({ method }) => method === "OPTIONS" || method === "ANY");
    return first && !answers ? [...own, preflight(first, siblings, cors)] : own;
  });
  return { ...model, operations, gateway: withErrorHeaders(gateway, cors, run) };
}

function preflight(first: Operation, siblings: readonly Operation[], cors: Cors): Operation {
  const { location, path, pathItem, parameters } = first;
  const methods = cors.allowMethods ?? [...siblings.map(({ method }) => method), "OPTIONS"];
  const values: [string, string][] = [
    ["Access-Control-Allow-Methods", methods.join(",")],
    ["Access-Control-Allow-Headers", cors.allowHeaders?.join(",") ?? DEFAULT_HEADERS],
    ...staticOrigin(cors),
    ...(cors.maxAge === undefined
      ? []
      : [["Access-Control-Max-Age", String(cors.maxAge)] satisfies [string, string]]),
  ];
  const names = [...values.map(([name]) => name), ...(isEchoed(cors) ? echoedNames(cors) : [])];
  const integration: Integration = {
    location,
    type: "mock",
    passthroughBehavior: "when_no_match",
    requestTemplates: [{ location, mediaType: "application/json", text: '{"statusCode": 204}' }],
    responses: [
      {
        location,
        pattern: "default",
        statusCode: "204",
        parameters: values.map(([name, value]) => headerMapping(name, value, location)),
        ...(isEchoed(cors) && {
          templates: [{ location, mediaType: "application/json", text: echo(cors) }],
        }),
      },
    ],
  };
  return {
    kind: "operation",
    location,
    key: `OPTIONS ${path.raw}`,
    method: "OPTIONS",
    path,
    tags: [],
    summary: "CORS preflight",
    parameters: parameters.filter(({ in: place }) => place === "path"),
    responses: [{ status: "204", response: declare(emptyResponse(location), names) }],
    security: [],
    pathItem,
    gateway: { integration },
  };
}

function emptyResponse(location: Location): Response {
  return { kind: "response", location, description: "What browsers may ask for" };
}

/** Adds the headers to what the integration answers; a proxy's answer is its own. */
function withHeaders(operation: Operation, cors: Cors, run: Preparation): Operation {
  const { gateway, location } = operation;
  const integration = gateway?.integration;
  if (!integration) return operation;
  if (integration.type === "http_proxy" || integration.type === "aws_proxy") {
    run.tell(operation, "gateway-cors-backend", []);
    return operation;
  }
  const mappings = [...staticOrigin(cors), ...exposed(cors)].map(([name, value]) =>
    headerMapping(name, value, location),
  );
  const responses = (integration.responses ?? []).map((response) => ({
    ...response,
    parameters: [...(response.parameters ?? []), ...mappings],
    ...(isEchoed(cors) && {
      templates: (response.templates ?? []).map((template) => ({
        ...template,
        text: typeof template.text === "string" ? `${echo(cors)}${template.text}` : template.text,
      })),
    }),
  }));
  const names = [
    ...[...staticOrigin(cors), ...exposed(cors)].map(([name]) => name),
    ...(isEchoed(cors) ? echoedNames(cors) : []),
  ];
  const used = new Set(responses.map(({ statusCode }) => statusCode));
  return {
    ...operation,
    responses: operation.responses.map(({ status, response }) => ({
      status,
      response: used.has(status) ? declare(response, names) : response,
    })),
    gateway: { ...gateway, integration: { ...integration, responses } },
  };
}

function withErrorHeaders(gateway: Gateway, cors: Cors, run: Preparation): Gateway {
  if (isEchoed(cors)) {
    run.diagnostics.push(diagnostic("gateway-cors-origins", cors.location, []));
    return gateway;
  }
  const { location } = cors;
  const existing = gateway.gatewayResponses ?? [];
  const added = ["DEFAULT_4XX", "DEFAULT_5XX"].flatMap((name): Named<GatewayResponse>[] => {
    if (existing.some((response) => response.name === name)) return [];
    const parameters = staticOrigin(cors).map(([header, value]) =>
      mapping(`gatewayresponse.header.${header}`, value, location),
    );
    return [{ name, value: { location, parameters } }];
  });
  return { ...gateway, gatewayResponses: [...existing, ...added] };
}

/** Several origins, or any with credentials: the answer names the one that asks. */
function isEchoed({ allowOrigins = ["*"], allowCredentials = false }: Cors): boolean {
  return allowOrigins.length > 1 || (allowCredentials && allowOrigins.includes("*"));
}

function staticOrigin(cors: Cors): [string, string][] {
  if (isEchoed(cors)) return [];
  const { allowOrigins: [origin = "*"] = [] } = cors;
  return [[ORIGIN, origin], ...(cors.allowCredentials ? [[CREDENTIALS, "true"]] : [])] as [
    string,
    string,
  ][];
}

function exposed({ exposeHeaders = [] }: Cors): [string, string][] {
  return exposeHeaders.length > 0 ? [[EXPOSED, exposeHeaders.join(",")]] : [];
}

function echoedNames(cors: Cors): string[] {
  return [ORIGIN, ...(cors.allowCredentials ? [CREDENTIALS] : [])];
}

/** Sets the headers for the origin of the request when it is allowed. */
function echo({ allowOrigins = ["*"], allowCredentials }: Cors): string {
  const origins = allowOrigins.filter((origin) => /^[^\s"$#\\]+$/.test(origin));
  const allowed = origins.includes("*")
    ? '$origin != ""'
    : origins.map((origin) => `$origin == "${origin}"`).join(" || ");
  const credentials = allowCredentials
    ? `#set($context.responseOverride.header.${CREDENTIALS} = "true")`
    : "";
  return (
    '#set($origin = $input.params().header.get("origin"))' +
    '#if($origin == "")#set($origin = $input.params().header.get("Origin"))#end' +
    `#if(${allowed})#set($context.responseOverride.header.${ORIGIN} = $origin)${credentials}#end`
  );
}

function headerMapping(name: string, value: string, location: Location): ParameterMapping {
  return mapping(`method.response.header.${name}`, value, location);
}

function mapping(target: string, value: string, location: Location): ParameterMapping {
  return { location, target, source: `'${value}'`, expression: { kind: "static", value } };
}

/** A response with these headers, those that it describes already aside. */
function declare(response: Response, names: readonly string[]): Response {
  const headers = response.headers ?? [];
  const known = new Set(headers.map(({ name }) => name.toLowerCase()));
  const { location } = response;
  const header: Header = {
    kind: "header",
    location,
    schema: { kind: "schema", types: ["string"], location },
  };
  const added = names.filter((name) => !known.has(name.toLowerCase()));
  const { component: _, ...own } = response;
  return { ...own, headers: [...headers, ...added.map((name) => ({ name, value: header }))] };
}
