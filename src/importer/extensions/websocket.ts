import type { Message, Route, WebSocketApi } from "../../model/index.js";
import { MessageReader } from "../asyncapi/message.js";
import type { Draft } from "../draft.js";
import { assign } from "../draft.js";
import { memberSet } from "../member-set.js";
import type { ObjectReader } from "../object-reader.js";
import type { DialectParts } from "../parts.js";
import { readSecurity } from "../security.js";
import { readerAt } from "../shared.js";
import { isJsonObject } from "../../util/json.js";
import { readIntegration } from "./integration.js";

/** The document's member that holds routes. */
export const WEBSOCKET_MEMBER = "x-gw-gen-websocket";

const routeMembers = memberSet(
  "direction summary description deprecated message reply parameters security apiKeyRequired " +
    "modelSelection integration",
);
const socketMembers = memberSet("routeSelection routes servers");

/**
 * Reads the WebSocket routes that stand beside REST operations: by key, each with the schemas of its message and
 * reply (or messages with a `payload`), parameters and security of `$connect`, and its integration.
 */
export function readWebSocketRoutes(
  root: ObjectReader,
  parts: DialectParts,
): WebSocketApi | undefined {
  const reader = root.object(WEBSOCKET_MEMBER);
  if (!reader) return undefined;
  const messages = new MessageReader();
  const routes = (reader.members("routes") ?? []).flatMap((member): Route[] => {
    const empty = member.value === null ? { ...member, value: {} } : member;
    const route = readerAt(empty, root.scope);
    return route ? [readRoute(member.name, route, parts, messages)] : [];
  });
  const api: Draft<WebSocketApi> = {
    location: reader.location,
    routeSelection: reader.text("routeSelection") ?? "$request.body.action",
    routes,
  };
  if (reader.raw.servers !== undefined) api.servers = parts.servers(reader);
  reader.keepRest(api, socketMembers);
  return api;
}

function readRoute(
  key: string,
  reader: ObjectReader,
  parts: DialectParts,
  messages: MessageReader,
): Route {
  const direction = reader.oneOf("direction", ["send", "receive", "both"]) ?? "send";
  const route: Draft<Route> = { kind: "route", location: reader.location, key, direction };
  assign(route, "summary", reader.text("summary"));
  assign(route, "description", reader.text("description"));
  assign(route, "deprecated", reader.flag("deprecated"));
  assign(route, "message", messageAt(reader, "message", messages));
  assign(route, "reply", messageAt(reader, "reply", messages));
  if (route.reply) route.routeResponse = true;
  if (reader.raw.parameters !== undefined) route.parameters = parts.inputs(reader, []).parameters;
  assign(route, "security", readSecurity(reader));
  assign(route, "apiKeyRequired", reader.flag("apiKeyRequired"));
  assign(route, "modelSelection", reader.text("modelSelection"));
  assign(route, "integration", readIntegration(reader, "integration"));
  reader.keepRest(route, routeMembers);
  return route;
}

/** A message with a payload, or the schema of one. */
function messageAt(owner: ObjectReader, key: string, messages: MessageReader): Message | undefined {
  const value = owner.raw[key];
  if (value === undefined || value === null) return undefined;
  const { scope } = owner;
  if (isJsonObject(value) && value.payload !== undefined) {
    const reader = owner.object(key);
    return reader && messages.read({ reader, name: reader.text("name") });
  }
  const location = owner.at(key);
  return { location, payload: scope.run.schemas.read(value, location, scope) };
}
