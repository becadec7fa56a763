import type { Fields } from "./fields.js";
import type { Payload } from "./binary.js";

/** What goes to a backend. */
export interface BackendRequest {
  readonly method: string;
  readonly headers: Fields;
  readonly query: Fields;
  /** Values of the URI's variables. */
  readonly path: Readonly<Record<string, string>>;
  /** The whole path of the URL, where an HTTP API replaces that of the integration. */
  readonly urlPath?: string;
  readonly body: Payload;
}

/** What comes back from a backend. */
export interface BackendAnswer {
  readonly status: number;
  readonly headers: Fields;
  readonly body: Buffer;
  /** The text that selection patterns are matched with: the status, or the message of a function's error. */
  readonly selector: string;
}
