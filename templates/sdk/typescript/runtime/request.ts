import type { FetchBody, Operation } from "./operation.js";

/** A request while its parameters are added. */
export interface RequestDraft {
  /** The path; parameters that have no value yet stand in braces. */
  path: string;
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
