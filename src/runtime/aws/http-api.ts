import type { HttpApiCors } from "../../model/index.js";
import { type HttpRequest, type HttpResponse, headerValue, NO_BODY } from "../http/message.js";
import type { Fault, FaultType } from "./fault.js";

/** What HTTP APIs answer where REST APIs answer otherwise (API Gateway guide, "Working with HTTP APIs"). */
const HTTP_FAULTS: Partial<
  Readonly<Record<FaultType, readonly [status: number, message: string]>>
> = {
  MISSING_AUTHENTICATION_TOKEN: [404, "Not Found"],
  ACCESS_DENIED: [403, "Forbidden"],
  INTEGRATION_TIMEOUT: [503, "Service Unavailable"],
  INTEGRATION_FAILURE: [503, "Service Unavailable"],
  API_CONFIGURATION_ERROR: [500, "Internal Server Error"],
  AUTHORIZER_CONFIGURATION_ERROR: [500, "Internal Server Error"],
  AUTHORIZER_FAILURE: [500, "Internal Server Error"],
  REQUEST_TOO_LARGE: [413, "Request Entity Too Large"],
};

/** Answers a fault of an HTTP API, which has no gateway responses. */
export function httpFaultResponse(fault: Fault): HttpResponse {
  const [status, message] = HTTP_FAULTS[fault.fault] ?? [fault.status, fault.message];
  return {
    status,
    headers: ["Content-Type", "application/json"],
    body: Buffer.from(JSON.stringify({ message })),
  };
}

/** Answers a preflight request by the API's CORS settings, without any route; undefined when it is none. */
export function httpPreflight(
  cors: HttpApiCors | undefined,
  request: HttpRequest,
): HttpResponse | undefined {
  const asked = headerValue(request.headers, "access-control-request-method");
  if (!cors || request.method !== "OPTIONS" || asked === undefined) return undefined;
  const headers = originHeaders(cors, request);
  if (headers.length > 0) {
    const { allowMethods = [], allowHeaders = [], maxAge } = cors;
    if (allowMethods.length > 0) {
      headers.push("access-control-allow-methods", allowMethods.join(","));
    }
    if (allowHeaders.length > 0) {
      headers.push("access-control-allow-headers", allowHeaders.join(","));
    }
    if (maxAge !== undefined) headers.push("access-control-max-age", String(maxAge));
  }
  return { status: 204, headers, body: NO_BODY };
}

/** Puts the API's CORS headers in the place of the backend's own. */
export function withHttpCors(
  cors: HttpApiCors | undefined,
  request: HttpRequest,
  response: HttpResponse,
): HttpResponse {
  if (!cors) return response;
  const kept = response.headers.filter(
    (_, at, all) => !/^access-control-/i.test(all[at - (at % 2)] ?? ""),
  );
  return { ...response, headers: [...kept, ...originHeaders(cors, request)] };
}

function originHeaders(cors: HttpApiCors, request: HttpRequest): string[] {
  const origin = headerValue(request.headers, "origin");
  const allowed = cors.allowOrigins ?? [];
  if (origin === undefined || !allowed.some((one) => isAllowed(one, origin))) return [];
  const headers = ["access-control-allow-origin", allowed.includes("*") ? "*" : origin];
  if (cors.allowCredentials) headers.push("access-control-allow-credentials", "true");
  const exposed = cors.exposeHeaders ?? [];
  if (exposed.length > 0) headers.push("access-control-expose-headers", exposed.join(","));
  return headers;
}

/** `*` is any origin; `https://*` and `http://*` are those of a scheme. */
function isAllowed(pattern: string, origin: string): boolean {
  return pattern.endsWith("*") ? origin.startsWith(pattern.slice(0, -1)) : pattern === origin;
}
