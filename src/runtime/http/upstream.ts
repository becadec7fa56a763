import { request as requestHttp, type IncomingMessage, type RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import type { HttpResponse } from "./message.js";

/** A request to another server. */
export interface UpstreamRequest {
  readonly url: URL;
  readonly method: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: Buffer;
  readonly timeoutMs: number;
  /** Bytes of the answer that are taken at most. */
  readonly bodyLimit?: number;
}

/** Why there is no answer. */
export interface UpstreamFailure {
  readonly failed: "timeout" | "network";
  readonly reason: string;
}

const BODY_LIMIT = 64 * 1024 * 1024;

/** Sends a request and reads the whole answer; a failure is a value, not an error. */
export function sendUpstream(request: UpstreamRequest): Promise<HttpResponse | UpstreamFailure> {
  return new Promise((resolve) => {
    const { url, method, body, timeoutMs } = request;
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    const headers = toFields(request.headers);
    // A Trailer header is only allowed on a body in chunks (RFC 9110 §6.6.2).
    const isChunked = request.headers.some((name, at) => at % 2 === 0 && /^trailer$/i.test(name));
    if (isChunked) headers["transfer-encoding"] = "chunked";
    else if (body.length > 0) headers["content-length"] = String(body.length);
    const options: RequestOptions = { method, headers, agent: false };
    const fail = (failed: UpstreamFailure["failed"], reason: string): void => {
      clearTimeout(timer);
      resolve({ failed, reason });
      outgoing.destroy();
    };
    const outgoing = send(url, options, (incoming) => {
      readAnswer(incoming, request.bodyLimit ?? BODY_LIMIT).then(
        (answer) => {
          clearTimeout(timer);
          resolve(answer);
        },
        (error: unknown) => fail("network", String(error)),
      );
    });
    const timer = setTimeout(() => fail("timeout", `no answer within ${timeoutMs} ms`), timeoutMs);
    outgoing.on("error", (error: NodeJS.ErrnoException) =>
      fail("network", error.code ?? error.message),
    );
    outgoing.end(body);
  });
}

async function readAnswer(incoming: IncomingMessage, limit: number): Promise<HttpResponse> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes: Buffer = chunk;
    size += bytes.length;
    if (size > limit) throw new Error(`the answer is larger than ${limit} bytes`);
    chunks.push(bytes);
  }
  return {
    status: incoming.statusCode ?? 502,
    headers: incoming.rawHeaders,
    body: Buffer.concat(chunks),
  };
}

function toFields(flat: readonly string[]): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {};
  for (let at = 0; at < flat.length; at += 2) {
    const name = flat[at] ?? "";
    const value = flat[at + 1] ?? "";
    const known = fields[name];
    fields[name] = known === undefined ? value : [known, value].flat();
  }
  return fields;
}

const HOP_BY_HOP = new Set([
  "connection",
  "content-length",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Names and values in turn without those of one connection alone (RFC 9110 §7.6.1) and without `dropped`. */
export function endToEndHeaders(
  flat: readonly string[],
  dropped: readonly string[] = [],
): string[] {
  const kept: string[] = [];
  for (let at = 0; at < flat.length; at += 2) {
    const name = (flat[at] ?? "").toLowerCase();
    if (HOP_BY_HOP.has(name) || dropped.includes(name)) continue;
    kept.push(flat[at] ?? "", flat[at + 1] ?? "");
  }
  return kept;
}

/** Whether a URL leads to this machine itself. */
export function isLoopback({ hostname }: URL): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}
