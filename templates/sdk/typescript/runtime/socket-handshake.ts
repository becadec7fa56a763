import { type ErrorContext, reasonOf, RequestError } from "./errors.js";
import type { Operation } from "./operation.js";
import { prepare } from "./prepare.js";
import type { HttpRequest } from "./request.js";
import type {
  SocketHandshake,
  SocketOptions,
  SocketTarget,
} from "./socket-options.js";

/** Makes the handshake of a connection: the URL with its parameters, headers, and what proves who connects. */
export async function makeHandshake(
  operation: Operation,
  target: SocketTarget,
  options: SocketOptions,
  signal: AbortSignal,
): Promise<SocketHandshake> {
  const { url: baseUrl, auth, parameters = {}, headers, query } = target;
  const core = { baseUrl: socketUrl(baseUrl), auth, headers };
  const members = { ...parameters };
  const prepared = prepare(operation, members, core, { query });
  const { context, credentials } = prepared;
  const request: HttpRequest = { ...prepared.request, attempt: 0, signal };
  const signed = { url: request.url, headers: request.headers, request };
  const now = options.clock?.now ?? Date.now;
  const { fetch } = globalThis;
  for (const { scheme, scopes, value } of credentials) {
    try {
      await scheme.apply?.(signed, value, scheme, { scopes, now, fetch });
    } catch (cause) {
      const words = `connect: auth.${scheme.name}: ${reasonOf(cause)}`;
      throw new RequestError(words, context, cause);
    }
  }
  const handshake: SocketHandshake = {
    url: signed.url,
    headers: signed.headers,
    protocols: [...(target.protocols ?? [])],
  };
  await options.prepare?.(handshake);
  return handshake;
}

/** What errors say about a connection; without the query, where credentials may stand. */
export function connectContext(
  operation: Operation,
  target: SocketTarget,
): ErrorContext {
  const url = socketUrl(target.url).split("?", 1)[0] ?? "";
  return { operation: operation.name, method: "GET", url };
}

function socketUrl(url: string): string {
  return url.replace(/^http(s?):/i, "ws$1:");
}
