import type { AuthTarget } from "./auth.js";
import type { Deadline } from "./deadline.js";
import { reasonOf, RequestError } from "./errors.js";
import { secretName } from "./logging.js";
import type { CoreOptions } from "./options.js";
import type { PreparedRequest } from "./prepare.js";
import type { HttpRequest } from "./request.js";

/** What sending one request needs. */
export interface Transmission {
  readonly prepared: PreparedRequest;
  readonly deadline: Deadline;
  readonly fetch: NonNullable<CoreOptions["fetch"]>;
  readonly now: () => number;
}

/**
 * Adds the credentials and sends; a refused request is sent once more where a scheme has better credentials.
 * Redirects are followed here, because `fetch` would carry API keys to another origin.
 */
export async function transmit(
  request: HttpRequest,
  transmission: Transmission,
): Promise<Response> {
  const { credentials } = transmission.prepared;
  let mayRenew = !(request.body instanceof ReadableStream);
  let current = request;
  for (let count = 0; count <= 20; count++) {
    const isHome = originOf(current.url) === originOf(request.url);
    const response = await sendOnce(current, transmission, isHome);
    let next = redirected(current, response, transmission);
    if (!next && isHome && mayRenew) {
      mayRenew = false;
      for (const { scheme, value } of credentials) {
        if (scheme.renew?.(value, response, current)) next = request;
      }
    }
    if (!next) return response;
    await response.body?.cancel();
    current = next;
  }
  throw transmission.deadline.errorFor("too many redirects");
}

function originOf(url: string): string {
  return new URL(url).origin;
}

async function sendOnce(
  request: HttpRequest,
  transmission: Transmission,
  isHome: boolean,
): Promise<Response> {
  const { body, method, signal } = request;
  const headers = new Headers(request.headers);
  const target = { url: request.url, headers, request };
  if (isHome) await addCredentials(target, transmission);
  let isSecret = !isHome || transmission.prepared.credentials.length > 0;
  headers.forEach((_, name) => {
    isSecret ||= secretName.test(name);
  });
  const init: RequestInit & { duplex: "half" } = {
    method,
    headers,
    signal,
    body,
    redirect: isSecret ? "manual" : "follow",
    // Streams need it, and nothing minds it.
    duplex: "half",
  };
  try {
    const response = await transmission.fetch(target.url, init);
    if (response.type !== "opaqueredirect") return response;
    throw new TypeError("the browser hides a redirect");
  } catch (cause) {
    throw transmission.deadline.errorFor(cause);
  }
}

async function addCredentials(
  target: AuthTarget,
  transmission: Transmission,
): Promise<void> {
  const { prepared, now } = transmission;
  const { context, credentials } = prepared;
  const { signal } = target.request;
  for (const { scheme, scopes, value } of credentials) {
    try {
      await scheme.apply?.(target, value, scheme, {
        scopes,
        now,
        fetch: (input, init) => transmission.fetch(input, { ...init, signal }),
      });
    } catch (cause) {
      if (signal.aborted) throw transmission.deadline.errorFor(cause);
      const reason = `auth.${scheme.name}: ${reasonOf(cause)}`;
      throw new RequestError(reason, context, cause);
    }
  }
}

/** The request that a redirect asks for (Fetch §4.4); without what may be secret when it leaves the origin. */
function redirected(
  request: HttpRequest,
  response: Response,
  { deadline }: Transmission,
): HttpRequest | undefined {
  const { status } = response;
  const location = response.headers.get("location");
  if (!location || !/30[12378]/.test(`${status}`)) {
    return undefined;
  }
  const { method } = request;
  const base = request.url;
  const url = URL.canParse(location, base) ? new URL(location, base).href : "";
  if (!/^https?:/.test(url)) {
    throw deadline.errorFor(`a redirect to ${location}`);
  }
  const headers = new Headers(request.headers);
  if (originOf(url) !== originOf(request.url)) {
    request.headers.forEach((_, name) => {
      if (secretName.test(name)) headers.delete(name);
    });
  }
  const moved = { ...request, url, headers };
  if (status > 303 || (status < 303 && method !== "POST")) return moved;
  headers.delete("content-type");
  return { ...moved, method: method === "HEAD" ? method : "GET", body: null };
}
