import type { FetchBody, Operation } from "./operation.js";
import { percentEncode } from "./percent.js";

/** A request while its parameters are added. */
export interface RequestDraft {
  /** The encoded text of each path parameter by its wire name. */
  readonly path: Map<string, string>;
  /** Encoded pairs. */
  readonly query: string[];
  readonly headers: Headers;
  /** Encoded pairs. */
  readonly cookies: string[];
}

/** A request as middleware sees it; pass a changed copy to `next` to change it. */
export interface HttpRequest {
  readonly operation: Operation;
  /** Starts at 0; grows with each retry. */
  readonly attempt: number;
  readonly method: string;
  readonly url: string;
  /** Without credentials: these are added behind all middleware. */
  readonly headers: Headers;
  readonly body: FetchBody | null;
  readonly signal: AbortSignal;
}

/** What a request may add to the query. */
export type QueryExtras = Readonly<
  Record<string, string | number | boolean | readonly string[] | undefined>
>;

/** Adds a parameter of each descriptor that has a value. */
export function draftParameters(
  operation: Operation,
  request: Readonly<Record<string, unknown>>,
  draft: RequestDraft,
): void {
  for (const [name, encode, details] of operation.parameters ?? []) {
    const value = request[name];
    if (value === undefined || value === null) continue;
    const codec = details?.codec;
    encode(
      draft,
      { name, ...details },
      codec ? codec.kind.encode(value, codec) : value,
    );
  }
}

/** Adds pairs that the API does not describe. */
export function draftExtras(draft: RequestDraft, extras: QueryExtras): void {
  for (const [name, value] of Object.entries(extras)) {
    if (value === undefined) continue;
    for (const item of [value].flat()) {
      draft.query.push(`${percentEncode(name)}=${percentEncode(String(item))}`);
    }
  }
}

/** Puts path parameters and the query behind the base URL. */
export function joinUrl(
  baseUrl: string,
  operation: Operation,
  draft: RequestDraft,
): string {
  const path = operation.path.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const text = draft.path.get(name);
    if (text === undefined) {
      throw new TypeError(`the path parameter "${name}" is missing`);
    }
    return text;
  });
  if (dotSegment.test(path) && !dotSegment.test(operation.path)) {
    throw new TypeError(
      `a path parameter is "." or "..", which URLs cannot hold: ${path}`,
    );
  }
  const url = baseUrl.replace(/\/+$/, "") + path;
  if (draft.query.length === 0) return url;
  return url + (url.includes("?") ? "&" : "?") + draft.query.join("&");
}

const dotSegment = /\/(?:\.|%2e){1,2}(?:[/?#]|$)/i;
