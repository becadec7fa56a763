import { expect, test } from "vitest";
import type { Route } from "../../src/model/index.js";
import type { ImportResult } from "../../src/importer/index.js";
import { importText } from "./import-text.js";

const codes = (result: ImportResult) => result.diagnostics.map(({ code }) => code);
const routes = (result: ImportResult) =>
  (result.model?.websocket?.routes ?? []).map(
    ({ key, direction, message, reply }: Route) =>
      `${direction} ${key} ${message?.name ?? "-"} ${reply?.name ?? "-"}`,
  );

test("AsyncAPI 2: publish is what clients send, subscribe what they receive", () => {
  const result = importText(`
asyncapi: 2.6.0
info: { title: Chat, version: "1" }
servers:
  live: { url: chat.example/ws, protocol: wss, security: [{ key: [] }] }
channels:
  /room/{room}:
    parameters: { room: { description: which, schema: { type: string } } }
    bindings: { ws: { query: { type: object, required: [token], properties: { token: { type: string } } } } }
    publish: { operationId: say, message: { oneOf: [{ $ref: '#/components/messages/Say' }, { $ref: '#/components/messages/Leave' }] } }
    subscribe: { operationId: hear, message: { name: Said, payload: { type: object, properties: { act: { const: said } } } } }
  $disconnect:
    publish: { message: { payload: {} } }
components:
  securitySchemes: { key: { type: httpApiKey, in: query, name: k } }
  messages:
    Say:
      traits: [{ headers: { type: object }, summary: trait }]
      summary: own
      payload: { $ref: '#/components/schemas/Say' }
      correlationId: { location: '$message.payload#/id' }
      examples: [{ name: hi, payload: { act: say } }]
    Leave: { payload: { type: object, properties: { act: { type: string, enum: [leave] } } } }
  schemas:
    Say: { type: object, discriminator: act, properties: { act: { const: say }, id: { type: string } } }
`);
  expect(codes(result)).toEqual([]);
  expect(result.model?.servers).toMatchObject([{ name: "live", url: "wss://chat.example/ws" }]);
  expect(result.model?.websocket?.routeSelection).toBe("$request.body.action");
  expect(routes(result)).toEqual([
    "send $connect - -",
    "send Say Say -",
    "send Leave Leave -",
    "receive hear Said -",
    "send $disconnect - -",
  ]);
  const [connect, say] = result.model?.websocket?.routes ?? [];
  expect(connect?.parameters).toMatchObject([
    { name: "room", in: "path", required: true },
    { name: "token", in: "query", required: true },
  ]);
  expect(connect?.security).toEqual([{ schemes: [{ name: "key", scopes: [] }] }]);
  expect(result.model?.components.securitySchemes.get("key")).toMatchObject({
    kind: "apiKey",
    in: "query",
    name: "k",
  });
  expect(say?.message).toMatchObject({
    summary: "own",
    headers: { types: ["object"] },
    payload: { kind: "ref", name: "Say" },
    correlationId: "$message.payload#/id",
    examples: [{ name: "hi", value: { act: "say" } }],
  });
});

const version3 = `
asyncapi: 3.0.0
info: { title: Chat, version: "1", tags: [{ name: talk }] }
servers: { live: { host: chat.example, pathname: /ws, protocol: wss, security: [{ $ref: '#/components/securitySchemes/token' }] } }
channels:
  main:
    address: /
    messages:
      say: { payload: { type: object, properties: { act: { const: say } } } }
      leave: { payload: { type: object, properties: { act: { const: leave } } } }
      said: { payload: { schemaFormat: application/schema+json;version=draft-07, schema: { type: object } } }
      raw: { payload: { schemaFormat: application/vnd.apache.avro, schema: {} } }
operations:
  onSay:
    action: receive
    channel: { $ref: '#/channels/main' }
    messages: [{ $ref: '#/channels/main/messages/say' }]
    reply: { channel: { $ref: '#/channels/main' }, messages: [{ $ref: '#/channels/main/messages/said' }, { $ref: '#/channels/main/messages/raw' }] }
  onLeave: { action: receive, channel: { $ref: '#/channels/main' }, messages: [{ $ref: '#/channels/main/messages/leave' }] }
  tell: { action: send, channel: { $ref: '#/channels/main' }, messages: [{ $ref: '#/channels/main/messages/said' }] }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
`;

test("AsyncAPI 3: the server's operations, turned to the client's view, with replies", () => {
  const result = importText(version3);
  expect(codes(result)).toEqual(["schema-format-unknown"]);
  expect(result.model?.websocket?.routeSelection).toBe("$request.body.act");
  expect(routes(result)).toEqual([
    "send $connect - -",
    "send say say -",
    "send leave leave -",
    "receive tell said -",
  ]);
  expect(result.model?.tags.map(({ name }) => name)).toEqual(["talk"]);
  const say = result.model?.websocket?.routes[1];
  expect(say?.routeResponse).toBe(true);
  expect(say?.reply?.payload).toMatchObject({
    anyOf: [{ types: ["object"] }, { kind: "boolean", value: true }],
  });
});

test("AsyncAPI 3: a document of the client's, and a selection of its own", () => {
  const own = "x-gw-gen-websocket: { perspective: client, routeSelection: $request.body.op }\n";
  const result = importText(version3 + own);
  expect(result.model?.websocket?.routeSelection).toBe("$request.body.op");
  expect(routes(result).slice(1)).toEqual([
    "receive onSay say -",
    "receive onLeave leave -",
    "send tell said -",
  ]);
});

test("another version of AsyncAPI is refused", () => {
  expect(codes(importText("asyncapi: 1.2.0\n"))).toEqual(["unsupported-version"]);
});
