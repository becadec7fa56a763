import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  applyApiKeyHeader,
  applyApiKeyQuery,
  applyApiKeyCookie,
  applyBasic,
  applyBearer,
} from "../../templates/sdk/typescript/runtime/auth.js";
import { jsonBody } from "../../templates/sdk/typescript/runtime/bodies.js";
import { Client } from "../../templates/sdk/typescript/runtime/client.js";
import { int64Number, object } from "../../templates/sdk/typescript/runtime/codec.js";
import { json, text } from "../../templates/sdk/typescript/runtime/decode.js";
import { DecodeError, HttpError } from "../../templates/sdk/typescript/runtime/errors.js";
import * as statusErrors from "../../templates/sdk/typescript/runtime/status-errors.js";
import type { SchemeUse } from "../../templates/sdk/typescript/runtime/operation.js";
import { codedJson } from "../../templates/sdk/typescript/runtime/coded-json.js";
import type { Operation } from "../../templates/sdk/typescript/runtime/operation.js";
import type { CoreOptions } from "../../templates/sdk/typescript/runtime/options.js";
import {
  type Answer,
  answerWith,
  type RecordingServer,
  startRecordingServer,
} from "./recording-server.js";

let server: RecordingServer;
beforeAll(async () => {
  server = await startRecordingServer();
});
beforeEach(() => {
  server.requests.length = 0;
  server.answer = answerWith(200, { ok: true });
});
afterAll(() => server.close());

const get: Operation = {
  name: "getThing",
  method: "GET",
  path: "/thing",
  responses: { "200": { mediaType: "application/json", decode: json } },
};
const post: Operation = {
  ...get,
  name: "postThing",
  method: "POST",
  body: [{ mediaType: "application/json", encode: jsonBody }],
};

/** A client whose clock does not wait, and the delays that it would have waited for. */
function clientWith(options: Partial<CoreOptions> = {}): { client: Client; delays: number[] } {
  const delays: number[] = [];
  const clock = {
    random: () => 0,
    now: () => Date.parse("2026-01-01T00:00:00Z"),
    sleep: (ms: number) => {
      delays.push(ms);
      return Promise.resolve();
    },
  };
  return { client: new Client({ baseUrl: server.baseUrl, clock, ...options }), delays };
}

/** Answers in turn, the last one for ever. */
function inTurn(...answers: readonly Answer[]): Answer {
  let index = 0;
  return (request, response) => {
    const answer = answers[Math.min(index++, answers.length - 1)];
    answer?.(request, response);
  };
}

describe("a call", () => {
  it("gives the decoded body, once, whatever is asked", async () => {
    const call = clientWith().client.call(get, {});
    expect(await call).toEqual({ ok: true });
    expect(await call.withResponse()).toMatchObject({ data: { ok: true }, status: 200 });
    expect(await call.safe()).toMatchObject({ ok: true, data: { ok: true } });
    expect(server.requests.length).toBe(1);
  });

  it("gives the raw answer whatever its status", async () => {
    server.answer = answerWith(404, { message: "no" });
    const response = await clientWith().client.call(get, {}).raw();
    expect([response.status, await response.text()]).toEqual([404, '{"message":"no"}']);
  });

  it("gives the body as a stream", async () => {
    const stream = await clientWith().client.call(get, {}).stream();
    expect(await new Response(stream).text()).toBe('{"ok":true}');
  });

  it("sends headers, extras and an idempotency key", async () => {
    const { client } = clientWith({
      headers: { "x-client": "a", "x-gone": "b" },
      userAgent: "pets/1",
    });
    const options = {
      headers: { "x-call": "c", "x-gone": undefined },
      query: { page: 2, tag: ["a b", "c"], none: undefined },
      idempotencyKey: "k1",
    };
    await client.call(post, { body: { a: 1 } }, options);
    const { headers, url, body } = server.last;
    expect(url).toBe("/thing?page=2&tag=a%20b&tag=c");
    expect(body.toString()).toBe('{"a":1}');
    expect({ ...headers, host: "", connection: "" }).toMatchObject({
      accept: "application/json",
      "content-type": "application/json",
      "user-agent": "pets/1",
      "x-client": "a",
      "x-call": "c",
      "idempotency-key": "k1",
    });
    expect(headers["x-gone"]).toBeUndefined();
  });

  it("runs middleware around each attempt", async () => {
    server.answer = inTurn(answerWith(503), answerWith(200, { ok: true }));
    const seen: string[] = [];
    const { client } = clientWith({
      middleware: [
        async (request, next) => {
          seen.push(`outer ${request.attempt}`);
          const response = await next({ ...request, url: `${request.url}?x=1` });
          seen.push(`outer ${response.status}`);
          return response;
        },
        (request, next) => {
          seen.push(`inner ${request.url.slice(-4)}`);
          return next(request);
        },
      ],
    });
    await client.call(get, {});
    expect(seen).toEqual([
      "outer 0",
      "inner ?x=1",
      "outer 503",
      "outer 1",
      "inner ?x=1",
      "outer 200",
    ]);
  });

  it("logs without secrets", async () => {
    const lines: string[] = [];
    const log = (message: string, details?: object): void => {
      lines.push(`${message} ${JSON.stringify(details)}`);
    };
    const { client } = clientWith({
      logger: { debug: log, warn: log },
      headers: { authorization: "Bearer s3cret", "x-api-key": "s3cret" },
    });
    await client.call(get, {}, { query: { access_token: "s3cret", page: "1" } });
    expect(lines.length).toBe(2);
    expect(lines.join("\n")).not.toContain("s3cret");
    expect(lines[0]).toContain("page=1");
  });
});

