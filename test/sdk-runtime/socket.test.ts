import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import type { AddressInfo } from "node:net";
import {
  applyApiKeyHeader,
  applyApiKeyQuery,
} from "../../templates/sdk/typescript/runtime/auth.js";
import {
  AbortError,
  RequestError,
  TimeoutError,
} from "../../templates/sdk/typescript/runtime/errors.js";
import { Socket, type SocketApi } from "../../templates/sdk/typescript/runtime/socket.js";
import {
  GatewayFrameError,
  MessageTooLargeError,
  QueueOverflowError,
  SocketClosedError,
  SocketConnectError,
} from "../../templates/sdk/typescript/runtime/socket-errors.js";
import { presignSigV4 } from "../../templates/sdk/typescript/runtime/socket-sigv4.js";
import type { SocketRoute } from "../../templates/sdk/typescript/runtime/socket-message.js";
import type { SocketOptions } from "../../templates/sdk/typescript/runtime/socket-options.js";

interface Events {
  readonly sold: { readonly toy: string };
}

const api: SocketApi = {
  connect: { name: "connect", method: "GET", path: "" },
  selection: ["action"],
  events: { sold: [{ tags: { action: ["sold"] }, required: ["toy"] }] },
};
const order: SocketRoute = {
  name: "order",
  key: "order",
  correlation: ["id"],
  reply: [{ tags: { action: ["ordered"] }, correlation: ["id"] }],
};
const count: SocketRoute = { name: "count", key: "count", reply: [{ required: ["count"] }] };
const note: SocketRoute = { name: "note", key: "note" };

let server: WebSocketServer;
let received: string[];
let answer: (text: string, peer: WebSocket) => void;
let url: string;
const open: Socket<Events>[] = [];

beforeEach(async () => {
  received = [];
  answer = () => undefined;
  server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  server.on("connection", (peer) => {
    peer.on("message", (data: Buffer) => {
      const text = data.toString();
      received.push(text);
      answer(text, peer);
    });
  });
  await new Promise((resolve) => server.once("listening", resolve));
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  for (const socket of open.splice(0)) await socket.close();
  for (const peer of server.clients) peer.terminate();
  await new Promise((resolve) => server.close(resolve));
});

function socketWith(options: SocketOptions = {}): Socket<Events> {
  const quick = { minDelayMs: 5, maxDelayMs: 20 };
  const socket = new Socket<Events>(api, { webSocket: WebSocket, reconnect: quick, ...options });
  open.push(socket);
  return socket;
}

async function connected(options: SocketOptions = {}): Promise<Socket<Events>> {
  const socket = socketWith(options);
  await socket.open({ url });
  return socket;
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 2));
}

