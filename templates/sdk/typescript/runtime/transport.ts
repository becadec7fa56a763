import type { Credential } from "./credentials.js";
import {
  type ApiError,
  type ErrorContext,
  reasonOf,
  RequestError,
} from "./errors.js";
import { secretName } from "./logging.js";
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
      .map(
        ({ scheme, value }) =>
          scheme.renew?.(value, response, request) ?? false,
      )
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
  for (let count = 0; count <= maxRedirects; count++) {
    const isHome = new URL(current.url).origin === origin;
    const response = await sendOnce(current, transmission, isHome);
    const next = redirected(current, response);
    if (!next) return response;
    await response.body?.cancel();
    current = next;
  }
  throw transmission.fail("too many redirects");
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
    throw new TypeError("browsers do not let a client read this redirect");
  } catch (cause) {
    throw fail(cause);
  }
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
      throw new RequestError(
        `${context.operation}: auth.${scheme.name}: ${reasonOf(cause)}`,
        { ...context, cause },
      );
    }
  }
}

/** The request that a redirect asks for (Fetch §4.4); without what may be secret when it leaves the origin. */
function redirected(
  request: HttpRequest,
  response: Response,
): HttpRequest | undefined {
  const { status } = response;
  const location = response.headers.get("location");
  if (!location || ![301, 302, 303, 307, 308].includes(status)) {
    return undefined;
  }
  const { url, method } = request;
  const to = new URL(location, url);
  const headers = new Headers(request.headers);
  if (to.origin !== new URL(url).origin) {
    request.headers.forEach((_, name) => {
      if (secretName.test(name)) headers.delete(name);
    });
  }
  const moved = { ...request, url: to.href, headers };
  if (status > 303 || (status < 303 && method !== "POST")) return moved;
  headers.delete("content-type");
  return { ...moved, method: method === "HEAD" ? method : "GET", body: null };
}
