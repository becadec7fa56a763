import { expect, test } from "vitest";
import { importText } from "./import-text.js";

test("routes stand beside REST operations", () => {
  const { model, diagnostics } = importText(`
openapi: 3.0.3
info: { title: Toys, version: "1" }
paths:
  /toys: { get: { responses: { 200: { description: ok } } } }
x-gw-gen-websocket:
  routeSelection: $request.body.op
  routes:
    $connect:
      parameters: [{ name: token, in: query, required: true, schema: { type: string } }]
      security: [{ key: [] }]
    order:
      summary: Orders a toy
      message: { $ref: '#/components/schemas/Order' }
      reply: { payload: { $ref: '#/paths/~1toys/get/responses/200' }, name: done, correlationId: { location: '$message.payload#/id' } }
      integration: { type: AWS_PROXY, uri: arn }
    sold: { direction: receive, message: { type: object }, later: 1 }
    $default: null
components:
  schemas: { Order: { type: object } }
  securitySchemes: { key: { type: apiKey, in: query, name: k } }
`);
  expect(diagnostics.map(({ message }) => message)).toEqual(["`later` has no meaning here."]);
  expect(model?.extensions).toBeUndefined();
  expect(model?.websocket?.routeSelection).toBe("$request.body.op");
  expect(model?.websocket?.routes).toMatchObject([
    {
      key: "$connect",
      parameters: [{ name: "token", in: "query" }],
      security: [{ schemes: [{ name: "key" }] }],
    },
    {
      key: "order",
      direction: "send",
      message: { payload: { kind: "ref", name: "Order" } },
      reply: { name: "done", correlationId: "$message.payload#/id" },
      routeResponse: true,
      integration: { type: "aws_proxy", uri: "arn" },
    },
    { key: "sold", direction: "receive", unknown: [{ name: "later", value: 1 }] },
    { key: "$default", direction: "send" },
  ]);
  expect([...(model?.components.hoisted ?? [])]).toEqual(["ToysGet200"]);
});
