import type { EmitResult } from "../../emitter/emitter.js";
import type { SdkSurface } from "./surface.js";
import type { SdkOverrides } from "./templates/sdk-overrides.js";

/** What an SDK has on request: `query` are options for TanStack Query, `reference` is a page of all operations, `tests` call each of them. */
export const SDK_EXTRAS = ["query", "reference", "tests"] as const;

/** One of what an SDK has on request. */
export type SdkExtra = (typeof SDK_EXTRAS)[number];

/** What shapes an SDK; an absent member has its default. */
export interface SdkOptions {
  /** The package's name; default from the title. */
  readonly packageName?: string;
  /** The package's version; default the document's where it is a semantic version, else `0.0.0`. */
  readonly packageVersion?: string;
  /** The client class; default from the title. */
  readonly clientName?: string;
  /** The package's licence, an SPDX expression. */
  readonly license?: string;
  /** The package's repository, a URL. */
  readonly repository?: string;
  /** The registry that the package is published to, a URL; default npm's own choice. */
  readonly registry?: string;
  /** The package's description; default from the title. */
  readonly description?: string;
  /** The package's author. */
  readonly author?: string;
  /** The stage whose URL the client calls; default: its users choose. */
  readonly stage?: string;
  /** Clients are typed by their stage: calling an operation that it lacks does not compile. */
  readonly allStages?: boolean;
  /** A package of its own, or only the modules for the user's own tree; default `package`. */
  readonly layout?: "package" | "source";
  /** How operations are paged, by operationId or key; instead of what their names and types tell. */
  readonly pagination?: Readonly<Record<string, PaginationOptions>>;
  /** The type of `format: int64`; default `number`. */
  readonly int64?: "number" | "bigint" | "string";
  /** The type of dates and date-times; default `string`. */
  readonly dates?: "string" | "date";
  /** Headers and query parameters that its logger is never told, beside those that the description tells secret. */
  readonly redact?: readonly string[];
  /** What it has beside its modules; default nothing. `reference` and `tests` are parts of a package alone. */
  readonly extras?: readonly SdkExtra[];
  /** What replaces parts of it. */
  readonly overrides?: SdkOverrides;
}

/** How an operation is paged, as settings and `x-gw-gen-pagination` say it. */
export interface PaginationOptions {
  /** What leads to the next page; `none`: the operation is not paged. */
  readonly kind: "cursor" | "offset" | "page" | "link" | "none";
  /** Where the items stand in the body, as a JSON Pointer; found by name when absent. */
  readonly items?: string;
  /** Where the next cursor or address stands in the body, as a JSON Pointer; absent with `link`: the `Link` header. */
  readonly next?: string;
  /** The parameter that takes the cursor, offset or page. */
  readonly parameter?: string;
}

/** A call that a newcomer can copy, with argument values that fit the operation. */
export interface UsageSnippet {
  /** Lines of TypeScript that compile against the generated package. */
  readonly lines: readonly string[];
}

/** What an SDK emitter makes beside the files. */
export interface SdkResult extends EmitResult {
  readonly surface: SdkSurface;
  /** Absent when the document has no operation. */
  readonly usage?: UsageSnippet;
}
