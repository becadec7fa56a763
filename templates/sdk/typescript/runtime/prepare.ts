import { chooseCredentials, type Credential } from "./credentials.js";
import { type ErrorContext, reasonOf, RequestError } from "./errors.js";
import type { EncodedBody, Operation } from "./operation.js";
import type { CoreOptions, RequestOptions } from "./options.js";
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
    addParameters(operation, members, draft);
    addExtras(draft, options);
    const url = joinUrl(operation.baseUrl ?? client.baseUrl, draft);
    const body = encodeBody(operation, members, headers);
    addHeaders(operation, draft, client, options);
    return {
      request: { operation, method, url, headers, body: body?.content ?? null },
      credentials: chooseCredentials(operation, client, headers),
      once: body?.once ?? false,
      context: { ...context, url: url.replace(/\?.*/s, "") },
    };
  } catch (cause) {
    const message = `${name}: ${reasonOf(cause)}`;
    throw new RequestError(message, { ...context, cause });
  }
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
    for (const item of value === undefined ? [] : [value].flat()) {
      draft.query.push(`${percentEncode(name)}=${percentEncode(String(item))}`);
    }
  }
}

function joinUrl(baseUrl: string, { path, query }: RequestDraft): string {
  const [, missing] = /\{([^{}]+)\}/.exec(path) ?? [];
  if (missing)
    throw new TypeError(`the path parameter "${missing}" is missing`);
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
  const media = all.find(
    ({ mediaType }) => (contentType ?? all[0]?.mediaType) === mediaType,
  );
  if (!media) {
    const known = all.map(({ mediaType }) => mediaType).join(", ");
    throw new TypeError(`the content type ${contentType} is not: ${known}`);
  }
  const encoded = media.encode(body, media);
  if (!headers.has("content-type")) {
    headers.set("content-type", encoded.contentType ?? media.mediaType);
  }
  return encoded;
}

function addHeaders(
  { responses = {} }: Operation,
  { headers, cookies }: RequestDraft,
  client: CoreOptions,
  options: RequestOptions,
): void {
  const types = Object.values(responses).map(({ mediaType }) => mediaType);
  const { idempotencyKey } = options;
  const all = [
    types.length > 0 && { accept: [...new Set(types)].join(", ") },
    client.userAgent && { "user-agent": client.userAgent },
    idempotencyKey !== undefined && { "idempotency-key": idempotencyKey },
    client.headers,
    options.headers,
  ];
  for (const [name, value] of all.flatMap((some) =>
    Object.entries(some || {}),
  )) {
    if (value === undefined) headers.delete(name);
    else headers.set(name, value);
  }
  if (cookies.length > 0) {
    const given = headers.get("cookie");
    headers.set("cookie", [...(given ? [given] : []), ...cookies].join("; "));
  }
}