const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("messages", () => {
  it("carry their route's key and a correlation id, by which replies find their request", async () => {
    const held: string[] = [];
    answer = (text, peer) => {
      held.push(text);
      if (held.length < 2) return;
      for (const one of held.reverse()) {
        const { id, toy } = JSON.parse(one) as { id: string; toy: string };
        peer.send(JSON.stringify({ action: "ordered", id, toy }));
      }
    };
    const socket = await connected();
    const replies = await Promise.all([
      socket.ask<{ toy: string }>(order, { toy: "bear" }),
      socket.ask<{ toy: string }>(order, { toy: "kite" }),
    ]);
    expect(replies.map(({ toy }) => toy)).toEqual(["bear", "kite"]);
    expect(JSON.parse(received[0] ?? "")).toMatchObject({ action: "order", toy: "bear" });
  });

  it("without an id are answered in order, beside events", async () => {
    answer = (_, peer) => {
      peer.send('{"action":"sold","toy":"bear"}');
      peer.send('{"count":1}');
      peer.send('{"count":2}');
    };
    const socket = await connected();
    const sold: string[] = [];
    const off = socket.on("sold", ({ toy }) => sold.push(toy));
    expect(await socket.ask(count, {})).toEqual({ count: 1 });
    expect(sold).toEqual(["bear"]);
    off();
  });

  it("are events, error frames or unknown, and none is lost", async () => {
    const frame = { message: "Forbidden", connectionId: "c=", requestId: "r=" };
    const socket = await connected();
    const events = socket.events[Symbol.asyncIterator]();
    const texts = ['{"action":"sold","toy":"bear"}', JSON.stringify(frame), '{"x":1}', "no json"];
    for (const peer of server.clients) for (const text of texts) peer.send(text);
    const found = [];
    for (let i = 0; i < 4; i++) found.push((await events.next()).value);
    expect(found).toEqual([
      { type: "sold", data: { action: "sold", toy: "bear" } },
      { type: "$error", data: frame },
      { type: "$unknown", data: { x: 1 }, text: '{"x":1}' },
      { type: "$unknown", data: undefined, text: "no json" },
    ]);
    await socket.close();
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  it("fail by an error frame, in time, or when the caller gives up", async () => {
    answer = (text, peer) => {
      if (text.includes("bad")) {
        peer.send('{"message":"Internal server error","connectionId":"c","requestId":"r"}');
      }
    };
    const socket = await connected();
    const failed = await rejection(socket.ask(order, { toy: "bad" }));
    expect(failed).toBeInstanceOf(GatewayFrameError);
    expect(failed).toMatchObject({
      message: expect.stringMatching(/^SEND ws.*: order: Internal server error$/) as string,
    });
    const late = await rejection(socket.ask(order, {}, { timeoutMs: 10 }));
    expect(late).toBeInstanceOf(TimeoutError);
    const controller = new AbortController();
    const waiting = rejection(socket.ask(order, {}, { signal: controller.signal }));
    controller.abort();
    expect(await waiting).toBeInstanceOf(AbortError);
  });

  it("are cut into frames, and refused where they are too large", async () => {
    const socket = await connected();
    await socket.post(note, { text: "é".repeat(40_000) });
    await until(() => received.length > 0);
    expect(JSON.parse(received[0] ?? "")).toMatchObject({ text: "é".repeat(40_000) });
    const failed = await rejection(socket.post(note, { text: "x".repeat(140_000) }));
    expect(failed).toBeInstanceOf(MessageTooLargeError);
    expect(failed).toMatchObject({ limit: 131_072, bytes: 140_027 });
  });
});

class Sha256 {
  readonly #hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret
      ? createHmac("sha256", Buffer.from(secret as Uint8Array))
      : createHash("sha256");
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {}
}

it("signatures of handshakes are those of another implementation", async () => {
  const keys = { accessKeyId: "AKID", secretAccessKey: "secret", sessionToken: "to/ken+" };
  const now = Date.parse("2026-02-03T04:05:06Z");
  const hostname = "abc.execute-api.eu-west-1.amazonaws.com";
  const target = {
    url: `wss://${hostname}/prod/a%20b?room=x%20y&a=1`,
    headers: new Headers(),
    request: {} as never,
  };
  const context = { scopes: [], fetch, now: () => now };
  await presignSigV4(target, { credentials: keys }, { name: "iam" }, context);
  const signer = new SignatureV4({
    service: "execute-api",
    region: "eu-west-1",
    credentials: keys,
    sha256: Sha256,
  });
  const expected = await signer.presign(
    {
      method: "GET",
      protocol: "wss:",
      hostname,
      path: "/prod/a%20b",
      query: { room: "x y", a: "1" },
      headers: { host: hostname },
    },
    { signingDate: new Date(now), expiresIn: 300 },
  );
  expect(new URL(target.url).searchParams.get("X-Amz-Signature")).toBe(
    expected.query?.["X-Amz-Signature"],
  );
});

describe("connections", () => {
  it("come again after a loss, subscribe again, and send what waited", async () => {
    const reasons: string[] = [];
    const socket: Socket<Events> = await connected({
      onConnect: async ({ reason }) => {
        reasons.push(reason);
        if (reason === "reconnect") await socket.post(note, { again: true });
      },
    });
    const lost = rejection(socket.ask(order, {}));
    await until(() => received.length === 1);
    for (const peer of server.clients) peer.terminate();
    expect(await lost).toBeInstanceOf(SocketClosedError);
    await socket.post(note, { waited: true });
    await until(() => received.length === 3);
    expect(received.slice(1).map((text) => Object.keys(JSON.parse(text) as object)[1])).toEqual([
      "again",
      "waited",
    ]);
    expect(reasons).toEqual(["first", "reconnect"]);
  });

  it("end for good when the server says so, and when no attempt succeeds", async () => {
    const socket = await connected();
    const reading = rejection(socket.events[Symbol.asyncIterator]().next());
    for (const peer of server.clients) peer.close(1008, "no");
    expect(await reading).toMatchObject({
      close: { code: 1008, name: "policyViolation", reason: "no" },
    });
    expect(socket.state).toBe("closed");
    expect(await rejection(socket.post(note, {}))).toBeInstanceOf(SocketClosedError);
  });

  it("bound what waits", async () => {
    const socket = await connected({
      queue: { limit: 2, policy: "dropOldest" },
      reconnect: { minDelayMs: 200 },
    });
    for (const peer of server.clients) peer.terminate();
    await until(() => socket.state === "reconnecting");
    const sent = [1, 2, 3].map((number) => rejection(socket.post(note, { number })));
    expect(await sent[0]).toBeInstanceOf(QueueOverflowError);
    await Promise.all(sent);
    await until(() => received.length === 2);
    expect(received.map((text) => (JSON.parse(text) as { number: number }).number)).toEqual([2, 3]);
  });

  it("are kept open by heartbeats, and given up when nothing comes back", async () => {
    const closes: string[] = [];
    const socket = await connected({
      heartbeat: { everyMs: 20, timeoutMs: 20 },
      onDisconnect: ({ reason }) => closes.push(reason),
    });
    await until(() => closes.length === 1);
    expect(closes).toEqual(["no answer to a heartbeat"]);
    expect(received[0]).toBe('{"action":"ping"}');
    await until(() => socket.state === "open");
  });

  it("are replaced before they end, while replies still come", async () => {
    const reasons: string[] = [];
    const peers: WebSocket[] = [];
    answer = (text, peer) => {
      const { id } = JSON.parse(text) as { id: string };
      peers.push(peer);
      setTimeout(() => peer.send(JSON.stringify({ action: "ordered", id })), 60);
    };
    const socket = await connected({
      rollover: { afterMs: 30, graceMs: 500 },
      onConnect: ({ reason }) => void reasons.push(reason),
    });
    const reply = socket.ask(order, {});
    await until(() => reasons.length > 1);
    expect(await reply).toMatchObject({ action: "ordered" });
    expect(reasons.slice(0, 2)).toEqual(["first", "rollover"]);
  });

  it("tell why they cannot be had", async () => {
    const refusing = new WebSocketServer({
      port: 0,
      host: "127.0.0.1",
      verifyClient: (_info, done) => done(false, 403),
    });
    await new Promise((resolve) => refusing.once("listening", resolve));
    const { port } = refusing.address() as AddressInfo;
    const refused = await rejection(socketWith().open({ url: `ws://127.0.0.1:${port}` }));
    expect(refused).toBeInstanceOf(SocketConnectError);
    expect(refused).toMatchObject({ status: 403 });
    refusing.close();
    const aborted = socketWith().open({ url, signal: AbortSignal.abort() });
    expect(await rejection(aborted)).toBeInstanceOf(AbortError);
    const { webSocket: _, ...platform } = { webSocket: WebSocket };
    const headers = new Socket<Events>(api, platform).open({ url, headers: { "x-key": "k" } });
    expect(await rejection(headers)).toBeInstanceOf(RequestError);
  });

  it("offer subprotocols, of which the server takes one", async () => {
    const offered: (string | undefined)[] = [];
    server.on("connection", (peer, { headers }) => {
      offered.push(headers["sec-websocket-protocol"], peer.protocol);
    });
    await socketWith().open({ url, protocols: ["v2", "v1"] });
    expect(offered).toEqual(["v2,v1", "v2"]);
  });

  it("carry credentials in the query or in headers", async () => {
    const requests: { url: string | undefined; key: unknown }[] = [];
    server.on("connection", (_, { url: target, headers }) => {
      requests.push({ url: target, key: headers["x-key"] });
    });
    const query = { name: "token", parameter: "token", apply: applyApiKeyQuery };
    const header = { name: "key", parameter: "x-key", apply: applyApiKeyHeader };
    const secured = {
      ...api,
      connect: { ...api.connect, security: [[[query], [header]]] },
    } as const;
    const socket = new Socket<Events>(secured as unknown as SocketApi, { webSocket: WebSocket });
    open.push(socket);
    await socket.open({ url: `${url}/prod`, auth: { token: "a b", key: () => "secret" } });
    expect(requests).toEqual([{ url: "/prod?token=a%20b", key: "secret" }]);
  });
});
