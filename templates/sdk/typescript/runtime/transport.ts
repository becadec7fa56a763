import type { Credential } from "./credentials.js";
import { type ApiError, type ErrorContext, RequestError } from "./errors.js";
import type { HttpRequest } from "./request.js";

/** What sending one request needs. */
export interface Transmission {
  readonly credentials: readonly Credential[];
  readonly fetch: typeof fetch;
  readonly now: () => number;
  /** The typed form of what `fetch` threw. */
  readonly fail: (cause: unknown) => ApiError;
  readonly context: ErrorContext;
}

const maxRedirects = 20;

/**
 * Adds the credentials and sends; a refused request is sent once more where a scheme has better credentials.
 * Redirects are followed here, because `fetch` would carry API keys to another origin.
 */
export async function transmit(
  request: HttpRequest,
  transmission: Transmission,
): Promise<Response> {
  const response = await follow(request, transmission);
  const { credentials } = transmission;
  const renewed =
    !(request.body instanceof ReadableStream) &&
    credentials
      .map(({ scheme, value }) => scheme.renew?.(value, response) ?? false)
      .includes(true);
  if (!renewed) return response;
  await response.body?.cancel();
  return follow(request, transmission);
}

async function follow(
  request: HttpRequest,
  transmission: Transmission,
): Promise<Response> {
  const { origin } = new URL(request.url);
  let current = request;
  for (let count = 0; ; count++) {
    const isHome = new URL(current.url).origin === origin;
    const response = await sendOnce(current, transmission, isHome);
    const next = redirected(current, response);
    if (!next) return response;
    await response.body?.cancel();
    if (count === maxRedirects) {
      throw transmission.fail(new Error("too many redirects"));
    }
    current = next;
  }
}

async function sendOnce(
  request: HttpRequest,
  transmission: Transmission,
  isHome: boolean,
): Promise<Response> {
  const { fetch, fail, credentials } = transmission;
  const { body, method, signal } = request;
  const headers = new Headers(request.headers);
  const target = { url: request.url, headers, request };
  if (isHome) await applyAll(target, transmission);
  const isSecret = credentials.length > 0 || headers.has("cookie");
  const init: RequestInit & { duplex?: "half" } = {
    method,
    headers,
    signal,
    redirect: isSecret || !isHome ? "manual" : "follow",
  };
  if (body !== null) init.body = body;
  if (body instanceof ReadableStream) init.duplex = "half";
  try {
    const response = await fetch(target.url, init);
    if (response.type !== "opaqueredirect") return response;
  } catch (cause) {
    throw fail(cause);
  }
  throw fail(
    new Error("a redirect that this platform does not let a client read"),
  );
}

async function applyAll(
  target: {
    url: string;
    readonly headers: Headers;
    readonly request: HttpRequest;
  },
  transmission: Transmission,
): Promise<void> {
  const { credentials, fetch, now, context } = transmission;
  const { signal } = target.request;
  for (const { scheme, scopes, value } of credentials) {
    try {
      await scheme.apply?.(target, value, scheme, {
        scopes,
        now,
        fetch: (input, init) => fetch(input, { ...init, signal }),
      });
    } catch (cause) {
      if (signal.aborted) throw transmission.fail(cause);
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new RequestError(
        `${context.operation}: auth.${scheme.name}: ${reason}`,
        { ...context, cause },
      );
    }
  }
}

/** The request that a redirect asks for (Fetch §4.4); without secrets when it leaves the origin. */
function redirected(
  request: HttpRequest,
  response: Response,
): HttpRequest | undefined {
  const { status } = response;
  const location = response.headers.get("location");
  if (![301, 302, 303, 307, 308].includes(status) || !location)
    return undefined;
  const from = new URL(request.url);
  const to = new URL(location, from);
  if (!/^https?:$/.test(to.protocol)) return undefined;
  if (from.protocol === "https:" && to.protocol === "http:") return undefined;
  const { method } = request;
  const becomesGet =
    status === 303
      ? !/^(?:GET|HEAD)$/.test(method)
      : status < 303 && method === "POST";
  if (!becomesGet && request.body instanceof ReadableStream) return undefined;
  const headers = new Headers(request.headers);
  if (to.origin !== from.origin) {
    for (const name of [
      "authorization",
      "cookie",
      "proxy-authorization",
      "x-api-key",
    ]) {
      headers.delete(name);
    }
  }
  if (becomesGet) headers.delete("content-type");
  return {
    ...request,
    url: to.href,
    headers,
    ...(becomesGet && { method: "GET", body: null }),
  };
}
