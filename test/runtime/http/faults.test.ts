import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, it } from "vitest";
import { recordingFile } from "../../../src/cli/overlay-file.js";
import type { MockOptions, RunningMock } from "../../../src/runtime/start.js";
import { apiOf, startDocument } from "../start-document.js";

const ITEM = { "application/json": { example: { lit: true } } };
const BODY = { "application/json": { schema: { type: "object" } } };
const DOCUMENT = apiOf({
  "/lamps": {
    get: { responses: { 200: { description: "", content: ITEM } } },
    post: {
      requestBody: { content: BODY },
      responses: { 200: { description: "", content: ITEM } },
    },
  },
});

const defects: unknown[] = [];
let running: RunningMock | undefined;
let upstream: Server | undefined;

afterEach(async () => {
  await running?.close();
  upstream?.closeAllConnections();
  upstream?.close();
  [running, upstream] = [undefined, undefined];
  if (defects.length > 0) throw new Error(`defects: ${defects.splice(0).join(", ")}`);
});

async function start(options: MockOptions = {}): Promise<RunningMock> {
  const onDefect = (error: unknown): void => void defects.push(error);
  running = await startDocument(DOCUMENT, { onDefect, ...options });
  return running;
}

/** A loopback server that does this to each connection. */
async function upstreamThat(act: (socket: Socket) => void): Promise<URL> {
  upstream = createServer((request) => act(request.socket));
  await new Promise<void>((resolve) => upstream?.listen(0, "127.0.0.1", resolve));
  return new URL(`http://127.0.0.1:${(upstream.address() as AddressInfo).port}`);
}

async function isUp({ url }: RunningMock): Promise<boolean> {
  return (await fetch(`${url}/lamps`)).ok;
}

describe("clients that misbehave", () => {
  it("are cut off with 408 when they send too slowly, and the log says so", async () => {
    const refused: number[] = [];
    const api = await start({
      clientTimeoutMs: 200,
      onRefused: (status) => void refused.push(status),
    });
    const text = await new Promise<string>((resolve) => {
      const socket = connect(api.port, "127.0.0.1", () =>
        socket.write("POST /lamps HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"),
      );
      let seen = "";
      socket.on("data", (chunk) => (seen += String(chunk)));
      socket.on("close", () => resolve(seen));
    });
    expect([text.split("\r\n")[0], refused]).toEqual(["HTTP/1.1 408 Request Timeout", [408]]);
    expect(await isUp(api)).toBe(true);
  });

  it("may send bodies of 10 MB, but not without end", async () => {
    const api = await start({ bodyLimit: 12 * 1024 * 1024 });
    const send = async (bytes: number): Promise<number | string> => {
      const text = JSON.stringify({ text: "x".repeat(bytes) });
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(Buffer.from(text));
          controller.close();
        },
      });
      const headers = { "content-type": "application/json" };
      const init = { method: "POST", headers, body, duplex: "half" } as const;
      return fetch(`${api.url}/lamps`, init).then(
        ({ status }) => status,
        () => "closed",
      );
    };
    expect(await send(10_000_000)).toBe(200);
    expect([413, "closed"]).toContain(await send(40_000_000));
    expect(await isUp(api)).toBe(true);
  });

  it("may open 10,000 connections and drop them, and the memory comes back", async () => {
    const api = await start();
    const before = await heapAfter(api, BATCH);
    const after = await heapAfter(api, 10_000);
    expect(after - before).toBeLessThan(20_000_000);
    expect(await isUp(api)).toBe(true);
  });
});

const BATCH = 500;

/** Opens connections, half of them with a begun request, drops them, and gives the bytes in use. */
async function heapAfter(api: RunningMock, count: number): Promise<number> {
  for (let left = count; left > 0; left -= BATCH) {
    await Promise.all(
      Array.from({ length: BATCH }, (_, at) => openAndDrop(api.port, at % 2 === 0)),
    );
  }
  await isUp(api);
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}

function openAndDrop(port: number, begins: boolean): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      if (begins) socket.write("POST /lamps HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
      socket.resetAndDestroy();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve());
  });
}

describe("an upstream that fails", () => {
  it.each([
    ["closes at once", (socket: Socket) => void socket.destroy()],
    ["resets", (socket: Socket) => void socket.resetAndDestroy()],
    [
      "dies within its answer",
      (socket: Socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"a":');
        socket.destroy();
      },
    ],
    ["speaks no HTTP", (socket: Socket) => void socket.end("what?\r\n\r\n")],
    [
      "sends a wrong length",
      (socket: Socket) => void socket.end("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"),
    ],
  ])("is a 502 to the client: it %s", async (_, act) => {
    const api = await start({ proxy: await upstreamThat(act) });
    const answer = await fetch(`${api.url}/lamps`);
    const problem = (await answer.json()) as { type: string };
    expect([answer.status, problem.type.split("#")[1]]).toEqual([502, "UPSTREAM_NOT_REACHED"]);
  });
});

describe("a disk that is full", () => {
  it("is told once, and recording goes on where it can", async () => {
    const url = await upstreamThat((socket) => {
      const body = '{"lit":false}';
      socket.end(
        `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      );
    });
    const told: string[] = [];
    const write = recordingFile("/dev/full", (text) => void told.push(text));
    const api = await start({
      proxy: url,
      onRecorded: (text) => {
        write(text);
        write(text);
      },
    });
    expect([await isUp(api), told]).toEqual([
      true,
      ["recording to /dev/full failed: ENOSPC: no space left on device, write\n"],
    ]);
  });
});
