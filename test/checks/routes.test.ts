import { expect, it } from "vitest";
import { checkText, openapi } from "./check-text.js";

const routes = (text: string): string =>
  openapi(`paths: {}
x-gw-gen-websocket:
  routes:
${text}`);

it("tells which routes nothing reaches, and which messages no route takes", async () => {
  const spec = routes(`
    order: { message: { type: object, properties: { action: { const: buy } } } }
    sell: { message: { type: object, properties: { action: { type: string, enum: [sell, offer] } } } }
    fine: { message: { type: object } }
    $ping: {}
`);
  expect(await checkText(spec)).toEqual([
    [
      "route-unreachable",
      "/x-gw-gen-websocket/routes/order",
      "No message reaches the route `order`: its messages have `action` `buy`.",
    ],
    [
      "route-missing",
      "/x-gw-gen-websocket/routes/order/message",
      "Messages with `action: buy` are described, but no route takes them.",
    ],
    [
      "route-missing",
      "/x-gw-gen-websocket/routes/sell/message",
      "Messages with `action: offer` are described, but no route takes them.",
    ],
    ["route-key-unknown", "/x-gw-gen-websocket/routes/$ping", "`$ping` is no predefined route."],
  ]);
});

it("is content with a default route, and finds keys that overlap", async () => {
  expect(
    await checkText(
      routes(`
    sell: { message: { type: object, properties: { action: { type: string, enum: [sell, offer] } } } }
    $default: {}
`),
    ),
  ).toEqual([]);
  const overlapping = `
asyncapi: 3.0.0
info: { title: T, version: "1" }
servers: { s: { host: e.example.com, protocol: wss } }
channels:
  c:
    address: /
    messages:
      a: { x-gw-gen-route: same, payload: { type: object, properties: { n: { type: integer } } } }
      b: { x-gw-gen-route: same, payload: { type: string } }
operations:
  one: { action: receive, channel: { $ref: '#/channels/c' } }
`;
  const found = await checkText(overlapping);
  expect(found.filter(([code]) => code.startsWith("route"))).toEqual([
    [
      "route-overlap",
      "/operations/one",
      "The route `same` is described more than once in one direction.",
    ],
  ]);
});

it("looks into messages, and knows what routes use", async () => {
  const spec = openapi(`paths: {}
x-gw-gen-websocket:
  routes:
    $connect: { security: [{ token: [] }, { lost: [] }], parameters: [{ $ref: "#/components/parameters/Room" }] }
    order: { message: { $ref: "#/components/schemas/Order" }, reply: { type: object, required: [lost], properties: { found: { type: string } } } }
components:
  securitySchemes: { token: { type: http, scheme: bearer }, other: { type: http, scheme: basic } }
  parameters: { Room: { name: room, in: query, schema: { type: string } } }
  schemas:
    Order: { type: object, properties: { action: { type: string } } }
    Lone: { type: string }
`);
  const found = (await checkText(spec)).map(([code, place]) => [code, place]);
  expect(found).toEqual([
    ["security-scheme-undefined", "/x-gw-gen-websocket/routes/$connect"],
    ["required-not-described", "/x-gw-gen-websocket/routes/order/reply"],
    ["security-scheme-unused", "/components/securitySchemes/other"],
    ["schema-unused", "/components/schemas/Lone"],
  ]);
});
