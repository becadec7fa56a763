import type { Message, Operation, Route, WebSocketApi } from "../../model/index.js";
import { compareOperation, operationPlace } from "./compare-operation.js";
import type { CompareContext } from "./context.js";

/** Adds what changed in the WebSocket part: routes as operations of the clients, events as operations of the server. */
export function compareRoutes(context: CompareContext): void {
  const { websocket: old } = context.old;
  const { websocket: next } = context.new;
  compareSent(context, sentOperations(old), sentOperations(next));
  compareEvents(context, eventOperations(old), eventOperations(next));
  if (!old || !next || old.routeSelection === next.routeSelection) return;
  const place = { subject: "gateway", places: { old: old.location, new: next.location } };
  context.add("gateway", place, {
    aspect: "route-selection",
    effect: "changed",
    before: old.routeSelection,
    after: next.routeSelection,
  });
}

type Operations = ReadonlyMap<string, Operation>;

function compareSent(context: CompareContext, old: Operations, next: Operations): void {
  for (const [key, before] of old) {
    const after = next.get(key);
    const place = operationPlace(before, after);
    if (after) compareOperation(context, { old: before, new: after }, place);
    else context.add("operation-removed", place, { deprecated: before.deprecated ?? false });
  }
  for (const [key, after] of next) {
    if (!old.has(key)) context.add("operation-added", operationPlace(undefined, after), {});
  }
}

function compareEvents(context: CompareContext, old: Operations, next: Operations): void {
  for (const [key, before] of old) {
    const after = next.get(key);
    const place = operationPlace(before, after);
    if (after) compareOperation(context, { old: before, new: after }, place, "server");
    else {
      const details = { name: key, what: "event", action: "removed" } as const;
      context.add("webhook", { ...place, flow: "response" }, details);
    }
  }
  for (const [key, after] of next) {
    if (old.has(key)) continue;
    const place = operationPlace(undefined, after);
    const details = { name: key, what: "event", action: "added" } as const;
    context.add("webhook", { ...place, flow: "response" }, details);
  }
}

/** The routes that clients send to, the handshake among them, by key. */
function sentOperations(websocket: WebSocketApi | undefined): Operations {
  const sent = (websocket?.routes ?? []).filter(({ direction, key }) => {
    return direction !== "receive" && key !== "$disconnect";
  });
  return new Map(sent.map((route) => [route.key, operationOf(route, "ROUTE")]));
}

function eventOperations(websocket: WebSocketApi | undefined): Operations {
  const received = (websocket?.routes ?? []).filter(({ direction }) => direction !== "send");
  return new Map(received.map((route) => [route.key, operationOf(route, "EVENT")]));
}

/** A route in the form of an operation: its message is the body, its reply the answer. */
function operationOf(route: Route, method: "ROUTE" | "EVENT"): Operation {
  const { key, location, message, reply, parameters, security, deprecated } = route;
  const body = message && contentOf(message);
  const hasReply = method === "ROUTE" && reply !== undefined;
  return {
    kind: "operation",
    key: `${method} ${key}`,
    method,
    path: { raw: key, segments: [] },
    tags: [],
    parameters: parameters ?? [],
    ...(body && {
      requestBody: { kind: "requestBody", location, required: true, content: body },
    }),
    responses: hasReply
      ? [{ status: "200", response: { kind: "response", location, content: contentOf(reply) } }]
      : [],
    ...(security && { security }),
    ...(deprecated !== undefined && { deprecated }),
    location,
    pathItem: { location },
  };
}

type Content = NonNullable<Operation["requestBody"]>["content"];

function contentOf({ location, payload, contentType }: Message): Content {
  const name = contentType ?? "application/json";
  return [{ kind: "mediaType", location, name, ...(payload && { schema: payload }) }];
}
