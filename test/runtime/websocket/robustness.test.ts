import type { Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import type { MockOptions, RunningMock } from "../../../src/runtime/start.js";
import { frame, rawConnection, startYaml, TestClient, until } from "./socket-fixture.js";

const running: RunningMock[] = [];
const raws: Socket[] = [];
const clients: TestClient[] = [];
afterEach(async () => {
  for (const raw of raws.splice(0)) raw.destroy();
  for (const { socket } of clients.splice(0)) socket.terminate();
  for (const mock of running.splice(0)) await mock.close();
});

const DOCUMENT = `
openapi: 3.0.1
info: { title: Echo, version: "1" }
paths: {}
x-gw-gen-websocket: { routes: { echo: { reply: { payload: { type: string, example: fine } } } } }
`;

async function start(options: MockOptions = {}): Promise<{ mock: RunningMock; other: TestClient }> {
  const mock = await startYaml(DOCUMENT, options);
  running.push(mock);
  const other = new TestClient(mock.url.replace("http", "ws"));
  clients.push(other);
  await other.open();
  return { mock, other };
}

/** What a raw client is told when its connection ends: the close code, undefined when it is cut off. */
async function closeCode(
  mock: RunningMock,
  write: (raw: Socket) => void,
): Promise<number | undefined> {
  const raw = await rawConnection(mock.port);
  raws.push(raw);
  const chunks: Buffer[] = [];
  raw.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => raw.once("close", resolve));
  write(raw);
  await ended;
  const bytes = Buffer.concat(chunks);
  const at = bytes.lastIndexOf(0x88);
  return at < 0 ? undefined : bytes.readUInt16BE(at + 2);
}

async function works(other: TestClient): Promise<boolean> {
  const before = other.texts.length;
  other.send({ action: "echo" });
  await until(() => other.texts.length > before);
  return other.texts.at(-1) === '"fine"';
}

const TEXT = 1;
const CONTINUATION = 0;
const BINARY = 2;
const PING = 9;

it("hostile frames end their own connection with the right code, and no other", async () => {
  const { mock, other } = await start();
  const codes = {
    largeFrame: await closeCode(mock, (raw) => raw.write(frame(TEXT, Buffer.alloc(32_769, 97)))),
    largeMessage: await closeCode(mock, (raw) => {
      raw.write(frame(TEXT, Buffer.alloc(32_000, 97), false));
      for (let i = 0; i < 5; i++) raw.write(frame(CONTINUATION, Buffer.alloc(32_000, 97), false));
    }),
    invalidText: await closeCode(mock, (raw) => raw.write(frame(TEXT, Buffer.from([0xc3, 0x28])))),
    binary: await closeCode(mock, (raw) => raw.write(frame(BINARY, Buffer.from([1, 2])))),
    reserved: await closeCode(mock, (raw) => raw.write(frame(3, Buffer.alloc(0)))),
    loneContinuation: await closeCode(mock, (raw) =>
      raw.write(frame(CONTINUATION, Buffer.alloc(1))),
    ),
    pings: await closeCode(mock, (raw) => {
      for (let i = 0; i < 500; i++) raw.write(frame(PING, Buffer.alloc(100)));
    }),
  };
  expect(codes).toEqual({
    largeFrame: 1009,
    largeMessage: 1009,
    invalidText: 1007,
    binary: 1003,
    reserved: 1002,
    loneContinuation: 1002,
    pings: 1008,
  });
  expect(await works(other)).toBe(true);
  await until(() => mock.sockets?.ids().length === 1);
});

it("messages in many frames, cut at any byte, are one message", async () => {
  const { mock } = await start();
  const raw = await rawConnection(mock.port);
  raws.push(raw);
  const text = Buffer.from(JSON.stringify({ action: "echo", pad: "é".repeat(100) }));
  const frames = Buffer.concat([
    frame(TEXT, text.subarray(0, 51), false),
    frame(PING, Buffer.from("p")),
    frame(CONTINUATION, text.subarray(51, 60), false),
    frame(CONTINUATION, text.subarray(60)),
  ]);
  let answer = "";
  raw.on("data", (chunk: Buffer) => (answer += chunk.toString("latin1")));
  for (const byte of frames) {
    raw.write(Buffer.from([byte]));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await until(() => answer.endsWith('"fine"'));
  expect(answer.match(/"fine"/g)).toHaveLength(1);
});

it("a client that does not read is cut off before it costs much memory", async () => {
  const websocket = { bufferedBytes: 65_536 };
  const { mock, other } = await start({ websocket });
  const raw = await rawConnection(mock.port);
  raws.push(raw);
  await until(() => mock.sockets?.ids().length === 2);
  raw.pause();
  const connectionId = mock.sockets?.ids()[1] ?? "";
  const data = Buffer.alloc(60_000, 97).toString("base64");
  let sent = 0;
  while (mock.sockets?.run({ action: "post", connectionId, data }).status === 200) {
    sent += 1;
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toBeLessThan(2000);
  }
  expect(await works(other)).toBe(true);
  await until(() => mock.sockets?.ids().length === 1);
});

it("handshakes that are given up, and storms of 1,000, leave nothing behind", async () => {
  const { mock, other } = await start({
    websocket: { connectThrottle: { rate: 1e6, burst: 1e6 } },
  });
  for (let storm = 0; storm < 3; storm++) {
    const all = Array.from({ length: 1000 }, async (_, index) => {
      const raw = await rawConnection(mock.port);
      if (index % 2 === 0) raw.destroy();
      else raw.resetAndDestroy();
    });
    await Promise.all(all);
    expect(await works(other)).toBe(true);
    await until(() => mock.sockets?.ids().length === 1);
  }
});

it("a client that is gone without a word is given up after the idle limit", async () => {
  const { mock } = await start({ websocket: { idleMs: 100 } });
  const raw = await rawConnection(mock.port);
  raws.push(raw);
  const id = mock.sockets?.ids()[1] ?? "";
  const got: Buffer[] = [];
  raw.on("data", (chunk: Buffer) => got.push(chunk));
  const ended = new Promise((resolve) => raw.once("close", resolve));
  // It never answers the closing frame, as a machine that has lost its network.
  await ended;
  expect(Buffer.concat(got).readUInt16BE(2)).toBe(1001);
  expect(mock.sockets?.run({ action: "get", connectionId: id })).toEqual({ status: 410 });
  await until(() => mock.sockets?.ids().length === 0);
});
