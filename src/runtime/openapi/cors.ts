import { type HttpRequest, type HttpResponse, headerValue, NO_BODY } from "../http/message.js";

const METHODS = "GET,DELETE,HEAD,PATCH,POST,PUT,OPTIONS";
const ANYONE = [
  "access-control-allow-origin",
  "*",
  "access-control-allow-headers",
  "*",
  "access-control-allow-credentials",
  "true",
  "access-control-expose-headers",
  "*",
];

/** The headers that let a page of any origin read the answer (Fetch standard, "CORS protocol"). */
export function corsHeaders(request: HttpRequest): readonly string[] {
  const origin = headerValue(request.headers, "origin");
  if (origin === undefined) return ANYONE;
  return [
    "access-control-allow-origin",
    origin,
    "access-control-allow-headers",
    headerValue(request.headers, "access-control-request-headers") ?? "*",
    "access-control-allow-credentials",
    "true",
    "access-control-expose-headers",
    headerValue(request.headers, "access-control-expose-headers") ?? "*",
    "vary",
    "origin",
  ];
}

/** Whether a request asks for permission only. */
export function isPreflight(request: HttpRequest): boolean {
  return (
    request.method === "OPTIONS" &&
    request.headers.origin !== undefined &&
    request.headers["access-control-request-method"] !== undefined
  );
}

/** The answer to a preflight request. */
export function preflightResponse(request: HttpRequest): HttpResponse {
  const asked = headerValue(request.headers, "access-control-request-method");
  const methods = asked === undefined || METHODS.includes(asked) ? METHODS : `${METHODS},${asked}`;
  return {
    status: 204,
    headers: [...corsHeaders(request), "access-control-allow-methods", methods],
    body: NO_BODY,
  };
}
