import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { ApiModel } from "../../../src/model/index.js";
import type { MockOptions, RunningMock } from "../../../src/runtime/start.js";
import { startDocument } from "../start-document.js";
import { TestClient, until } from "./socket-fixture.js";

const running: RunningMock[] = [];
const clients: TestClient[] = [];
const backends: Server[] = [];
afterEach(async () => {
  for (const { socket } of clients.splice(0)) socket.terminate();
  for (const mock of running.splice(0)) await mock.close();
  for (const backend of backends.splice(0)) backend.close();
});

const lambda = (name: string): string =>
  `{ type: aws_proxy, httpMethod: POST, uri: "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:1:function:${name}/invocations" }`;

async function start(
  websocket: string,
  options: MockOptions = {},
  adjust?: (model: ApiModel) => ApiModel,
): Promise<RunningMock> {
  const text = `
openapi: 3.0.1
info: { title: Rules, version: "1" }
paths: {}
x-gw-gen-websocket:
${websocket}`;
  const mock = await startDocument(parse(text), options, adjust);
  running.push(mock);
  return mock;
}

async function client(mock: RunningMock, path = "/default"): Promise<TestClient> {
  const made = new TestClient(mock.url.replace("http", "ws") + path);
  clients.push(made);
  return made.open();
}

