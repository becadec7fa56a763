import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunningMock } from "../../../src/runtime/start.js";
import { systemSurroundings } from "../../../src/runtime/clock.js";
import { apiOf, startDocument } from "../start-document.js";

const integration = {
  type: "aws_proxy",
  httpMethod: "POST",
  payloadFormatVersion: "2.0",
  uri: "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:1:function:lamps/invocations",
};
const operation = {
  responses: { default: { description: "" } },
  "x-amazon-apigateway-integration": integration,
};
const DOCUMENT = apiOf(
  {
    "/lamps/{id}": { get: operation, post: operation },
    "/$default": { "x-amazon-apigateway-any-method": { ...operation, isDefaultRoute: true } },
  },
  {
    "x-amazon-apigateway-cors": {
      allowOrigins: ["https://shop.example"],
      allowMethods: ["GET", "POST"],
      allowHeaders: ["x-own"],
      exposeHeaders: ["etag"],
      maxAge: 60,
      allowCredentials: true,
    },
  },
);

let api: RunningMock;
let event: Record<string, unknown> = {};
let result: unknown;
beforeAll(async () => {
  const lamps = (received: unknown): unknown => {
    event = received as Record<string, unknown>;
    return result;
  };
  api = await startDocument(DOCUMENT, {
    functions: { handlers: { lamps } },
    surroundings: { ...systemSurroundings, now: () => Date.UTC(2026, 0, 2), uuid: () => "the-id" },
  });
});
afterAll(() => api.close());

describe("an HTTP API", () => {
  it("sends functions the event of format 2.0", async () => {
    result = {};
    await fetch(`${api.url}/lamps/7%20a?tag=a&tag=b&lit=`, {
      method: "POST",
      headers: {
        "X-Own": "1",
        cookie: "a=1; b=2",
        "content-type": "image/png",
        "user-agent": "me",
      },
      body: Buffer.from([0, 255]),
    });
    const { headers, requestContext, ...rest } = event as Record<string, Record<string, unknown>>;
    expect(rest).toEqual({
      version: "2.0",
      routeKey: "POST /lamps/{id}",
      rawPath: "/default/lamps/7%20a",
      rawQueryString: "tag=a&tag=b&lit=",
      cookies: ["a=1", "b=2"],
      queryStringParameters: { tag: "a,b", lit: "" },
      body: "AP8=",
      pathParameters: { id: "7%20a" },
      isBase64Encoded: true,
    });
    expect([headers?.["x-own"], headers?.["cookie"]]).toEqual(["1", undefined]);
    const { apiId: _, domainName: host, domainPrefix: __, ...context } = requestContext ?? {};
    expect([`http://${String(host)}`, context]).toEqual([
      api.url,
      {
        accountId: "123456789012",
        http: {
          method: "POST",
          path: "/default/lamps/7%20a",
          protocol: "HTTP/1.1",
          sourceIp: "127.0.0.1",
          userAgent: "me",
        },
        requestId: "the-id",
        routeKey: "POST /lamps/{id}",
        stage: "default",
        time: "02/Jan/2026:00:00:00 +0000",
        timeEpoch: Date.UTC(2026, 0, 2),
      },
    ]);
  });

  it.each([
    ["a text", "lit", [200, "application/json", "lit", []]],
    ["an object", { lit: true }, [200, "application/json", '{"lit":true}', []]],
    [
      "a response",
      {
        statusCode: 201,
        headers: { "content-type": "text/plain" },
        body: "bGl0",
        isBase64Encoded: true,
        cookies: ["a=1", "b=2"],
      },
      [201, "text/plain", "lit", ["a=1", "b=2"]],
    ],
    [
      "a wrong status",
      { statusCode: "no" },
      [500, "application/json", '{"message":"Internal Server Error"}', []],
    ],
  ])("takes %s for an answer", async (_, value, wanted) => {
    result = value;
    const answer = await fetch(`${api.url}/lamps/1`);
    const { status, headers } = answer;
    const text = await answer.text();
    expect([status, headers.get("content-type"), text, headers.getSetCookie()]).toEqual(wanted);
    expect([headers.has("apigw-requestid"), headers.has("x-amzn-requestid")]).toEqual([
      true,
      false,
    ]);
  });

  it("leads what no route matches to the default route, and without one to 404", async () => {
    result = {};
    await fetch(`${api.url}/elsewhere`, { method: "DELETE" });
    expect(event["routeKey"]).toBe("$default");
    const bare = await startDocument(apiOf({ "/lamps": { get: operation } }));
    const answer = await fetch(`${bare.url}/elsewhere`);
    const text = await answer.text();
    await bare.close();
    expect([answer.status, text]).toEqual([404, '{"message":"Not Found"}']);
  });

  it("answers preflight requests itself and puts its own CORS headers in place", async () => {
    const preflight = (origin: string) =>
      fetch(`${api.url}/lamps/1`, {
        method: "OPTIONS",
        headers: { origin, "access-control-request-method": "GET" },
      });
    const granted = async (answer: Promise<Response>): Promise<unknown> => {
      const { status, headers } = await answer;
      const own = [...headers].filter(([name]) => name.startsWith("access-control-"));
      return [status, Object.fromEntries(own)];
    };
    result = { statusCode: 200, headers: { "Access-Control-Allow-Origin": "*" }, body: "" };
    const shop = { origin: "https://shop.example" };
    expect([
      await granted(preflight("https://shop.example")),
      await granted(preflight("https://evil.example")),
      await granted(fetch(`${api.url}/lamps/1`, { headers: shop })),
    ]).toEqual([
      [
        204,
        {
          "access-control-allow-origin": "https://shop.example",
          "access-control-allow-credentials": "true",
          "access-control-expose-headers": "etag",
          "access-control-allow-methods": "GET,POST",
          "access-control-allow-headers": "x-own",
          "access-control-max-age": "60",
        },
      ],
      [204, {}],
      [
        200,
        {
          "access-control-allow-origin": "https://shop.example",
          "access-control-allow-credentials": "true",
          "access-control-expose-headers": "etag",
        },
      ],
    ]);
  });
});
