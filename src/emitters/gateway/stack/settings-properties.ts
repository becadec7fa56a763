import type { MethodSettings } from "../../../model/index.js";
import { definedMembers, type JsonObject } from "../../../util/json.js";

/** A stage's settings of methods as CloudFormation writes them (`AWS::ApiGateway::Stage MethodSetting`). */
export function methodSettingProperties(
  place: { readonly path: string; readonly method: string },
  { rate, burst, cache, logging, dataTrace, metrics }: MethodSettings,
): JsonObject {
  return definedMembers({
    ResourcePath: place.path,
    HttpMethod: place.method,
    ThrottlingRateLimit: rate,
    ThrottlingBurstLimit: burst,
    CachingEnabled: cache?.enabled,
    CacheTtlInSeconds: cache?.ttl,
    CacheDataEncrypted: cache?.encrypted,
    LoggingLevel: logging?.toUpperCase(),
    DataTraceEnabled: dataTrace,
    MetricsEnabled: metrics,
  });
}

/** Settings of a route of a WebSocket API (`AWS::ApiGatewayV2::Stage RouteSettings`). */
export function routeSettingProperties({
  rate,
  burst,
  logging,
  dataTrace,
  metrics,
}: MethodSettings): JsonObject {
  return definedMembers({
    ThrottlingRateLimit: rate,
    ThrottlingBurstLimit: burst,
    LoggingLevel: logging?.toUpperCase(),
    DataTraceEnabled: dataTrace,
    DetailedMetricsEnabled: metrics,
  });
}

/** A path as a method setting names it: slashes are `~1`, the root alone stays. */
export function encodedPath(path: string): string {
  return path === "/" ? path : `/${path.replaceAll("/", "~1")}`;
}

/** Whether a stage says anything of all of its methods. */
export function saysSomething(settings: MethodSettings): boolean {
  return Object.keys(settings).length > 0;
}

/** An access log of everything that finds a request again, as one line of JSON. */
export const ACCESS_LOG_FORMAT = JSON.stringify({
  requestId: "$context.requestId",
  ip: "$context.identity.sourceIp",
  requestTime: "$context.requestTime",
  httpMethod: "$context.httpMethod",
  resourcePath: "$context.resourcePath",
  status: "$context.status",
  protocol: "$context.protocol",
  responseLength: "$context.responseLength",
  responseLatency: "$context.responseLatency",
  integrationStatus: "$context.integrationStatus",
  error: "$context.error.message",
});

/** The same for WebSocket APIs, where a request is a message on a connection. */
export const SOCKET_ACCESS_LOG_FORMAT = JSON.stringify({
  requestId: "$context.requestId",
  ip: "$context.identity.sourceIp",
  requestTime: "$context.requestTime",
  eventType: "$context.eventType",
  routeKey: "$context.routeKey",
  connectionId: "$context.connectionId",
  status: "$context.status",
  integrationStatus: "$context.integrationStatus",
  error: "$context.error.message",
});

/** The same for HTTP APIs, which name the route in place of the resource. */
export const HTTP_ACCESS_LOG_FORMAT = ACCESS_LOG_FORMAT.replace(
  '"resourcePath":"$context.resourcePath"',
  '"routeKey":"$context.routeKey"',
);
