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
    sell: { message: { type: object, properties: { action: { enum: [sell, offer] } } } }
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
    sell: { message: { type: object, properties: { action: { enum: [sell, offer] } } } }
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
