import type { JsonObject, JsonValue } from "../../util/json.js";
import type { Surroundings } from "../clock.js";
import { multiValues, singleValues } from "../aws/fields.js";
import { type ApiIdentity, clfTime, type Invocation } from "../aws/invocation.js";
import type { Peer } from "./live-connection.js";

/** What happens on a connection. */
export interface SocketMoment {
  readonly type: "CONNECT" | "MESSAGE" | "DISCONNECT";
  readonly routeKey: string;
  readonly connectionId: string;
  readonly connectedAt: number;
  readonly peer: Peer;
  /** How a connection ended. */
  readonly close?: { readonly code: number; readonly reason: string };
}

/** `$context` of a WebSocket route, which is the `requestContext` of events too. */
export function socketContext(
  { type, routeKey, connectionId, connectedAt, peer, close }: SocketMoment,
  api: Pick<ApiIdentity, "apiId">,
  stage: string,
  surroundings: Surroundings,
): Record<string, unknown> {
  const now = surroundings.now();
  const requestId = shortId(surroundings);
  const { userAgent, sourceIp, domainName, authorizer } = peer;
  const { apiId } = api;
  if (type === "MESSAGE" && !authorizer) {
    // Written out: this is made for each message, and spreading costs several times as much.
    return {
      routeKey,
      messageId: shortId(surroundings),
      eventType: type,
      extendedRequestId: requestId,
      requestTime: clfTime(now),
      messageDirection: "IN",
      stage,
      connectedAt,
      requestTimeEpoch: now,
      identity: { userAgent, sourceIp },
      requestId,
      domainName,
      connectionId,
      apiId,
    };
  }
  return {
    routeKey,
    ...(close && { disconnectStatusCode: close.code, disconnectReason: close.reason }),
    ...(type === "MESSAGE" && { messageId: shortId(surroundings) }),
    eventType: type,
    extendedRequestId: requestId,
    requestTime: clfTime(now),
    messageDirection: "IN",
    stage,
    connectedAt,
    requestTimeEpoch: now,
    identity: { userAgent, sourceIp },
    requestId,
    domainName,
    connectionId,
    apiId,
    ...(authorizer && { authorizer }),
  };
}

/** Ids of one process differ in what is counted, those of several in what is left to chance. */
let prefix = "";
let counted = 0;

function shortId(surroundings: Surroundings): string {
  counted = (counted + 1) % 32 ** 6;
  if (prefix === "" || counted === 0) {
    prefix = Buffer.from(surroundings.hex(7), "hex").toString("base64url").slice(0, 9);
  }
  return `${prefix}${counted.toString(32).padStart(6, "0")}=`;
}

/** The event of a Lambda proxy integration (`APIGatewayProxyWebsocketEventV2`; on `$connect` with the handshake's headers and query). */
export function socketEvent(invocation: Invocation, body: string | undefined): JsonValue {
  const { context, headers, query, stageVariables } = invocation;
  const requestContext = context as JsonObject;
  const variables = Object.keys(stageVariables).length > 0 ? { stageVariables } : undefined;
  if (context.eventType !== "CONNECT") {
    const isBase64Encoded = false;
    if (body !== undefined && !variables) return { requestContext, body, isBase64Encoded };
    return {
      requestContext,
      ...variables,
      ...(body !== undefined && { body }),
      isBase64Encoded,
    };
  }
  return {
    headers: singleValues(headers),
    multiValueHeaders: multiValues(headers),
    ...(query.length > 0 && {
      queryStringParameters: singleValues(query),
      multiValueQueryStringParameters: multiValues(query),
    }),
    requestContext,
    ...variables,
    isBase64Encoded: false,
  };
}

/** The frame by which the gateway tells that a message came to nothing. */
export function errorFrame(message: string, context: Readonly<Record<string, unknown>>): string {
  const { connectionId, requestId } = context;
  const text = JSON.stringify(message);
  return `{"message": ${text}, "connectionId":${JSON.stringify(connectionId)}, "requestId":${JSON.stringify(requestId)}}`;
}
