import { chooseCredentials, type Credential } from "./credentials.js";
import { type ErrorContext, reasonOf, RequestError } from "./errors.js";
import type { EncodedBody, Operation } from "./operation.js";
import type { CoreOptions, HeaderOptions, RequestOptions } from "./options.js";
import { percentEncode } from "./percent.js";
import type { HttpRequest, RequestDraft } from "./request.js";

/** A request that is ready but for its credentials. */
export interface PreparedRequest {
  readonly request: Omit<HttpRequest, "attempt" | "signal">;
  readonly credentials: readonly Credential[];
  /** Whether the body can be sent only once. */
  readonly once: boolean;
  readonly context: ErrorContext;
}

/** Makes the request of a call; what cannot be sent is a `RequestError`. */
export function prepare(
  operation: Operation,
  members: Readonly<Record<string, unknown>>,
  client: CoreOptions,
  options: RequestOptions,
): PreparedRequest {
  const { name, method, path } = operation;
  const context = { operation: name, method, url: path };
  try {
    const headers = new Headers();
    const draft: RequestDraft = { path, query: [], headers, cookies: [] };
    setHeaders(headers, ownHeaders(operation, client, options));
    addParameters(operation, members, draft);
    addExtras(draft, options);
    const body = encodeBody(operation, members, headers);
    setHeaders(headers, client.headers);
    setHeaders(headers, options.headers);
    addCookies(draft);
    const url = joinUrl(baseUrlOf(operation, client), draft);
    return {
      request: { operation, method, url, headers, body: body?.content ?? null },
      credentials: chooseCredentials(operation, client, headers),
      once: body?.once ?? false,
      context: { ...context, url: url.replace(/\?.*/s, "") },
    };
  } catch (cause) {
    throw new RequestError(reasonOf(cause), context, cause);
  }
}

function baseUrlOf(
  { baseUrl, serverUrl }: Operation,
  client: CoreOptions,
): string {
  const own = client.isBaseUrlGiven ? undefined : serverUrl;
  return baseUrl ?? own ?? client.baseUrl;
}

function addParameters(
  { parameters = [] }: Operation,
  members: Readonly<Record<string, unknown>>,
  draft: RequestDraft,
): void {
  for (const [name, encode, details] of parameters) {
    const value = members[name];
    if (value === undefined || value === null) continue;
    const codec = details?.codec;
    encode(
      draft,
      { name, ...details },
      codec ? codec.kind(value, codec, "", false) : value,
    );
  }
}

/** Adds pairs that the API does not describe. */
function addExtras(draft: RequestDraft, { query = {} }: RequestOptions): void {
  for (const [name, value] of Object.entries(query)) {
    for (const item of [value ?? []].flat()) {
      draft.query.push(`${percentEncode(name)}=${percentEncode(String(item))}`);
    }
  }
}

function joinUrl(baseUrl: string, { path, query }: RequestDraft): string {
  const [, missing] = /\{([^{}]+)\}/.exec(path) ?? [];
  if (missing) throw new TypeError(`"${missing}" is missing`);
  const url = baseUrl.replace(/\/+$/, "") + path;
  if (query.length === 0) return url;
  return url + (url.includes("?") ? "&" : "?") + query.join("&");
}

function encodeBody(
  operation: Operation,
  { body, contentType }: Readonly<Record<string, unknown>>,
  headers: Headers,
): EncodedBody | undefined {
  const all = operation.body;
  if (!all || body === undefined) return undefined;
  const media = contentType
    ? all.find(({ mediaType }) => mediaType === contentType)
    : all[0];
  if (!media) throw new TypeError(`no body can be ${contentType}`);
  const encoded = media.encode(body, media);
  headers.set("content-type", encoded.contentType ?? media.mediaType);
  return encoded;
}

function ownHeaders(
  { responses = {}, keyHeader = "idempotency-key", newKey }: Operation,
  client: CoreOptions,
  { idempotencyKey }: RequestOptions,
): HeaderOptions {
  const types = Object.values(responses).map(({ mediaType }) => mediaType);
  return {
    accept: [...new Set(types)].join(", ") || undefined,
    // In a page it would cost a CORS preflight; the browser has its own.
    "user-agent": "document" in globalThis ? undefined : client.userAgent,
    [keyHeader]: idempotencyKey ?? newKey?.(client),
  };
}

function setHeaders(headers: Headers, options: HeaderOptions = {}): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) headers.delete(name);
    else headers.set(name, value);
  }
}

function addCookies({ headers, cookies }: RequestDraft): void {
  if (cookies.length === 0) return;
  const all = [headers.get("cookie") ?? [], cookies].flat();
  headers.set("cookie", all.join("; "));
}
