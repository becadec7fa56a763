import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiOf, startDocument } from "../start-document.js";
import type { RunningMock } from "../../../src/runtime/start.js";

const defects: unknown[] = [];
let api: RunningMock;

beforeAll(async () => {
  const operation = {
    parameters: [
      { name: "id", in: "path", required: true, schema: { type: "string", maxLength: 5 } },
    ],
    requestBody: { content: { "application/json": { schema: { type: "object" } } } },
    responses: { 200: { description: "fine", content: { "text/plain": { example: "lit" } } } },
  };
  api = await startDocument(
    apiOf({ "/lamps/{id}": { get: { ...operation, requestBody: undefined }, post: operation } }),
    {
      bodyLimit: 1000,
      onDefect: (error) => defects.push(error),
    },
  );
});

afterAll(() => api.close());

/** Sends bytes and gives what comes back until the connection ends. */
function exchange(text: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(api.port, "127.0.0.1", () => socket.write(text));
    const chunks: Buffer[] = [];
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "ECONNRESET" ? undefined : reject(error),
    );
    socket.on("close", () => resolve(Buffer.concat(chunks).toString("latin1")));
  });
}

function request(line: string, headers: string = ""): string {
  return `${line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`;
}

describe("a server under bad input", () => {
  const cases: [name: string, sent: string | Buffer, status: RegExp][] = [
    ["no HTTP at all", "hello\r\n\r\n", /^HTTP\/1\.1 400 /],
    ["a broken header", "GET / HTTP/1.1\r\nHost x\r\n\r\n", /^HTTP\/1\.1 400 /],
    [
      "a flood of headers",
      request("GET /lamps/a", `${"X-A: 1234567890\r\n".repeat(4000)}`),
      /^HTTP\/1\.1 431 /,
    ],
    ["a zero byte in the path", request("GET /lamps/a%00"), /^HTTP\/1\.1 200 /],
    ["a wrong percent-encoding", request("GET /lamps/%zz%"), /^HTTP\/1\.1 200 /],
    ["UTF-8 that is none", request("GET /lamps/%ff%fe"), /^HTTP\/1\.1 422 /],
    ["an absolute target", request("GET http://example.com/lamps/a"), /^HTTP\/1\.1 200 /],
    ["a broken query", request("GET /lamps/a?&&=&%=%&a[[=1"), /^HTTP\/1\.1 200 /],
    [
      "a body that is too large",
      request("POST /lamps/a", `Content-Type: application/json\r\nContent-Length: 5000\r\n`) +
        "x".repeat(5000),
      /^HTTP\/1\.1 413 /,
    ],
    [
      "a body that is not JSON",
      `${request("POST /lamps/a", "Content-Type: application/json\r\nContent-Length: 3\r\n")}{"a`,
      /^HTTP\/1\.1 400 /,
    ],
    [
      "a content type that is none",
      `${request("POST /lamps/a", "Content-Type: ;;/\r\nContent-Length: 2\r\n")}{}`,
      /^HTTP\/1\.1 415 /,
    ],
    [
      "preferences that are none",
      request("GET /lamps/a?__code=%E0%A4%A&__example=", "Prefer: code=,;=;example\r\n"),
      /^HTTP\/1\.1 404 /,
    ],
  ];
  it.each(cases)("%s", async (_name, sent, status) => {
    expect(await exchange(sent)).toMatch(status);
    expect(defects).toEqual([]);
  });

  it("goes on when clients leave in the middle of a body", async () => {
    const gone = Array.from(
      { length: 50 },
      () =>
        new Promise<void>((resolve) => {
          const socket = connect(api.port, "127.0.0.1", () => {
            socket.write(request("POST /lamps/a", "Content-Length: 500\r\n"));
            socket.destroy();
          });
          socket.on("close", () => resolve());
        }),
    );
    await Promise.all(gone);
    expect(await exchange(request("GET /lamps/a"))).toMatch(/^HTTP\/1\.1 200 /);
    expect(defects).toEqual([]);
  });
});
