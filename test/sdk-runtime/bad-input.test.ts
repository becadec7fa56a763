import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  applyAccessToken,
  applyApiKeyCookie,
  applyApiKeyHeader,
  applyApiKeyQuery,
  applyAuthorization,
  applyBasic,
  applyBearer,
} from "../../templates/sdk/typescript/runtime/auth.js";
import { limitBody } from "../../templates/sdk/typescript/runtime/body-limit.js";
import { Client } from "../../templates/sdk/typescript/runtime/client.js";
import { json } from "../../templates/sdk/typescript/runtime/decode.js";
import { ApiError } from "../../templates/sdk/typescript/runtime/errors.js";
import { streamEvents } from "../../templates/sdk/typescript/runtime/event-stream.js";
import type { Operation } from "../../templates/sdk/typescript/runtime/operation.js";
import { readServerSentEvents } from "../../templates/sdk/typescript/runtime/server-sent-events.js";
import { applySigV4, renewSigV4 } from "../../templates/sdk/typescript/runtime/sigv4.js";

/** What a hostile or broken server does with a connection once the request's head is there. */
type Behaviour = (socket: Socket) => void;

let server: Server;
let behave: Behaviour;
let heads: string[] = [];
const sockets = new Set<Socket>();
beforeAll(async () => {
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    let text = "";
    socket.on("data", (chunk) => {
      text += String(chunk);
      if (!text.includes("\r\n\r\n")) return;
      heads.push(text);
      text = "";
      behave(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

const baseUrl = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** Answers with a head and a body as they stand, and closes. */
function answers(head: string, body: string | Buffer = ""): Behaviour {
  return (socket) => {
    socket.write(`HTTP/1.1 ${head.replaceAll("\n", "\r\n")}\r\n\r\n`);
    socket.end(body);
  };
}

/** Answers with a head and sends a text again and again. */
function pours(head: string, text: string): Behaviour {
  return (socket) => {
    socket.write(`HTTP/1.1 ${head.replaceAll("\n", "\r\n")}\r\n\r\n`);
    const timer = setInterval(() => socket.write(text), 1);
    socket.once("close", () => clearInterval(timer));
  };
}

const get: Operation = {
  name: "getThing",
  method: "GET",
  path: "/thing",
  responses: {
    "200": { mediaType: "application/json", decode: json },
    "404": { mediaType: "application/json", decode: json },
  },
};
const LIMITS = {
  retry: false,
  timeoutMs: 400,
  middleware: [limitBody(65_536)],
} as const;

/** What a call ended in, as its class and the words behind method and URL. */
async function outcome(call: () => PromiseLike<unknown>): Promise<string> {
  try {
    return `value ${JSON.stringify(await call())}`;
  } catch (error) {
    if (!(error instanceof ApiError)) return `untyped ${String(error)}`;
    return `${error.name} ${error.message.replace(/^GET \S+: /, "")}`;
  }
}

const JSON_HEAD = "200 OK\ncontent-type: application/json";

describe("an answer that is broken is a typed error", () => {
  const cases: readonly (readonly [name: string, behaviour: Behaviour, seen: RegExp])[] = [
    ["no answer ever", () => undefined, /^TimeoutError no answer within 400 ms$/],
    [
      "a head that never ends",
      pours("200 OK", "x-a: b\r\n"),
      /^(?:Timeout|Connection|Decode)Error /,
    ],
    [
      "a head without end at all",
      (socket) => void socket.write("HTTP/1.1 200 OK\r\nx: "),
      /^TimeoutError /,
    ],
    [
      "a head that is too long",
      answers(`200 OK\nx: ${"a".repeat(40_000)}`),
      /^ConnectionError Headers Overflow/,
    ],
    ["a connection that closes at once", (socket) => socket.end(), /^ConnectionError /],
    ["a connection that is reset", (socket) => void socket.resetAndDestroy(), /^ConnectionError /],
    [
      "something that is not HTTP",
      (socket) => socket.end("220 smtp ready\r\n"),
      /^ConnectionError /,
    ],
    [
      "a body that never comes",
      (socket) =>
        void socket.write(
          `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n`,
        ),
      /^TimeoutError /,
    ],
    [
      "a body that ends too early",
      answers(`${JSON_HEAD}\ncontent-length: 99`, '{"a":'),
      /^ConnectionError /,
    ],
    [
      "chunks that end too early",
      answers(`${JSON_HEAD}\ntransfer-encoding: chunked`, '5\r\n{"a":\r\n'),
      /^ConnectionError /,
    ],
    [
      "chunks that are none",
      answers(`${JSON_HEAD}\ntransfer-encoding: chunked`, "zz\r\n{}\r\n"),
      /^ConnectionError /,
    ],
    [
      "a length that is none",
      answers(`${JSON_HEAD}\ncontent-length: -1`, "{}"),
      /^ConnectionError /,
    ],
    [
      "compressed bytes that are none",
      answers(`${JSON_HEAD}\ncontent-encoding: gzip`, "{}"),
      // The fetch of Node 20 neither ends nor breaks such a body.
      /^(?:Connection|Timeout)Error /,
    ],
    [
      "compressed bytes that end too early",
      answers(
        `${JSON_HEAD}\ncontent-encoding: gzip`,
        gzipSync(`{"a":"${"b".repeat(999)}"}`).subarray(0, 20),
      ),
      /^(?:Connection|Decode)Error /,
    ],
    ["JSON that is cut off", answers(JSON_HEAD, '{"a":'), /^DecodeError /],
    ["JSON that is none", answers(JSON_HEAD, "<html>"), /^DecodeError /],
    ["an empty body", answers(JSON_HEAD), /^DecodeError the body is empty$/],
    [
      "another content type",
      answers("200 OK\ncontent-type: text/html", "<html>"),
      /^DecodeError the body is text\/html, not application\/json$/,
    ],
    [
      "a body beyond the limit",
      pours(JSON_HEAD, `"${"x".repeat(4096)}"`),
      /^DecodeError the body is longer than 65536 bytes$/,
    ],
    [
      "a body beyond the limit once it is inflated",
      answers(`${JSON_HEAD}\ncontent-encoding: gzip`, gzipSync(`"${"x".repeat(999_999)}"`)),
      /^DecodeError the body is longer than 65536 bytes$/,
    ],
    ["an error without a body", answers("500 Oops"), /^ServerError 500$/],
    [
      "an error whose JSON is broken",
      answers("404 No\ncontent-type: application/json", "{"),
      /^NotFoundError 404 \{$/,
    ],
    [
      "an error whose body is beyond the limit",
      pours("404 No\ncontent-type: application/json", "x".repeat(4096)),
      /^DecodeError the body is longer/,
    ],
    [
      "an error whose body never ends",
      (socket) => void socket.write("HTTP/1.1 500 Oops\r\ncontent-length: 9\r\n\r\nx"),
      /^TimeoutError /,
    ],
    ["a status that is none", answers("999 Odd"), /^(?:Server|Connection)Error /],
    ["a redirect without an address", answers("302 Found"), /^HttpError 302$/],
    ["a redirect to itself", answers("302 Found\nlocation: /thing"), /^ConnectionError /],
    [
      "a redirect to what is no address",
      answers("302 Found\nlocation: http://["),
      /^ConnectionError /,
    ],
    [
      "a redirect to a file",
      answers("302 Found\nlocation: file:///etc/passwd"),
      /^ConnectionError /,
    ],
    [
      "a redirect to data",
      answers("302 Found\nlocation: data:application/json,1"),
      /^ConnectionError /,
    ],
  ];
  const key = { name: "key", apply: applyApiKeyHeader, parameter: "X-API-Key" };
  for (const auth of [false, true]) {
    it.each(cases)(`${auth ? "with credentials: " : ""}%s`, async (_, behaviour, seen) => {
      behave = behaviour;
      const client = new Client({ baseUrl: baseUrl(), auth: { key: "k" }, ...LIMITS });
      const operation = auth ? { ...get, security: [[[key] as const]] } : get;
      expect(await outcome(() => client.call(operation, {}))).toMatch(seen);
    });
  }
});

describe("a stream that is broken is a typed error", () => {
  const EVENTS = "200 OK\ncontent-type: text/event-stream";
  const cases: readonly (readonly [name: string, behaviour: Behaviour, seen: RegExp])[] = [
    ["no answer ever", () => undefined, /^TimeoutError /],
    [
      "another content type",
      answers("200 OK\ncontent-type: text/html", "<html>"),
      /^StreamError the body is text\/html, not text\/event-stream$/,
    ],
    ["an error", answers("404 No"), /^NotFoundError 404$/],
    ["JSON that is none", answers(EVENTS, "data: {\n\n"), /^StreamError /],
    ["a line without end", pours(EVENTS, "x".repeat(4096)), /^StreamError /],
    ["an event without end", pours(EVENTS, `data: ${"x".repeat(4096)}\n`), /^StreamError /],
    ["names of events without end", pours(EVENTS, `event: ${"x".repeat(4096)}`), /^StreamError /],
    [
      "chunks that end too early",
      answers(`${EVENTS}\ntransfer-encoding: chunked`, "9\r\ndata: 1\r\n"),
      /^ConnectionError /,
    ],
    [
      "compressed bytes that are none",
      answers(`${EVENTS}\ncontent-encoding: gzip`, "data: 1\n\n"),
      /^ConnectionError /,
    ],
    [
      "events that never go on",
      (socket) => void socket.write(`HTTP/1.1 ${EVENTS.replace("\n", "\r\n")}\r\n\r\n`),
      /^ConnectionError nothing came within 200 ms$/,
    ],
    [
      "events that never go on, where the caller waits no longer",
      (socket) => void socket.write(`HTTP/1.1 ${EVENTS.replace("\n", "\r\n")}\r\n\r\n`),
      /^AbortError /,
    ],
  ];
  it.each(cases)("%s", async (name, behaviour, seen) => {
    behave = behaviour;
    const client = new Client({ baseUrl: baseUrl(), retry: false, timeoutMs: 400 });
    const stream = {
      read: readServerSentEvents,
      mediaTypes: ["text/event-stream"],
      parse: (text: string): unknown => JSON.parse(text),
    };
    const options = {
      maxEventLength: 65_536,
      idleTimeoutMs: 200,
      ...(name.includes("caller") && { signal: AbortSignal.timeout(100) }),
    };
    const read = async (): Promise<unknown[]> => {
      const found: unknown[] = [];
      for await (const event of streamEvents(client, get, stream, {}, options)) found.push(event);
      return found;
    };
    expect(await outcome(read)).toMatch(seen);
  });
});

describe("credentials of a wrong kind are a RequestError, and nothing is sent", () => {
  const never = new Promise<never>(() => undefined);
  const cases = [
    [
      "an object as an API key",
      applyApiKeyHeader,
      { key: "k" },
      "a string is expected, not an object",
    ],
    ["a number as an API key", applyApiKeyHeader, 7, "a string is expected, not a number"],
    ["null as an API key", applyApiKeyHeader, null, "a string is expected, not null"],
    [
      "a function that gives nothing",
      applyApiKeyHeader,
      () => undefined,
      "a string is expected, not undefined",
    ],
    ["a list in the query", applyApiKeyQuery, ["k"], "a string is expected, not an object"],
    ["true in a cookie", applyApiKeyCookie, true, "a string is expected, not a boolean"],
    [
      "an object as a bearer token",
      applyBearer,
      { token: "t" },
      "a string is expected, not an object",
    ],
    ["an object as a whole header", applyAuthorization, {}, "a string is expected, not an object"],
    ["a text as a user", applyBasic, "u:p", "{ username, password } is expected, not a string"],
    [
      "a user without a password",
      applyBasic,
      { username: "u" },
      "{ username, password } is expected, not an object",
    ],
    [
      "a source of tokens that is none",
      applyAccessToken,
      { clientId: "c" },
      "a string is expected, not an object",
    ],
    [
      "a source that gives no text",
      applyAccessToken,
      { getToken: () => 7 },
      "a string is expected, not a number",
    ],
    ["a text as AWS keys", applySigV4, "AKID", "{ credentials } is expected, not a string"],
    [
      "AWS keys without a secret",
      applySigV4,
      { region: "r", credentials: { accessKeyId: "a" } },
      "auth.key.credentials needs accessKeyId and secretAccessKey",
    ],
    ["a key that ends its header", applyApiKeyHeader, "k\r\nx: y", "an invalid header value"],
    [
      "a provider that throws",
      applyBearer,
      () => {
        throw new Error("no profile");
      },
      "no profile",
    ],
    [
      "a provider that rejects",
      applyBearer,
      () => Promise.reject(new Error("no profile")),
      "no profile",
    ],
  ] as const;
  it.each(cases)("%s", async (_, apply, value, message) => {
    heads = [];
    behave = answers(JSON_HEAD, "1");
    const operation = { ...get, security: [[[{ name: "key", apply }] as const]] };
    const client = new Client({ baseUrl: baseUrl(), auth: { key: value }, ...LIMITS });
    const seen = await outcome(() => client.call(operation, {}));
    const said = seen.replace(
      /(auth\.key: )[^]* (?=an invalid header value)[^]*/,
      "$1an invalid header value",
    );
    expect(said).toBe(`RequestError auth.key: ${message}`);
    expect(heads).toEqual([]);
  });

  it("a provider that never answers is a TimeoutError", async () => {
    const security = [[[{ name: "key", apply: applyBearer }] as const]];
    const client = new Client({ baseUrl: baseUrl(), auth: { key: () => never }, ...LIMITS });
    expect(await outcome(() => client.call({ ...get, security }, {}))).toBe(
      "TimeoutError no answer within 400 ms",
    );
  });
});

describe("a redirect to another origin", () => {
  it.each([301, 302, 303, 307, 308])(
    "with status %i takes no credentials along",
    async (status) => {
      heads = [];
      const elsewhere = baseUrl().replace("127.0.0.1", "localhost");
      behave = (socket) => {
        const isMoved = heads.at(-1)?.startsWith("GET /moved ");
        const next = isMoved
          ? answers(JSON_HEAD, "1")
          : answers(`${status} Moved\nlocation: ${elsewhere}/moved`);
        next(socket);
      };
      const security = [
        [
          [{ name: "key", apply: applyApiKeyHeader, parameter: "X-Own" }],
          [{ name: "token", apply: applyBearer }],
          [{ name: "sid", apply: applyApiKeyCookie, parameter: "sid" }],
          [{ name: "inQuery", apply: applyApiKeyQuery, parameter: "q" }],
        ] as const,
      ];
      const client = new Client({
        baseUrl: baseUrl(),
        auth: { key: "secret", token: "secret", sid: "secret", inQuery: "secret" },
        headers: { "x-api-key": "secret", "proxy-authorization": "secret" },
        ...LIMITS,
      });
      expect(await outcome(() => client.call({ ...get, security }, {}))).toBe("value 1");
      expect(heads.map((head) => head.split("secret").length - 1)).toEqual([6, 0]);
    },
  );
});

describe("a clock that is off by an hour", () => {
  it("is corrected by the server's date, once", async () => {
    heads = [];
    const date = new Date(Date.parse("2026-01-02T04:00:00Z")).toUTCString();
    behave = answers(`403 Forbidden\ndate: ${date}`);
    const key = { name: "key", apply: applySigV4, renew: renewSigV4 };
    const credentials = { accessKeyId: "a", secretAccessKey: "s" };
    const client = new Client({
      baseUrl: baseUrl(),
      auth: { key: { credentials, region: "eu-north-1" } },
      clock: { now: () => Date.parse("2026-01-02T03:00:00Z") },
      ...LIMITS,
    });
    const operation = { ...get, security: [[[key] as const]] };
    expect(await outcome(() => client.call(operation, {}))).toBe("ForbiddenError 403");
    expect(heads.map((head) => /x-amz-date: (\S+)/.exec(head)?.[1])).toEqual([
      "20260102T030000Z",
      "20260102T040000Z",
    ]);
  });
});
