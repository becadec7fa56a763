import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunningMock } from "../../../src/runtime/start.js";
import { apiOf, startDocument } from "../start-document.js";

const integers = { type: "array", items: { type: "integer" } };
const range = {
  type: "object",
  properties: { low: { type: "integer" }, high: { type: "integer" } },
  additionalProperties: false,
};

function parameter(name: string, place: string, schema: object, more: object = {}): object {
  return { name, in: place, schema, ...(place === "path" && { required: true }), ...more };
}

const ok = { responses: { 204: { description: "fine" } } };
let api: RunningMock;

beforeAll(async () => {
  api = await startDocument(
    apiOf(
      {
        "/simple/{ids}": { get: { parameters: [parameter("ids", "path", integers)], ...ok } },
        "/label/{ids}": {
          get: {
            parameters: [parameter("ids", "path", integers, { style: "label", explode: true })],
            ...ok,
          },
        },
        "/matrix/{range}": {
          get: {
            parameters: [parameter("range", "path", range, { style: "matrix", explode: true })],
            ...ok,
          },
        },
        "/query": {
          get: {
            parameters: [
              parameter("ids", "query", integers),
              parameter("csv", "query", integers, { explode: false }),
              parameter("piped", "query", integers, { style: "pipeDelimited", explode: false }),
              parameter("spaced", "query", integers, { style: "spaceDelimited", explode: false }),
              parameter("deep", "query", range, { style: "deepObject" }),
              parameter(
                "json",
                "query",
                {},
                { schema: undefined, content: { "application/json": { schema: range } } },
              ),
              parameter("flag", "query", { type: "boolean" }),
            ],
            ...ok,
          },
        },
        "/form": {
          post: {
            requestBody: {
              content: {
                "application/x-www-form-urlencoded": {
                  schema: {
                    type: "object",
                    properties: { ids: integers, deep: { type: "array", items: range }, range },
                  },
                  encoding: { ids: { style: "deepObject", explode: true } },
                },
              },
            },
            ...ok,
          },
        },
        "/events": {
          get: {
            responses: {
              200: {
                description: "fine",
                content: { "text/event-stream": { example: { low: 1 }, schema: range } },
              },
            },
          },
        },
        "/wrong": {
          get: {
            responses: {
              200: {
                description: "fine",
                content: {
                  "application/json": {
                    example: Array.from({ length: 500 }, () => "no integer"),
                    schema: integers,
                  },
                },
              },
            },
          },
        },
        "/header": { get: { parameters: [parameter("X-Range", "header", range)], ...ok } },
        "/cookie": {
          get: {
            parameters: [parameter("id", "cookie", { type: "integer" }, { required: true })],
            ...ok,
          },
        },
        "/old": { get: { deprecated: true, ...ok } },
      },
      { servers: [{ url: "https://lamps.example.com/v2" }] },
    ),
  );
});

afterAll(() => api.close());

/** The status, and where the violations are. */
async function checked(
  path: string,
  headers: Record<string, string> = {},
  request: RequestInit = {},
): Promise<string> {
  const answer = await fetch(api.url + path, { headers, ...request });
  const text = await answer.text();
  const found =
    text === ""
      ? []
      : ((JSON.parse(text) as { validation?: { location: string[] }[] }).validation ?? []);
  return [answer.status, ...found.map(({ location }) => location.join("/"))].join(" ");
}

describe("parameters of each style", () => {
  const cases: [path: string, headers: Record<string, string>, seen: string][] = [
    ["/simple/1,2", {}, "204"],
    ["/simple/1,x", {}, "422 path/ids/1"],
    ["/label/.1.2", {}, "204"],
    ["/label/.1.x", {}, "422 path/ids/1"],
    ["/matrix/;low=1;high=2", {}, "204"],
    ["/matrix/;low=a", {}, "422 path/range/low"],
    ["/query?ids=1&ids=2", {}, "204"],
    ["/query?ids=1&ids=x", {}, "422 query/ids/1"],
    ["/query?csv=1,x", {}, "422 query/csv/1"],
    ["/query?piped=1|2%7C3", {}, "204"],
    ["/query?spaced=1%202+x", {}, "422 query/spaced/2"],
    ["/query?deep[low]=1&deep[high]=x", {}, "422 query/deep/high"],
    ["/query?deep[middle]=1", {}, "422 query/deep"],
    ["/query?json=%7B%22low%22:1%7D", {}, "204"],
    ["/query?json=%7B", {}, "422 query/json"],
    ["/query?flag=yes", {}, "422 query/flag"],
    ["/header", { "X-Range": "low,1,high,2" }, "204"],
    ["/header", { "X-Range": "low,a" }, "422 header/x-range/low"],
    ["/cookie", {}, "422 cookie"],
    ["/cookie", { cookie: "a=b; id=7" }, "204"],
    ["/v2/simple/1", {}, "204"],
    ["/simple/1/", {}, "204"],
  ];
  it.each(cases)("%s %o", async (path, headers, seen) => {
    expect(await checked(path, headers)).toBe(seen);
  });
});

