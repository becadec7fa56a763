import { connect, type Socket } from "node:net";
import { WebSocket, type ClientOptions } from "ws";
import { parse } from "yaml";
import type { MockOptions, RunningMock } from "../../../src/runtime/start.js";
import { startDocument } from "../start-document.js";

/** Starts the mock of a document in YAML. */
export function startYaml(document: string, options: MockOptions = {}): Promise<RunningMock> {
  return startDocument(parse(document), options);
}

/** A client of tests: keeps what it gets. */
export class TestClient {
  readonly socket: WebSocket;
  readonly texts: string[] = [];
  close: { readonly code: number; readonly reason: string } | undefined;

  constructor(url: string, options: ClientOptions = {}, protocols: string[] = []) {
    this.socket = new WebSocket(url, protocols, options);
    this.socket.on("message", (data: Buffer) => this.texts.push(data.toString()));
    this.socket.on("close", (code, reason) => {
      this.close = { code, reason: reason.toString() };
    });
    this.socket.on("error", () => undefined);
  }

  /** The frames so far, parsed. */
  get messages(): unknown[] {
    return this.texts.map((text) => JSON.parse(text) as unknown);
  }

  /** Opens; rejects with the status of a refused handshake. */
  async open(): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.socket.once("open", () => resolve());
      this.socket.once("unexpected-response", (request, response) => {
        request.destroy();
        reject(new Error(`refused with ${response.statusCode}`));
      });
      this.socket.once("error", reject);
    });
    return this;
  }

  send(value: unknown): void {
    this.socket.send(typeof value === "string" ? value : JSON.stringify(value));
  }

  async until(isTrue: () => boolean): Promise<void> {
    await until(isTrue);
  }
}

/** Waits until something is true. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** A connection whose frames tests write byte by byte. */
export async function rawConnection(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(
    [
      "GET / HTTP/1.1",
      "Host: 127.0.0.1",
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "\r\n",
    ].join("\r\n"),
  );
  await new Promise((resolve) => socket.once("data", resolve));
  return socket;
}

/** A masked frame with a mask of zeros. */
export function frame(opcode: number, payload: Buffer, isFinal = true): Buffer {
  const first = (isFinal ? 0x80 : 0) | opcode;
  const { length } = payload;
  const head =
    length < 126
      ? Buffer.from([first, 0x80 | length])
      : Buffer.from([first, 0x80 | 126, length >> 8, length & 0xff]);
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}
