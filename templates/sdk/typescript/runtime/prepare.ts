import { type ErrorContext, reasonOf, RequestError } from "./errors.js";
import type {
  EncodedBody,
  FetchBody,
  MediaDescriptor,
  Operation,
} from "./operation.js";
import type { CoreOptions, HeaderOptions, RequestOptions } from "./options.js";
import {
  draftExtras,
  draftParameters,
  joinUrl,
  type RequestDraft,
} from "./request.js";

/** A request that is ready but for its credentials. */
export interface PreparedRequest {
  readonly url: string;
  readonly headers: Headers;
  readonly body: FetchBody | null;
  /** Whether the body can be sent only once. */
  readonly once: boolean;
  readonly context: ErrorContext;
}

/** Makes the request of a call; what cannot be sent is a `RequestError`. */
export function prepare(
  operation: Operation,
  request: object,
  client: CoreOptions,
  options: RequestOptions,
): PreparedRequest {
  const { name, method, path } = operation;
  const context = { operation: name, method, url: path };
  try {
    const members = request as Readonly<Record<string, unknown>>;
    const draft: RequestDraft = {
      path: new Map(),
      query: [],
      headers: new Headers(),
      cookies: [],
    };
    draftParameters(operation, members, draft);
    if (options.query) draftExtras(draft, options.query);
    const base = operation.baseUrl ?? client.baseUrl;
    const url = joinUrl(base, operation, draft);
    const encoded = encodeBody(operation, members, draft.headers);
    addHeaders(operation, draft, client, options);
    return {
      url,
      headers: draft.headers,
      body: encoded?.content ?? null,
      once: encoded?.once ?? false,
      context: { ...context, url: url.split("?", 1)[0] ?? url },
    };
  } catch (cause) {
    throw new RequestError(`${name}: ${reasonOf(cause)}`, {
      ...context,
      cause,
    });
  }
}

function encodeBody(
  operation: Operation,
  request: Readonly<Record<string, unknown>>,
  headers: Headers,
): EncodedBody | undefined {
  const { body } = request;
  if (!operation.body || body === undefined) return undefined;
  const media = chooseMedia(operation.body, request["contentType"]);
  const encoded = media.encode(body, media);
  const type = encoded.contentType ?? media.mediaType;
  if (!headers.has("content-type")) headers.set("content-type", type);
  return encoded;
}

function chooseMedia(
  all: readonly MediaDescriptor[],
  wanted: unknown,
): MediaDescriptor {
  const chosen =
    wanted === undefined
      ? all[0]
      : all.find(({ mediaType }) => mediaType === wanted);
  if (chosen) return chosen;
  const known = all.map(({ mediaType }) => mediaType).join(", ");
  throw new TypeError(`the content type ${String(wanted)} is not: ${known}`);
}

function addHeaders(
  operation: Operation,
  draft: RequestDraft,
  client: CoreOptions,
  options: RequestOptions,
): void {
  const { headers, cookies } = draft;
  const types = Object.values(operation.responses ?? {}).map(
    ({ mediaType }) => mediaType,
  );
  if (types.length > 0 && !headers.has("accept")) {
    headers.set("accept", [...new Set(types)].join(", "));
  }
  if (client.userAgent) headers.set("user-agent", client.userAgent);
  if (options.idempotencyKey !== undefined) {
    headers.set("idempotency-key", options.idempotencyKey);
  }
  setHeaders(headers, client.headers);
  setHeaders(headers, options.headers);
  if (cookies.length > 0) {
    const given = headers.get("cookie");
    headers.set("cookie", [...(given ? [given] : []), ...cookies].join("; "));
  }
}

function setHeaders(headers: Headers, options: HeaderOptions = {}): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) headers.delete(name);
    else headers.set(name, value);
  }
}
