import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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

describe("an HTTP API in front of a server", () => {
  it("changes requests and answers as its mappings say", async () => {
    const seen: unknown[] = [];
    const backend = createServer((request, response) => {
      seen.push([
        request.url,
        request.headers["x-one"],
        request.headers["x-two"],
        request.headers["x-three"],
      ]);
      response.writeHead(request.url?.startsWith("/missing") ? 404 : 200, {
        "x-kind": "a",
        "x-secret": "s",
      });
      response.end('{"id":7}');
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => backend.once("listening", resolve));
    const base = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
    const proxy = (uri: string, more: object) => ({
      responses: { default: { description: "" } },
      "x-amazon-apigateway-integration": {
        type: "http_proxy",
        httpMethod: "ANY",
        payloadFormatVersion: "1.0",
        uri: base + uri,
        ...more,
      },
    });
    const mapped = {
      requestParameters: {
        "append:header.x-one": "$request.header.X-Own",
        "overwrite:header.x-two": "lit-${context.stage}-${request.querystring.q}",
        "remove:header.x-three": "''",
        "append:querystring.added": "$request.path.id",
        "remove:querystring.q": "''",
        "overwrite:path": "/other/$request.path.id",
      },
      responseParameters: {
        200: {
          "overwrite:header.x-kind": "${response.header.x-kind}-$response.body.id",
          "append:header.x-new": "$context.stage",
          "remove:header.x-secret": "''",
          "overwrite:statuscode": "203",
        },
      },
    };
    const own = await startDocument(
      apiOf({
        "/mapped/{id}": { get: proxy("/ignored", mapped) },
        "/plain/{rest+}": { get: proxy("/{rest}", {}) },
      }),
      { integrations: "live", allowNet: ["127.0.0.1"] },
    );
    const headers = { "X-Own": "mine", "x-one": "first", "x-two": "gone", "x-three": "gone" };
    const answer = await fetch(`${own.url}/mapped/5?q=1&r=2`, { headers });
    const told = ["x-kind", "x-new", "x-secret"].map((name) => answer.headers.get(name));
    const plain = await fetch(`${own.url}/plain/missing/deep?q=1`);
    await own.close();
    backend.close();
    expect([answer.status, told, plain.status, plain.headers.get("x-secret")]).toEqual([
      203,
      ["a-7", "default", null],
      404,
      "s",
    ]);
    expect(seen).toEqual([
      ["/other/5?r=2&added=5", "first,mine", "lit-default-1", undefined],
      ["/missing/deep?q=1", undefined, undefined, undefined],
    ]);
  });
});

describe("an authorizer of an HTTP API", () => {
  const guarded = (more: object): object =>
    apiOf(
      { "/lamps/{id}": { get: { ...operation, security: [{ guard: [] }] } } },
      {
        components: {
          securitySchemes: {
            guard: {
              type: "apiKey",
              in: "header",
              name: "authorization",
              "x-amazon-apigateway-authorizer": {
                type: "request",
                identitySource: "$request.header.Authorization",
                authorizerUri: integration.uri.replace("lamps/", "guard/"),
                authorizerPayloadFormatVersion: "2.0",
                ...more,
              },
            },
          },
        },
      },
    );

  it("gets the event of format 2.0, and may answer in a word", async () => {
    const events: Record<string, unknown>[] = [];
    let seen: unknown;
    const own = await startDocument(guarded({ enableSimpleResponses: true }), {
      functions: {
        handlers: {
          guard: (received: unknown) => {
            events.push(received as Record<string, unknown>);
            const { identitySource } = received as { identitySource: string[] };
            return { isAuthorized: identitySource[0] === "ann", context: { name: "Ann" } };
          },
          lamps: (received: unknown) => {
            seen = (received as { requestContext: { authorizer: unknown } }).requestContext
              .authorizer;
            return {};
          },
        },
      },
    });
    const ask = async (authorization?: string): Promise<unknown> => {
      const answer = await fetch(`${own.url}/lamps/1`, {
        headers: authorization === undefined ? {} : { authorization },
      });
      return [answer.status, await answer.text()];
    };
    expect([await ask("ann"), await ask("eve"), await ask()]).toEqual([
      [200, "{}"],
      [403, '{"message":"Forbidden"}'],
      [401, '{"message":"Unauthorized"}'],
    ]);
    await own.close();
    expect(seen).toEqual({ lambda: { name: "Ann" } });
    expect(events[0]).toMatchObject({
      version: "2.0",
      type: "REQUEST",
      routeArn: expect.stringMatching(/^arn:aws:execute-api:.*\/default\/GET\/lamps\/1$/),
      identitySource: ["ann"],
      routeKey: "GET /lamps/{id}",
      rawPath: "/default/lamps/1",
      pathParameters: { id: "1" },
      requestContext: { http: { method: "GET" } },
    });
    expect(events[0]).not.toHaveProperty("isBase64Encoded");
  });

  it("may answer by a policy too", async () => {
    const own = await startDocument(guarded({}), {
      functions: {
        handlers: {
          guard: (received: unknown) => {
            const { routeArn: Resource } = received as { routeArn: string };
            const Statement = [{ Effect: "Allow", Action: "execute-api:Invoke", Resource }];
            return { principalId: "p", policyDocument: { Version: "2012-10-17", Statement } };
          },
          lamps: () => ({}),
        },
      },
    });
    const answer = await fetch(`${own.url}/lamps/1`, { headers: { authorization: "x" } });
    await own.close();
    expect(answer.status).toBe(200);
  });
});
