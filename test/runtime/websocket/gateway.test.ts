import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { MockOptions, RunningMock } from "../../../src/runtime/start.js";
import { startYaml, TestClient, until } from "./socket-fixture.js";

const running: RunningMock[] = [];
const clients: TestClient[] = [];
afterEach(async () => {
  for (const { socket } of clients.splice(0)) socket.terminate();
  for (const mock of running.splice(0)) await mock.close();
});

const HEAD = `
openapi: 3.0.1
info: { title: Chat, version: "1" }
paths: {}
`;
const lambda = (name: string): string =>
  `{ type: aws_proxy, httpMethod: POST, uri: "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:${name}/invocations" }`;

async function start(routes: string, options: MockOptions = {}): Promise<RunningMock> {
  const mock = await startYaml(`${HEAD}x-gw-gen-websocket:\n  routes:\n${routes}`, options);
  running.push(mock);
  return mock;
}

async function client(mock: RunningMock, path = "", options = {}): Promise<TestClient> {
  const made = new TestClient(`${mock.url.replace("http", "ws")}${path}`, options);
  clients.push(made);
  return made.open();
}

const refusal = (opening: Promise<unknown>): Promise<string> =>
  opening.then(
    () => "open",
    (error: Error) => error.message,
  );

describe("messages", () => {
  it("go to the route that they name, else to $default, else come back as an error frame", async () => {
    const mock = await start(`
    greet:
      reply: { payload: { type: object, example: { hello: world } } }
`);
    const one = await client(mock);
    one.send({ action: "greet" });
    await until(() => one.texts.length === 1);
    one.send({ action: "other" });
    one.send("no json");
    one.send({ action: "$connect" });
    await until(() => one.texts.length === 4);
    expect(one.messages[0]).toEqual({ hello: "world" });
    expect(one.texts[1]).toMatch(
      /^\{"message": "Forbidden", "connectionId":"[\w-]{15}=", "requestId":"[\w-]{15}="\}$/,
    );
    const words = one.messages.slice(1).map((frame) => (frame as { message: string }).message);
    expect(words).toEqual(["Forbidden", "Forbidden", "Forbidden"]);
  });

  it("reach functions as the gateway's events, and what these answer goes back on two-way routes alone", async () => {
    const events: { requestContext: Record<string, unknown>; [name: string]: unknown }[] = [];
    const handler = (event: unknown): object => {
      events.push(event as (typeof events)[number]);
      return { statusCode: 200, body: "answer" };
    };
    const mock = await start(
      `
    $connect: { integration: ${lambda("chat")} }
    $disconnect: { integration: ${lambda("chat")} }
    ask: { integration: ${lambda("chat")}, reply: { payload: {} } }
    $default: { integration: ${lambda("chat")} }
`,
      { functions: { handlers: { chat: handler } } },
    );
    const one = await client(mock, "/default?room=a&room=b", { headers: { "X-Own": "1" } });
    one.send({ action: "ask" });
    one.send("text");
    await until(() => one.texts.length === 1 && events.length === 3);
    one.socket.close(4001, "bye");
    await until(() => events.length === 4);
    expect(one.texts).toEqual(["answer"]);
    const kinds = events.map(({ requestContext }) => [
      requestContext["eventType"],
      requestContext["routeKey"],
    ]);
    expect(kinds).toEqual([
      ["CONNECT", "$connect"],
      ["MESSAGE", "ask"],
      ["MESSAGE", "$default"],
      ["DISCONNECT", "$disconnect"],
    ]);
    const [connect, ask, rest, end] = events;
    expect(connect).toMatchObject({
      queryStringParameters: { room: "b" },
      multiValueQueryStringParameters: { room: ["a", "b"] },
      headers: { "X-Own": "1" },
      isBase64Encoded: false,
    });
    expect(connect).not.toHaveProperty("body");
    expect(ask).toMatchObject({ body: '{"action":"ask"}', isBase64Encoded: false });
    expect(ask).not.toHaveProperty("headers");
    expect(rest?.["body"]).toBe("text");
    expect(end?.requestContext).toMatchObject({
      disconnectStatusCode: 4001,
      disconnectReason: "bye",
    });
    expect(new Set(events.map(({ requestContext }) => requestContext["connectionId"])).size).toBe(
      1,
    );
    expect(Object.keys(ask?.requestContext ?? {}).sort()).toEqual(
      "apiId connectedAt connectionId domainName eventType extendedRequestId identity messageDirection messageId requestContext requestId requestTime requestTimeEpoch routeKey stage"
        .split(" ")
        .filter((name) => name !== "requestContext"),
    );
  });

  it("fail by an error frame, and the connection stays open", async () => {
    const mock = await start(
      `
    broken: { integration: ${lambda("broken")} }
    slow: { integration: { type: http_proxy, httpMethod: POST, uri: "http://127.0.0.1:9/", timeoutInMillis: 50 } }
    refused: { integration: ${lambda("refused")}, reply: { payload: {} } }
    ok: { reply: { payload: { type: string, example: fine } } }
`,
      {
        functions: {
          handlers: {
            broken: () => {
              throw new Error("no");
            },
            refused: () => ({ statusCode: 403, body: "secret" }),
          },
        },
      },
    );
    const one = await client(mock);
    for (const action of ["broken", "slow", "refused", "ok"]) one.send({ action });
    await until(() => one.texts.length === 3);
    const words = one.messages.map((frame) =>
      typeof frame === "string" ? frame : (frame as { message: string }).message,
    );
    expect(words.sort()).toEqual(["Internal server error", "Internal server error", "fine"]);
    expect(one.close).toBeUndefined();
  });

  it("pass through templates both ways, chosen by expressions, with mappings", async () => {
    const bodies: string[] = [];
    const backend = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk: Buffer) => (text += chunk.toString()));
      request.on("end", () => {
        bodies.push(`${request.headers["x-who"] ?? ""} ${text}`);
        response.writeHead(request.url === "/bad" ? 422 : 200, { "x-kind": "cold" });
        response.end('{"n":1}');
      });
    });
    await new Promise<void>((resolve) => backend.listen(0, "127.0.0.1", resolve));
    const { port } = backend.address() as AddressInfo;
    const mock = await start(`
    tell:
      reply: { payload: {} }
      integration:
        type: http
        httpMethod: POST
        uri: http://127.0.0.1:${port}/ok
        templateSelectionExpression: \${request.body.kind}
        requestParameters: { integration.request.header.x-who: route.request.body.name }
        requestTemplates:
          short: '{"short": $input.json("$.name")}'
          \\$default: '{"long": "$context.routeKey"}'
        responses:
          $default: { statusCode: 200, responseTemplates: { application/json: 'all' } }
          /4\\d\\d/: { statusCode: 200, responseTemplates: { application/json: 'bad $input.path("$.n")' } }
    fail:
      reply: { payload: {} }
      integration:
        type: http
        httpMethod: POST
        uri: http://127.0.0.1:${port}/bad
        responses:
          $default: { statusCode: 200 }
          /4\\d\\d/: { statusCode: 200, responseTemplates: { application/json: 'bad $input.path("$.n")' } }
    mocked:
      reply: { payload: {} }
      integration:
        type: mock
        requestTemplates: { $default: '{"statusCode": 200}' }
        responses: { $default: { statusCode: 200, responseTemplates: { $default: '{"id":"$context.connectionId"}' } } }
`);
    const one = await client(mock);
    one.send({ action: "tell", kind: "short", name: "ann" });
    await until(() => one.texts.length === 1);
    one.send({ action: "tell", kind: "?", name: "bob" });
    await until(() => one.texts.length === 2);
    one.send({ action: "fail" });
    await until(() => one.texts.length === 3);
    one.send({ action: "mocked" });
    await until(() => one.texts.length === 4);
    backend.close();
    expect(bodies).toEqual(['ann {"short": "ann"}', 'bob {"long": "tell"}', ' {"action":"fail"}']);
    expect(one.texts.slice(0, 3)).toEqual(["all", "all", "bad 1"]);
    expect(JSON.parse(one.texts[3] ?? "")).toEqual({ id: mock.sockets?.ids()[0] });
  });

  it("are checked against the route's model, throttled, and selected by nested paths", async () => {
    const mock = await startYaml(`${HEAD}
x-gw-gen-websocket:
  routeSelection: \${request.body.head.op}
  routes:
    add:
      message: { type: object, required: [n], properties: { n: { type: integer } } }
      reply: { payload: { type: string, example: added } }
`);
    running.push(mock);
    const one = await client(mock);
    one.send({ head: { op: "add" }, n: 1 });
    await until(() => one.texts.length === 1);
    one.send({ head: { op: "add" }, n: "x" });
    await until(() => one.texts.length === 2);
    expect(one.messages[0]).toBe("added");
    expect(one.messages[1]).toMatchObject({ message: "Bad request body" });
  });
});

