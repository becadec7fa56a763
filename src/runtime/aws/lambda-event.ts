import type { JsonValue } from "../../util/json.js";
import { isBinaryMediaType } from "./binary.js";
import { type Fields, fieldValue, multiValues, singleValues, withField } from "./fields.js";
import type { Invocation } from "./invocation.js";

/** The event of a Lambda proxy integration in payload format 1.0 (API Gateway guide, "Input format of a Lambda function for proxy integration"). */
export function proxyEvent(invocation: Invocation, binaryMediaTypes: readonly string[]): JsonValue {
  const { request, context, operation, query } = invocation;
  const headers = eventHeaders(invocation);
  const contentType = fieldValue(headers, "content-type");
  const isBinary =
    request.body.length > 0 &&
    isBinaryMediaType(contentType ?? "application/json", binaryMediaTypes);
  const body =
    request.body.length === 0 ? null : request.body.toString(isBinary ? "base64" : "utf8");
  return {
    resource: operation.path.raw,
    path: invocation.path,
    httpMethod: request.method,
    headers: orNull(singleValues(headers)),
    multiValueHeaders: orNull(multiValues(headers)),
    queryStringParameters: orNull(singleValues(query)),
    multiValueQueryStringParameters: orNull(multiValues(query)),
    pathParameters: orNull(invocation.pathParameters),
    stageVariables: orNull(invocation.stageVariables),
    requestContext: context as { readonly [name: string]: JsonValue },
    body,
    isBase64Encoded: isBinary,
  };
}

/** The headers that functions and REQUEST authorizers see. */
export function eventHeaders(invocation: Invocation): Fields {
  const { request, headers, traceId } = invocation;
  const before = fieldValue(headers, "x-forwarded-for");
  const client = request.remoteAddress.replace(/^::ffff:/, "");
  const port = /:(\d+)$/.exec(fieldValue(headers, "host") ?? "")?.[1] ?? "443";
  let fields = withField(headers, "X-Amzn-Trace-Id", traceId);
  fields = withField(
    fields,
    "X-Forwarded-For",
    before === undefined ? client : `${before}, ${client}`,
  );
  fields = withField(fields, "X-Forwarded-Port", port);
  return withField(fields, "X-Forwarded-Proto", port === "443" ? "https" : "http");
}

function orNull<T extends object>(map: T): T | null {
  return Object.keys(map).length > 0 ? map : null;
}
