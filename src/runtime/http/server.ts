import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import {
  type HttpHandler,
  type HttpRequest,
  type HttpResponse,
  NO_BODY,
  splitTarget,
} from "./message.js";

/** How a server listens. */
export interface ListenOptions {
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  /** Bytes of a body that are read at most; more is answered with 413. */
  readonly bodyLimit: number;
  /** Certificate and key; plain HTTP when absent. */
  readonly tls?: TlsFiles;
  /** Takes over connections that ask for another protocol; they are closed when absent. */
  readonly onUpgrade?: (message: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Milliseconds that a client may take to send a request; 120,000 when absent. */
  readonly clientTimeoutMs?: number;
  /** Told of connections that were refused before there was a request, with the status that they got. */
  readonly onRefused?: (status: number, reason: string) => void;
  /** Told of defects: errors that a handler threw. */
  readonly onDefect?: (error: unknown, request: HttpRequest | undefined) => void;
}

/** A certificate with its key, both PEM. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

/** A server that listens. */
export interface Listening {
  /** `http://127.0.0.1:4010`. */
  readonly url: string;
  readonly port: number;
  /** Stops: requests on their way get `graceMs` to end, then open connections are closed. */
  close(graceMs?: number): Promise<void>;
}

const CLIENT_TIMEOUT_MS = 120_000;
const HEADERS_TIMEOUT_MS = 30_000;
const CHECKING_MS = 10_000;

/** Starts a server; rejects with the system's error (`EADDRINUSE`, …) when it cannot listen. */
export async function listen(handler: HttpHandler, options: ListenOptions): Promise<Listening> {
  const requestTimeout = options.clientTimeoutMs ?? CLIENT_TIMEOUT_MS;
  const limits = {
    maxHeaderSize: 32 * 1024,
    requestTimeout,
    headersTimeout: Math.min(HEADERS_TIMEOUT_MS, requestTimeout),
    connectionsCheckingInterval: Math.min(CHECKING_MS, requestTimeout),
  };
  const { tls, onUpgrade } = options;
  const server = tls ? createTlsServer({ ...limits, ...tls }) : createServer(limits);
  server.on("request", (request, response) => receive(request, response, handler, options));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const status = refuse(error, socket);
    if (status !== undefined) options.onRefused?.(status, error.message);
  });
  if (onUpgrade) server.on("upgrade", onUpgrade);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const { port, address } = server.address() as AddressInfo;
  const host = address.includes(":") ? `[${address}]` : address;
  const url = `${tls ? "https" : "http"}://${host}:${port}`;
  return { url, port, close: (graceMs = 0) => close(server, graceMs) };
}

function close(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => server.closeAllConnections();
    const timer = graceMs > 0 ? setTimeout(end, graceMs) : undefined;
    server.close((error) => {
      clearTimeout(timer);
      if (error) reject(error);
      else resolve();
    });
    if (graceMs > 0) server.closeIdleConnections();
    else end();
  });
}

/** Answers what is not HTTP: too many headers with 431, a slow client with 408, else 400; the status where one was sent. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): number | undefined {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return undefined;
  }
  const status = CLIENT_ERRORS[error.code ?? ""] ?? "400 Bad Request";
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  return Number.parseInt(status, 10);
}

const CLIENT_ERRORS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

function receive(
  message: IncomingMessage,
  response: ServerResponse,
  handler: HttpHandler,
  options: ListenOptions,
): void {
  const { headers } = message;
  if (headers["content-length"] === undefined && headers["transfer-encoding"] === undefined) {
    respond(toRequest(message, NO_BODY), response, handler, options);
    return;
  }
  if (Number(headers["content-length"]) > options.bodyLimit) {
    tooLarge(message, response);
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  message.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= options.bodyLimit) chunks.push(chunk);
    else if (!response.headersSent) tooLarge(message, response);
  });
  message.on("error", () => response.destroy());
  message.on("end", () => {
    if (size > options.bodyLimit) return;
    const body = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
    respond(toRequest(message, body), response, handler, options);
  });
}

function tooLarge(message: IncomingMessage, response: ServerResponse): void {
  response.writeHead(413, { "content-length": "0", connection: "close" });
  response.end(() => message.destroy());
}

function toRequest(message: IncomingMessage, body: Buffer): HttpRequest {
  const target = message.url ?? "/";
  const { path, query } = splitTarget(target);
  return {
    method: message.method ?? "GET",
    target,
    path,
    query,
    headers: message.headers,
    rawHeaders: message.rawHeaders,
    body,
    remoteAddress: message.socket.remoteAddress ?? "",
  };
}

function respond(
  request: HttpRequest,
  response: ServerResponse,
  handler: HttpHandler,
  options: ListenOptions,
): void {
  try {
    const answer = handler(request);
    if (answer instanceof Promise) {
      answer.then(
        (made) => write(made, request, response),
        (error: unknown) => defect(error, request, response, options),
      );
    } else write(answer, request, response);
  } catch (error) {
    defect(error, request, response, options);
  }
}

function write(answer: HttpResponse, request: HttpRequest, response: ServerResponse): void {
  if (response.destroyed) return;
  if (answer.reset) {
    response.socket?.resetAndDestroy();
    return;
  }
  const { status } = answer;
  if (status < 200 || status === 204 || status === 304) {
    response.writeHead(status < 200 ? 200 : status, [...answer.headers]);
    response.end();
    return;
  }
  const { headers, body } = wireFormOf(answer);
  response.writeHead(status, headers);
  if (request.method === "HEAD") response.end();
  else if (typeof body === "string") response.end(body, "latin1");
  else response.end(body);
}

/** A response as it is handed to Node. */
interface WireForm {
  readonly headers: string[];
  /** A text of one character a byte, which Node sends in one piece with the head; large bodies go by themselves. */
  readonly body: string | Buffer;
}

const LARGEST_TEXT = 32 * 1024;
const wireForms = new WeakMap<HttpResponse, WireForm>();

function wireFormOf(answer: HttpResponse): WireForm {
  if (!answer.lasting) return makeWireForm(answer);
  const known = wireForms.get(answer);
  if (known) return known;
  const made = makeWireForm(answer);
  wireForms.set(answer, made);
  return made;
}

function makeWireForm({ headers, body }: HttpResponse): WireForm {
  return {
    headers: [...headers, "content-length", String(body.length)],
    body: body.length <= LARGEST_TEXT ? body.toString("latin1") : body,
  };
}

function defect(
  error: unknown,
  request: HttpRequest,
  response: ServerResponse,
  options: ListenOptions,
): void {
  options.onDefect?.(error, request);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(500, { "content-length": "0" });
  response.end();
}