describe("an error answer", () => {
  const described = { "404": { mediaType: "application/json", decode: json } };

  it("becomes the class of its status with body and ids", async () => {
    server.answer = answerWith(
      404,
      { message: "no such pet" },
      {
        "x-amzn-requestid": "r1",
        "x-amz-apigw-id": "g1=",
        "x-amzn-errortype": "NotFoundException:http://x",
      },
    );
    const operation = { ...get, responses: { ...get.responses, ...described } };
    const error = await clientWith()
      .client.call(operation, {})
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(statusErrors.NotFoundError);
    expect(error).toMatchObject({
      name: "NotFoundError",
      status: 404,
      body: { message: "no such pet" },
      requestId: "r1",
      gatewayRequestId: "g1=",
      gatewayErrorType: "NotFoundException",
      operation: "getThing",
      message: `GET ${server.baseUrl}/thing: 404 no such pet`,
    });
  });

  it("keeps a body that is not what the API describes as text", async () => {
    server.answer = (_request, response) => {
      response.writeHead(404, { "content-type": "text/html" }).end("<h1>gone</h1>");
    };
    const operation = { ...get, responses: { ...get.responses, ...described } };
    const result = await clientWith().client.call(operation, {}).safe();
    expect(result).toMatchObject({ ok: false, error: { status: 404, body: "<h1>gone</h1>" } });
  });

  it.each([
    [400, "BadRequestError"],
    [401, "UnauthorizedError"],
    [403, "ForbiddenError"],
    [409, "ConflictError"],
    [418, "HttpError"],
    [422, "UnprocessableEntityError"],
    [501, "ServerError"],
  ])("of %i is a %s", async (status, name) => {
    server.answer = answerWith(status);
    const error = await clientWith()
      .client.call(get, {}, { retry: false })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({ name, status, body: undefined });
    const kinds = Object.entries(statusErrors).filter(([, kind]) => error instanceof kind);
    expect(kinds.map(([kind]) => kind)).toEqual(name === "HttpError" ? [] : [name]);
  });
});

describe("retries", () => {
  it("wait longer each time, with jitter, and end", async () => {
    server.answer = answerWith(500);
    const { client, delays } = clientWith();
    await expect(client.call(get, {})).rejects.toMatchObject({ status: 500 });
    expect(delays).toEqual([500, 1000]);
    expect(server.requests.length).toBe(3);
  });

  it.each([408, 429, 500, 502, 503, 504])("follow a %i", async (status) => {
    server.answer = inTurn(answerWith(status), answerWith(200, { ok: true }));
    expect(await clientWith().client.call(get, {})).toEqual({ ok: true });
  });

  it("obey Retry-After in seconds and as a date", async () => {
    server.answer = inTurn(
      answerWith(503, undefined, { "retry-after": "3" }),
      answerWith(503, undefined, { "retry-after": "Thu, 01 Jan 2026 00:00:07 GMT" }),
      answerWith(200, {}),
    );
    const { client, delays } = clientWith();
    await client.call(get, {});
    expect(delays).toEqual([3000, 7000]);
  });

  it("do not wait for a Retry-After that is too long", async () => {
    server.answer = answerWith(503, undefined, { "retry-after": "3600" });
    const { client, delays } = clientWith();
    await expect(client.call(get, {})).rejects.toMatchObject({ status: 503 });
    expect(delays).toEqual([]);
  });

  it("spare a POST without an idempotency key", async () => {
    server.answer = answerWith(503);
    const { client } = clientWith();
    await expect(client.call(post, { body: 1 })).rejects.toMatchObject({ status: 503 });
    expect(server.requests.length).toBe(1);
    await expect(client.call(post, { body: 1 }, { idempotencyKey: "k" })).rejects.toMatchObject({
      status: 503,
    });
    expect(server.requests.length).toBe(4);
  });

  it("tell a throttled call from a used-up quota", async () => {
    const throttled = { "x-amzn-errortype": "TooManyRequestsException" };
    server.answer = answerWith(429, { message: "Too Many Requests" }, throttled);
    const { client } = clientWith();
    await expect(client.call(get, {})).rejects.toBeInstanceOf(statusErrors.ThrottledError);
    expect(server.requests.length).toBe(3);
    server.answer = answerWith(429, { message: "Limit Exceeded" });
    await expect(client.call(get, {})).rejects.toBeInstanceOf(statusErrors.QuotaExceededError);
    server.answer = answerWith(429, {}, { "x-amzn-errortype": "LimitExceededException" });
    await expect(client.call(get, {})).rejects.toBeInstanceOf(statusErrors.QuotaExceededError);
    expect(server.requests.length).toBe(5);
  });

  it("follow a connection that broke", async () => {
    server.answer = inTurn(
      (_request, response) => response.socket?.destroy(),
      answerWith(200, { ok: true }),
    );
    expect(await clientWith().client.call(get, {})).toEqual({ ok: true });
  });

  it("end in a ConnectionError", async () => {
    const { client } = clientWith({ baseUrl: "http://127.0.0.1:1", retry: { attempts: 1 } });
    const result = await client.call(get, {}).safe();
    expect(result).toMatchObject({
      ok: false,
      error: { name: "ConnectionError", status: undefined },
    });
  });
});

