import type { Message, Route, Schema, WebSocketApi } from "../../model/index.js";
import type { Draft } from "../draft.js";
import { assign } from "../draft.js";
import type { ObjectReader } from "../object-reader.js";
import type { ChannelOperation } from "./channel-operations.js";
import { operationsOfVersion2, operationsOfVersion3 } from "./channel-operations.js";
import { connectRoute } from "./connect.js";
import type { RawMessage } from "./message.js";
import { fixedProperties, MessageReader } from "./message.js";

/** Reads the channels of a document as the routes of one WebSocket API. */
export function readWebSocket(
  root: ObjectReader,
  version: 2 | 3,
  servers: readonly ObjectReader[],
): WebSocketApi {
  const settings = root.object("x-gw-gen-websocket");
  const perspective = settings?.oneOf("perspective", ["server", "client"]) ?? "server";
  const operations =
    version === 2 ? operationsOfVersion2(root) : operationsOfVersion3(root, perspective);
  const selected = selectionProperty(operations);
  const reader = new MessageReader();
  const connect = connectRoute(root, operations, servers);
  const routes = operations.flatMap((operation) => routesOf(operation, selected, reader));
  const path = handshakePath(operations);
  return {
    ...(path !== undefined && { path }),
    location: root.at("channels"),
    routeSelection: settings?.text("routeSelection") ?? `$request.body.${selected ?? "action"}`,
    routes: [...(connect ? [connect] : []), ...mergeDirections(routes)],
  };
}

/** The address of the only channel, where it is a path and no topic: it begins with a slash or has `ws` bindings. */
function handshakePath(operations: readonly ChannelOperation[]): string | undefined {
  const channels = new Map(
    operations.map(({ channel, address }) => [channel.raw, { channel, address }]),
  );
  const addresses = [...channels.values()].filter(({ address }) => !address?.startsWith("$"));
  const [only, ...others] = addresses;
  const address = only?.address;
  if (!only || others.length > 0 || address === undefined || /^\/*$/.test(address))
    return undefined;
  if (address.startsWith("/")) return address;
  const isPath = only.channel.object("bindings")?.raw.ws !== undefined || address.includes("{");
  return isPath ? `/${address}` : undefined;
}

/** The property whose fixed values tell all messages apart that clients send; the first such one. */
function selectionProperty(operations: readonly ChannelOperation[]): string | undefined {
  const fixed = operations
    .filter(({ direction }) => direction !== "receive")
    .flatMap(({ messages }) => messages.map(fixedProperties));
  const [first, ...others] = fixed;
  if (!first) return undefined;
  for (const name of first.keys()) {
    const distinct = new Set(fixed.map((properties) => properties.get(name)));
    if (others.every((properties) => properties.has(name)) && distinct.size === fixed.length) {
      return name;
    }
  }
  return undefined;
}

function routesOf(
  operation: ChannelOperation,
  selected: string | undefined,
  reading: MessageReader,
): Route[] {
  const { messages, direction, reader, address } = operation;
  const reply = oneMessage(operation.replies, reading);
  const build = (message: RawMessage | undefined): Route => {
    const key = routeKey(operation, message, selected);
    const route: Draft<Route> = { kind: "route", location: reader.location, key, direction };
    assign(route, "summary", reader.text("summary"));
    assign(route, "description", reader.text("description"));
    assign(route, "deprecated", reader.flag("deprecated"));
    if (message) route.message = reading.read(message);
    if (reply) {
      route.reply = reply;
      route.routeResponse = true;
    }
    return route;
  };
  const isPredefined = address?.startsWith("$") ?? false;
  if (messages.length === 0 || isPredefined) return [build(messages[0])];
  return messages.map(build);
}

/** A key that the document gives, the fixed value that selects the route, the message's or the operation's name. */
function routeKey(
  { name, reader, address, messages }: ChannelOperation,
  message: RawMessage | undefined,
  selected: string | undefined,
): string {
  const given = message?.reader.text("x-gw-gen-route") ?? reader.text("x-gw-gen-route");
  if (given !== undefined) return given;
  if (address?.startsWith("$")) return address;
  const fixed = message && selected ? fixedProperties(message).get(selected) : undefined;
  return fixed ?? (messages.length > 1 ? message?.name : undefined) ?? name;
}

/** Several possible replies are one message whose payload is any of theirs. */
function oneMessage(messages: readonly RawMessage[], reading: MessageReader): Message | undefined {
  const [first, ...others] = messages.map((message) => reading.read(message));
  if (!first || others.length === 0) return first;
  const { location } = first;
  const payloads = [first, ...others].map(
    ({ payload }): Schema => payload ?? { kind: "boolean", location, value: true },
  );
  const ids = new Set([first, ...others].map(({ correlationId }) => correlationId));
  const [correlationId] = ids;
  return {
    location,
    payload: { kind: "schema", location, anyOf: payloads },
    ...(ids.size === 1 && correlationId !== undefined && { correlationId }),
  };
}

/** What is sent and received under one key with the same message is one route in both directions. */
function mergeDirections(routes: readonly Route[]): Route[] {
  const merged: Route[] = [];
  const byKey = new Map<string, number>();
  for (const route of routes) {
    const at = byKey.get(route.key);
    const before = at === undefined ? undefined : merged[at];
    const isSame = before?.message?.location.key === route.message?.location.key;
    if (at !== undefined && before && isSame && before.direction !== route.direction) {
      merged[at] = { ...before, direction: "both" };
      continue;
    }
    byKey.set(route.key, merged.length);
    merged.push(route);
  }
  return merged;
}
