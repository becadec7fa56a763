import type { TemplateEvent } from "../vtl/index.js";

/** What becomes known of one request on its way: for logs, metrics and the page. */
export interface Exchange {
  /** The operation's key; absent while none was found. */
  operation?: string;
  /** What each step did, in order; absent where nobody asks for them. */
  readonly steps?: Step[];
}

/** One step of the way of a request, such as `route` or `cache`, with what it found. */
export interface Step {
  readonly name: string;
  readonly detail: string;
  /** What a template saw: an event that `gw-gen render --event` takes. */
  readonly event?: TemplateEvent;
}