describe("time", () => {
  const never: Answer = () => undefined;

  it("is limited for each attempt", async () => {
    server.answer = inTurn(never, answerWith(200, { ok: true }));
    expect(await clientWith({ timeoutMs: 50 }).client.call(get, {})).toEqual({ ok: true });
    server.answer = never;
    const { client } = clientWith({ timeoutMs: 20, retry: false });
    await expect(client.call(get, {})).rejects.toMatchObject({ name: "TimeoutError" });
  });

  it("is limited for the whole call", async () => {
    server.answer = never;
    const { client } = clientWith({ totalTimeoutMs: 50 });
    await expect(client.call(get, {})).rejects.toMatchObject({ name: "TimeoutError" });
    expect(server.requests.length).toBe(1);
  });

  it("covers the body", async () => {
    server.answer = (_request, response) => {
      response.writeHead(200, { "content-type": "application/json" }).write('{"a":');
    };
    const { client } = clientWith({ timeoutMs: 50, retry: false });
    await expect(client.call(get, {})).rejects.toMatchObject({ name: "TimeoutError" });
  });

  it("ends when the caller says so", async () => {
    server.answer = never;
    const controller = new AbortController();
    const call = clientWith().client.call(get, {}, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error("enough")), 20);
    await expect(call).rejects.toMatchObject({ name: "AbortError", cause: { message: "enough" } });
    const aborted = clientWith().client.call(get, {}, { signal: AbortSignal.abort() });
    await expect(aborted).rejects.toMatchObject({ name: "AbortError" });
  });

  it("ends while waiting for a retry", async () => {
    server.answer = answerWith(503);
    const controller = new AbortController();
    const client = new Client({
      baseUrl: server.baseUrl,
      retry: { minDelayMs: 60_000, maxDelayMs: 60_000 },
    });
    const call = client.call(get, {}, { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(call).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("a body", () => {
  const answerText =
    (body: string, type = "application/json"): Answer =>
    (_request, response) => {
      response.writeHead(200, { "content-type": type }).end(body);
    };

  it("that is no JSON is a DecodeError with its place", async () => {
    server.answer = answerText('{"a": 1,}');
    const error = await clientWith()
      .client.call(get, {})
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DecodeError);
    expect(error).toMatchObject({ responseStatus: 200, offset: 8, text: '{"a": 1,}', pointer: "" });
  });

  it("that is cut off is a typed error", async () => {
    server.answer = (_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
      response.write('{"a":');
      setTimeout(() => response.socket?.destroy(), 10);
    };
    await expect(clientWith().client.call(get, {})).rejects.toMatchObject({
      name: "ConnectionError",
    });
  });

  it("of another type is a DecodeError", async () => {
    server.answer = answerText("<html>", "text/html");
    await expect(clientWith().client.call(get, {})).rejects.toMatchObject({
      name: "DecodeError",
      message: `GET ${server.baseUrl}/thing: the body is text/html, not application/json`,
      text: "<html>",
    });
  });

  it("that is empty where JSON is described is a DecodeError", async () => {
    server.answer = answerText("");
    await expect(clientWith().client.call(get, {})).rejects.toMatchObject({
      message: `GET ${server.baseUrl}/thing: the body is empty`,
    });
  });

  it("is left out of a 204", async () => {
    server.answer = answerWith(204);
    expect(await clientWith().client.call(get, {})).toBeUndefined();
  });

  it("is text where that is described", async () => {
    server.answer = answerText("hello", "text/plain; charset=utf-8");
    const operation = { ...get, responses: { "2XX": { mediaType: "text/plain", decode: text } } };
    expect(await clientWith().client.call(operation, {})).toBe("hello");
  });

  it("of a success that is not described is read like one that is", async () => {
    server.answer = answerWith(201, { ok: true });
    expect(await clientWith().client.call(get, {})).toEqual({ ok: true });
  });

  it("with an unsafe integer is a DecodeError at its pointer", async () => {
    const codec = { kind: object, members: () => ({ "a/b": int64Number }) };
    const responses = { "200": { mediaType: "application/json", decode: codedJson, codec } };
    const operation = { ...get, responses };
    server.answer = answerText('{"a/b": 9007199254740993, "s": "9007199254740993"}');
    await expect(clientWith().client.call(operation, {})).rejects.toMatchObject({
      name: "DecodeError",
      pointer: "/a~1b",
    });
    server.answer = answerText('{"a/b": 9007199254740991, "other": 12345678901234567890}');
    expect(await clientWith().client.call(operation, {})).toEqual({
      "a/b": 9007199254740991,
      other: 12345678901234567000,
    });
  });
});

describe("credentials", () => {
  const header = {
    name: "key",
    apply: applyApiKeyHeader,
    parameter: "X-API-Key",
    header: "x-api-key",
  };
  const query = { name: "queryKey", apply: applyApiKeyQuery, parameter: "api key", header: "" };
  const cookie = { name: "session", apply: applyApiKeyCookie, parameter: "sid", header: "" };
  const basic = { name: "basic", apply: applyBasic };
  const bearer = { name: "token", apply: applyBearer };

  it("go where their scheme says", async () => {
    const schemes = [header, query, cookie, bearer].map((scheme): SchemeUse => [scheme]);
    const auth = { key: "k", queryKey: () => "q k", session: async () => "s;", token: "t" };
    await clientWith({ auth }).client.call({ ...get, security: [schemes] }, {});
    const { url, headers } = server.last;
    expect(url).toBe("/thing?api%20key=q%20k");
    expect(headers).toMatchObject({
      "x-api-key": "k",
      cookie: "sid=s%3B",
      authorization: "Bearer t",
    });
  });

  it("are UTF-8 in HTTP Basic", async () => {
    const auth = { basic: { username: "jörg", password: "p:ä" } };
    await clientWith({ auth }).client.call({ ...get, security: [[[basic]]] }, {});
    const text = String(server.last.headers.authorization).replace("Basic ", "");
    expect(Buffer.from(text, "base64").toString()).toBe("jörg:p:ä");
  });

  it("are of the first alternative that is configured as a whole", async () => {
    const security: SchemeUse[][] = [[[header], [bearer]], [[basic]], [[bearer]]];
    await clientWith({ auth: { token: "t" } }).client.call({ ...get, security }, {});
    expect(server.last.headers.authorization).toBe("Bearer t");
    expect(server.last.headers["x-api-key"]).toBeUndefined();
  });

  it("must be there, unless the operation lets anyone in", async () => {
    const security: SchemeUse[][] = [[[header], [bearer]], [[basic]]];
    await expect(clientWith().client.call({ ...get, security }, {})).rejects.toMatchObject({
      name: "RequestError",
      message: "GET /thing: no credentials: set auth.key with auth.token, or auth.basic",
    });
    expect(server.requests.length).toBe(0);
    await clientWith().client.call({ ...get, security: [...security, []] }, {});
    await clientWith({ auth: false }).client.call({ ...get, security }, {});
    await clientWith({ headers: { authorization: "Own x" } }).client.call({ ...get, security }, {});
    expect(server.requests.length).toBe(3);
  });

  it("are not carried to another origin", async () => {
    const other = await startRecordingServer();
    other.answer = answerWith(200, { ok: true });
    server.answer = answerWith(307, undefined, { location: `${other.baseUrl}/moved` });
    const security: SchemeUse[][] = [[[header], [bearer], [cookie]]];
    const auth = { key: "k", token: "t", session: "s" };
    expect(await clientWith({ auth }).client.call({ ...get, security }, {})).toEqual({ ok: true });
    const { headers, url } = other.last;
    await other.close();
    expect(url).toBe("/moved");
    expect([headers["x-api-key"], headers.authorization, headers.cookie]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(server.last.headers["x-api-key"]).toBe("k");
  });

  it("go along within the origin, and a POST becomes a GET where it must", async () => {
    server.answer = inTurn(
      answerWith(303, undefined, { location: "/next" }),
      answerWith(200, { ok: true }),
    );
    const client = clientWith({ auth: { key: "k" } }).client;
    await client.call({ ...post, security: [[[header]]] }, { body: 1 });
    const { method, url, headers, body } = server.last;
    expect([method, url, headers["x-api-key"], body.length]).toEqual(["GET", "/next", "k", 0]);
  });
});