describe("forms with lists in brackets", () => {
  it.each([
    ["ids[]=1&ids[]=2", "204"],
    ["ids[0]=1&ids[1]=2", "204"],
    ["ids[0]=1&ids[1]=x", "422 body/ids/1"],
    ["ids[a]=1", "422 body/ids"],
    ["deep[0][low]=1&deep[1][high]=2", "204"],
    ["deep[0][low]=x", "422 body/deep/0/low"],
    ["range[low]=1", "204"],
  ])("%s", async (body, seen) => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    expect(await checked("/form", headers, { method: "POST", body })).toBe(seen);
  });
});

describe("answers", () => {
  it("are events where the description has an object of a stream", async () => {
    const answer = await fetch(`${api.url}/events`);
    expect(await answer.text()).toBe('data: {"low":1}\n\n');
  });

  it("tell as many of their own faults as a header may hold", async () => {
    const answer = await fetch(`${api.url}/wrong`);
    const header = answer.headers.get("sl-violations") ?? "";
    expect(JSON.parse(header)[0].location).toEqual(["response", "body", "0"]);
    expect([header.length > 4096, header.length < 8193]).toEqual([true, true]);
  });

  it("say that an operation is deprecated", async () => {
    expect((await fetch(`${api.url}/old`)).headers.get("deprecation")).toBe("true");
  });

  it("grant preflight requests", async () => {
    const answer = await fetch(`${api.url}/old`, {
      method: "OPTIONS",
      headers: { origin: "https://a.example", "access-control-request-method": "GET" },
    });
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([
      204,
      "https://a.example",
    ]);
  });

  it("keep what was asked for as data until reset", async () => {
    await api.reset();
    await fetch(`${api.url}/old?x=1`);
    const kept = api.requests;
    await api.reset();
    const plain = kept.map(({ method, target, operation, status }) => ({
      method,
      target,
      operation,
      status,
    }));
    expect([plain, api.requests]).toEqual([
      [{ method: "GET", target: "/old?x=1", operation: "GET /old", status: 204 }],
      [],
    ]);
  });
});

describe("callbacks", () => {
  it("go to the URL that the request names, on this machine alone", async () => {
    const got: string[] = [];
    const receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        got.push(`${request.method} ${request.url} ${Buffer.concat(chunks).toString("utf8")}`);
        response.writeHead(202).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    const { port } = receiver.address() as AddressInfo;
    const content = {
      "application/json": { schema: { type: "object", properties: { lit: { type: "boolean" } } } },
    };
    const outcomes: (number | string)[] = [];
    let settle: () => void = () => {};
    const settled = new Promise<void>((resolve) => (settle = resolve));
    const own = await startDocument(
      apiOf({
        "/watch/{lamp}": {
          post: {
            requestBody: { content: { "application/json": { schema: { type: "object" } } } },
            responses: { 202: { description: "watching" } },
            callbacks: {
              changed: {
                "{$request.body#/url}/{$request.path.lamp}": {
                  post: { requestBody: { content }, ...ok },
                },
                "http://lamps.example.com/": { post: ok },
              },
            },
            parameters: [parameter("lamp", "path", { type: "string" })],
          },
        },
      }),
      { onCallback: ({ result }) => void (outcomes.push(result) === 2 && settle()) },
    );
    await fetch(`${own.url}/watch/desk`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ url: `http://127.0.0.1:${port}/hook` }),
    });
    await settled;
    await own.close();
    receiver.close();
    expect({ got, outcomes }).toEqual({
      got: ['POST /hook/desk {"lit":true}'],
      outcomes: [202, "the host lamps.example.com is not allowed"],
    });
  });
});
