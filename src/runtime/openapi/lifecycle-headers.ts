import type { Operation } from "../../model/index.js";

/** Members that say since when an operation is deprecated, as others name them; the first that is there counts. */
const SINCE = ["x-deprecated-at", "x-deprecated-since", "x-deprecation-date"];

/**
 * The headers that tell clients of an operation's age: `Deprecation` (RFC 9745; `true`, as drafts of it had it, where no
 * date is known), `Sunset` (RFC 8594) and the level of stability.
 */
export function lifecycleHeaders({ deprecated, lifecycle, extensions }: Operation): string[] {
  const headers: string[] = [];
  if (deprecated) {
    const written = extensions?.find(({ name }) => SINCE.includes(name))?.value;
    const since = dateOf(written);
    headers.push("deprecation", since ? `@${Math.floor(since.getTime() / 1000)}` : "true");
  }
  const sunset = dateOf(lifecycle?.sunset);
  if (sunset) headers.push("sunset", sunset.toUTCString());
  const level = lifecycle?.stability;
  if (level !== undefined && /^[\w.-]+$/.test(level)) headers.push("x-stability-level", level);
  return headers;
}

/** A day is meant in UTC, from its first second on. */
function dateOf(value: unknown): Date | undefined {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}/.test(value)) return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