async function backend(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  backends.push(server);
  await new Promise((resolve) => server.once("listening", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const wordOf = (frame: unknown): unknown => (frame as { message?: unknown }).message;

describe("routes", () => {
  it("are selected by numbers, nested members and joined values, but by nothing else", async () => {
    const routes = `
  routes:
    "7": { reply: { payload: { type: string, example: seven } } }
    a-true: { reply: { payload: { type: string, example: joined } } }
    $default: { reply: { payload: { type: string, example: default } } }
`;
    const mock = await start(`  routeSelection: "\${request.body.head.op}"${routes}`);
    const one = await client(mock);
    const answers: unknown[] = [];
    for (const op of [7, "7", { x: 1 }, ["7"], null, "$connect", "$default"]) {
      const before = one.texts.length;
      one.send({ head: { op } });
      await until(() => one.texts.length > before);
      answers.push(one.messages.at(-1));
    }
    expect(answers).toEqual(["seven", "seven", ...Array.from({ length: 5 }, () => "default")]);
    const joined = await start(
      `  routeSelection: "\${request.body.a}-\${request.body.b}"${routes}`,
    );
    const two = await client(joined);
    two.send({ a: "a", b: true });
    two.send({ a: "a" });
    await until(() => two.texts.length === 2);
    expect([...two.messages].sort()).toEqual(["default", "joined"]);
  });

  it("of proxies are checked by the model that their selection names, before the backend", async () => {
    let calls = 0;
    const mock = await start(
      `
  routes:
    add:
      modelSelection: $default
      message: { type: object, required: [n] }
      reply: { payload: {} }
      integration: ${lambda("add")}
`,
      {
        functions: {
          handlers: {
            add: () => {
              calls += 1;
              return { statusCode: 200, body: "added" };
            },
          },
        },
      },
    );
    const one = await client(mock);
    one.send({ action: "add" });
    await until(() => one.texts.length === 1);
    one.send({ action: "add", n: 1 });
    await until(() => one.texts.length === 2);
    const [refused = "", answer] = one.texts;
    expect([wordOf(JSON.parse(refused)), answer, calls]).toEqual(["Bad request body", "added", 1]);
  });

  it("end in an error frame when the backend takes too long, and the connection stays", async () => {
    const url = await backend(() => undefined);
    const mock = await start(`
  routes:
    slow: { integration: { type: http_proxy, httpMethod: POST, uri: "${url}/", timeoutInMillis: 50 } }
`);
    const one = await client(mock);
    one.send({ action: "slow" });
    await until(() => one.texts.length === 1);
    expect([wordOf(one.messages[0]), one.close]).toEqual(["Endpoint request timed out", undefined]);
  });

  it("have throttles of their own in a stage", async () => {
    const mock = await start(
      `
  routes:
    often: { reply: { payload: { type: string, example: fine } } }
    rare: { reply: { payload: { type: string, example: fine } } }
`,
      { stage: "prod" },
      (model) => ({
        ...model,
        stages: [
          {
            name: "prod",
            location: model.location,
            variables: [],
            defaults: { rate: 0, burst: 3 },
            overrides: [],
            routeOverrides: [{ name: "rare", value: { rate: 0, burst: 1 } }],
          },
        ],
      }),
    );
    const one = await client(mock, "/prod");
    for (const action of ["rare", "rare", "often", "often", "often", "often"]) {
      const before = one.texts.length;
      one.send({ action });
      await until(() => one.texts.length > before);
    }
    const told = one.messages.map((frame) => (typeof frame === "string" ? frame : wordOf(frame)));
    expect(told).toEqual([
      "fine",
      "Too Many Requests",
      "fine",
      "fine",
      "fine",
      "Too Many Requests",
    ]);
  });
});

describe("$connect", () => {
  it("maps query, headers, context, stage variables and constants to its backend", async () => {
    const seen: unknown[] = [];
    const url = await backend((request, response) => {
      const { a, b, c, d, e, f } = request.headers;
      seen.push({ url: request.url, a, b, c, d, e, f });
      response.end();
    });
    const mock = await start(
      `
  routes:
    $connect:
      integration:
        type: http
        httpMethod: POST
        uri: "${url}/{room}"
        requestParameters:
          integration.request.path.room: route.request.querystring.room
          integration.request.querystring.all: route.request.multivaluequerystring.room
          integration.request.header.a: route.request.header.X-Own
          integration.request.header.b: route.request.multivalueheader.X-Own
          integration.request.header.c: context.eventType
          integration.request.header.d: stageVariables.color
          integration.request.header.e: "'constant'"
          integration.request.header.f: route.request.querystring.none
        requestTemplates: { $default: "{}" }
`,
      { stage: "prod" },
      (model) => ({
        ...model,
        stages: [
          {
            name: "prod",
            location: model.location,
            variables: [{ name: "color", value: "blue" }],
            defaults: {},
            overrides: [],
          },
        ],
      }),
    );
    const made = new TestClient(`${mock.url.replace("http", "ws")}/prod?room=r1&room=r2`, {
      headers: { "X-Own": "mine" },
    });
    clients.push(made);
    await made.open();
    expect(seen).toEqual([
      {
        url: "/r2?all=r1&all=r2",
        a: "mine",
        b: "mine",
        c: "CONNECT",
        d: "blue",
        e: "constant",
        f: undefined,
      },
    ]);
  });

  it("is not there for @connections before it has ended", async () => {
    const statuses: number[] = [];
    let base = "";
    const mock = await start(`\n  routes: { $connect: { integration: ${lambda("gate")} } }\n`, {
      websocket: { signedManagement: false },
      functions: {
        handlers: {
          gate: async (event: unknown) => {
            const { connectionId } = (event as { requestContext: { connectionId: string } })
              .requestContext;
            const path = `%40connections/${encodeURIComponent(connectionId)}`;
            const answer = await fetch(`${base}/default/${path}`, { method: "POST", body: "hi" });
            statuses.push(answer.status);
            return { statusCode: 200 };
          },
        },
      },
    });
    base = mock.url;
    const one = await client(mock);
    const [id = ""] = mock.sockets?.ids() ?? [];
    const path = `%40connections/${encodeURIComponent(id)}`;
    const ask = (method: string): Promise<Response> =>
      fetch(`${base}/default/${path}`, { method, ...(method === "POST" && { body: "hi" }) });
    const told = [];
    for (const method of ["POST", "GET", "PUT", "DELETE", "GET"]) {
      const answer = await ask(method);
      told.push([method, answer.status, answer.headers.get("x-amzn-errortype")]);
    }
    expect([statuses, told]).toEqual([
      [410],
      [
        ["POST", 200, null],
        ["GET", 200, null],
        ["PUT", 403, "ForbiddenException"],
        ["DELETE", 204, null],
        ["GET", 410, "GoneException"],
      ],
    ]);
    await until(() => one.close !== undefined);
    expect(one.close?.code).toBe(1000);
  });

  it("refuses with the status of its backend", async () => {
    const url = await backend((request, response) => {
      response.statusCode = Number(request.headers["x-status"]);
      response.end();
    });
    const mock = await start(`
  routes: { $connect: { integration: { type: http_proxy, httpMethod: POST, uri: "${url}/" } } }
`);
    const refusals = [];
    for (const status of ["401", "404", "503"]) {
      const made = new TestClient(mock.url.replace("http", "ws"), {
        headers: { "x-status": status },
      });
      clients.push(made);
      refusals.push(
        await made.open().then(
          () => "",
          (error: Error) => error.message,
        ),
      );
    }
    expect(refusals).toEqual(["refused with 401", "refused with 404", "refused with 503"]);
    expect(mock.sockets?.ids()).toEqual([]);
  });
});

it("an authorizer sees the handshake as a request of $connect", async () => {
  const events: Record<string, unknown>[] = [];
  const text = `
openapi: 3.0.1
info: { title: Rules, version: "1" }
paths: {}
components:
  securitySchemes:
    guard:
      type: apiKey
      in: header
      name: authorization
      x-amazon-apigateway-authtype: custom
      x-amazon-apigateway-authorizer:
        type: request
        identitySource: route.request.header.Authorization
        authorizerUri: arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:1:function:guard/invocations
x-gw-gen-websocket: { routes: { $connect: { security: [{ guard: [] }] } } }
`;
  const mock = await startDocument(parse(text), {
    functions: {
      handlers: {
        guard: (event: unknown) => {
          events.push(event as Record<string, unknown>);
          return {
            principalId: "p",
            policyDocument: {
              Version: "2012-10-17",
              Statement: [{ Effect: "Allow", Action: "execute-api:Invoke", Resource: "*" }],
            },
          };
        },
      },
    },
  });
  running.push(mock);
  const made = new TestClient(`${mock.url.replace("http", "ws")}/default?a=1`, {
    headers: { Authorization: "me" },
  });
  clients.push(made);
  await made.open();
  const [event] = events;
  expect(event).toMatchObject({
    type: "REQUEST",
    methodArn: expect.stringMatching(/^arn:aws:execute-api:[\w-]+:\d+:\w+\/default\/\$connect$/),
    queryStringParameters: { a: "1" },
    requestContext: { routeKey: "$connect", eventType: "CONNECT", stage: "default" },
  });
  expect(event).not.toHaveProperty("pathParameters");
});