describe("handshakes", () => {
  it("wait for the integration of $connect, which may refuse or choose a subprotocol", async () => {
    let let_in: (() => void) | undefined;
    const mock = await start(`    $connect: { integration: ${lambda("gate")} }\n`, {
      functions: {
        handlers: {
          gate: async (event: unknown) => {
            const { queryStringParameters: query } = event as {
              queryStringParameters?: { as?: string };
            };
            if (query?.as === "wait") await new Promise<void>((resolve) => (let_in = resolve));
            if (query?.as === "throw") throw new Error("no");
            const statusCode = query?.as === "stranger" ? 403 : 200;
            return { statusCode, headers: { "Sec-WebSocket-Protocol": "v2" } };
          },
        },
      },
    });
    const url = mock.url.replace("http", "ws");
    const waiting = new TestClient(`${url}/?as=wait`, {}, ["v1", "v2"]);
    clients.push(waiting);
    const opened = waiting.open();
    await until(() => let_in !== undefined);
    expect(waiting.socket.readyState).toBe(0);
    let_in?.();
    await opened;
    expect(waiting.socket.protocol).toBe("v2");
    expect(await refusal(client(mock, "/?as=stranger"))).toBe("refused with 403");
    expect(await refusal(client(mock, "/?as=throw"))).toBe("refused with 502");
  });

  it("pass the authorizer, the API key and what the description requires", async () => {
    const mock = await startYaml(
      `${HEAD}
components:
  securitySchemes:
    guard:
      type: apiKey
      in: query
      name: auth
      x-amazon-apigateway-authtype: custom
      x-amazon-apigateway-authorizer:
        type: request
        identitySource: route.request.querystring.auth
        authorizerUri: arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:1:function:guard/invocations
x-gw-gen-websocket:
  routes:
    $connect:
      security: [{ guard: [] }]
      parameters: [{ name: room, in: query, required: true, schema: { type: string } }]
    who:
      reply: { payload: {} }
      integration:
        type: mock
        requestTemplates: { $default: '{"statusCode": 200}' }
        responses: { $default: { statusCode: 200, responseTemplates: { $default: '"$context.authorizer.name"' } } }
`,
      {
        functions: {
          handlers: {
            guard: (event: unknown) => {
              const { methodArn, queryStringParameters } = event as {
                methodArn: string;
                queryStringParameters: { auth: string };
              };
              const Effect = queryStringParameters.auth === "ann" ? "Allow" : "Deny";
              return {
                principalId: "p",
                policyDocument: {
                  Version: "2012-10-17",
                  Statement: [{ Effect, Action: "execute-api:Invoke", Resource: methodArn }],
                },
                context: { name: queryStringParameters.auth },
              };
            },
          },
        },
      },
    );
    running.push(mock);
    expect(await refusal(client(mock, "/"))).toBe("refused with 401");
    expect(await refusal(client(mock, "/?auth=eve&room=1"))).toBe("refused with 403");
    expect(await refusal(client(mock, "/?auth=ann"))).toBe("refused with 400");
    const one = await client(mock, "/?auth=ann&room=1");
    one.send({ action: "who" });
    await until(() => one.texts.length === 1);
    expect(one.messages).toEqual(["ann"]);
  });

  it("are throttled", async () => {
    const websocket = { connectThrottle: { rate: 0, burst: 2 } };
    const mock = await start("    $default:\n", { websocket });
    await client(mock);
    await client(mock);
    expect(await refusal(client(mock))).toBe("refused with 429");
  });
});

