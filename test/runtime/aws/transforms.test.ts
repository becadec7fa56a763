import { describe, expect, it } from "vitest";
import { apiOf, startDocument } from "../start-document.js";
import { startEchoServer } from "./echo-server.js";

const jsonBody = (schema: object): object => ({ content: { "application/json": { schema } } });

const ORDER = {
  parameters: [{ name: "dry", in: "query", schema: { type: "string" } }],
  requestBody: jsonBody({ type: "object" }),
  responses: { 200: { description: "", ...jsonBody({ type: "object" }) } },
};

const REQUEST = {
  body: {
    fields: { who: "$.customer.name", items: { each: "$.lines", value: "$item.sku" }, v: 2 },
  },
  headers: { "X-Caller": "$header.x-user" },
  query: { mode: { if: { from: "$query.dry", equals: "true" }, value: "dry", else: "real" } },
};

describe("transforms in the local gateway", () => {
  it("make the backend's request and the client's response", async () => {
    const backend = await startEchoServer();
    const operation = {
      ...ORDER,
      "x-amazon-apigateway-integration": {
        type: "http_proxy",
        httpMethod: "POST",
        uri: `${backend.url}/echo`,
      },
      "x-gw-gen-transform": {
        request: REQUEST,
        responses: {
          200: {
            status: 202,
            body: {
              fields: {
                sent: "$.json",
                mode: "$.args.mode",
                caller: "$.headers['x-caller']",
                missing: "$.nothing",
              },
            },
            headers: { "X-Mode": "$.args.mode" },
          },
        },
      },
    };
    const api = await startDocument(apiOf({ "/orders": { post: operation } }), { profile: "aws" });
    const answer = await fetch(`${api.url}/orders?dry=true`, {
      method: "POST",
      headers: { "content-type": "application/json", "X-User": 'O\'Neil "x"' },
      body: JSON.stringify({ customer: { name: "A\nB" }, lines: [{ sku: "s1" }, {}] }),
    });
    expect([answer.status, answer.headers.get("x-mode"), await answer.json()]).toEqual([
      202,
      "dry",
      { sent: { who: "A\nB", items: ["s1"], v: 2 }, mode: "dry", caller: 'O\'Neil "x"' },
    ]);
    await api.close();
    backend.close();
  });

  it("read an example of the backend's schema where no backend answers", async () => {
    const operation = {
      ...ORDER,
      "x-gw-gen-transform": {
        responses: { 200: { backend: "Row", body: { fields: { title: "$.NAME" } } } },
      },
    };
    const components = {
      schemas: { Row: { type: "object", properties: { NAME: { const: "lamp" } } } },
    };
    const api = await startDocument(apiOf({ "/rows": { get: operation } }, { components }), {
      profile: "aws",
    });
    const answer = await fetch(`${api.url}/rows`);
    expect([answer.status, await answer.json()]).toEqual([200, { title: "lamp" }]);
    await api.close();
  });
});
