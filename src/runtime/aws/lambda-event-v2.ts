import { isJsonObject, type JsonObject } from "../../util/json.js";
import { mediaTypeEssence } from "../../util/media-type.js";
import { isDefaultRoute } from "./routes.js";
import { eventHeaders } from "./lambda-event.js";
import { type Fields, fieldValue } from "./fields.js";
import type { Invocation } from "./invocation.js";

/** The event of an integration in payload format 2.0 (API Gateway guide, "Payload format version"); what is absent is left out. */
export function proxyEventV2(invocation: Invocation): JsonObject {
  const { request, context, query, pathParameters, stageVariables } = invocation;
  const fields = eventHeaders(invocation);
  const cookies = fieldValue(fields, "cookie")?.split(/;\s*/);
  const headers = fields.filter(([name]) => name.toLowerCase() !== "cookie");
  const body = bodyOf(invocation);
  return {
    version: "2.0",
    routeKey: routeKeyOf(invocation),
    rawPath: invocation.stage === "$default" ? invocation.path : invocation.stagePath,
    rawQueryString: request.query,
    ...(cookies && { cookies }),
    headers: joined(headers.map(([name, value]) => [name.toLowerCase(), value])),
    ...(query.length > 0 && { queryStringParameters: joined(query) }),
    requestContext: contextOf(invocation, context),
    ...(body && { body: body.text }),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    isBase64Encoded: body?.isBase64 ?? false,
    ...(Object.keys(stageVariables).length > 0 && { stageVariables }),
  };
}

/** `GET /pets/{id}`, or `$default`. */
function routeKeyOf({ operation }: Invocation): string {
  return isDefaultRoute(operation) ? "$default" : operation.key;
}

function contextOf(invocation: Invocation, context: Readonly<Record<string, unknown>>): JsonObject {
  const { request, api, headers } = invocation;
  const { authorizer, domainName, domainPrefix, requestId, requestTime, requestTimeEpoch } =
    context;
  return {
    accountId: api.accountId,
    apiId: api.apiId,
    ...(isJsonObject(authorizer) && { authorizer: authorizerOf(authorizer) }),
    domainName: String(domainName),
    domainPrefix: String(domainPrefix),
    http: {
      method: request.method,
      path: invocation.stage === "$default" ? invocation.path : invocation.stagePath,
      protocol: "HTTP/1.1",
      sourceIp: request.remoteAddress.replace(/^::ffff:/, ""),
      userAgent: fieldValue(headers, "user-agent") ?? "",
    },
    requestId: String(requestId),
    routeKey: routeKeyOf(invocation),
    stage: invocation.stage,
    time: String(requestTime),
    timeEpoch: Number(requestTimeEpoch),
  };
}

/** What a JWT says, or what a function gave. */
function authorizerOf({ claims, scopes, principalId, ...context }: JsonObject): JsonObject {
  if (claims !== undefined) return { jwt: { claims, scopes: scopes ?? null } };
  const named = typeof principalId === "string" ? { principalId } : {};
  return { lambda: { ...named, ...context } };
}

function bodyOf({ request, headers }: Invocation) {
  if (request.body.length === 0) return undefined;
  const type = mediaTypeEssence(fieldValue(headers, "content-type") ?? "");
  const isText = /^text\/|json$|xml$|javascript$|^application\/x-www-form-urlencoded$/.test(type);
  return { text: request.body.toString(isText ? "utf8" : "base64"), isBase64: !isText };
}

/** Values of one name joined by commas. */
function joined(fields: Fields): Record<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of fields) {
    const known = values.get(name);
    values.set(name, known === undefined ? value : `${known},${value}`);
  }
  return Object.fromEntries(values);
}