describe("connections", () => {
  it("end when they are idle, or old", async () => {
    const idle = await start("    $default:\n", { websocket: { idleMs: 40 } });
    const one = await client(idle);
    await until(() => one.close !== undefined);
    expect(one.close).toEqual({ code: 1001, reason: "Going away" });
    const old = await start("    $default:\n", { websocket: { lifetimeMs: 60 } });
    const two = await client(old);
    const timer = setInterval(() => two.send("x"), 10);
    await until(() => two.close !== undefined);
    clearInterval(timer);
    expect(two.close).toEqual({ code: 1001, reason: "Going away" });
  });

  it("get what a scenario says", async () => {
    const websocket = {
      scenario: [
        { event: "news", after: 10, every: 5, times: 2 },
        { on: "shout", message: { shouted: true }, to: "all" as const },
      ],
    };
    const mock = await start(
      "    news: { direction: receive, message: { type: object, example: { headline: h } } }\n    shout:\n",
      { websocket },
    );
    const one = await client(mock);
    const two = await client(mock);
    await until(() => one.texts.length === 2 && two.texts.length === 2);
    one.send({ action: "shout" });
    await until(() => one.texts.length === 3 && two.texts.length === 3);
    expect(two.messages).toEqual([{ headline: "h" }, { headline: "h" }, { shouted: true }]);
  });
});
