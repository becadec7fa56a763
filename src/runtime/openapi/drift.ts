import type { MessageViolation } from "./violation.js";

/** One way in which real traffic differs from the description. */
export interface DriftEntry {
  /** As `GET /pets`; the method and path of the request where no operation was found. */
  readonly operation: string;
  readonly side: "request" | "response";
  readonly location: readonly string[];
  readonly code: string;
  /** As it was found first. */
  readonly message: string;
  readonly count: number;
}

const MOST_ENTRIES = 5000;

/** Counts what a proxy finds, one entry for each place and kind. */
export class DriftReport {
  readonly #entries = new Map<string, DriftEntry>();

  /** Counts what one exchange broke. */
  add(operation: string, found: readonly MessageViolation[]): void {
    for (const { location, code, message } of found) {
      const side = location[0] === "response" ? "response" : "request";
      // Items of a list differ in their index alone.
      const place = location.map((step) => (/^\d+$/.test(step) ? "*" : step));
      const key = JSON.stringify([operation, place, code]);
      const known = this.#entries.get(key);
      if (!known && this.#entries.size >= MOST_ENTRIES) continue;
      const count = (known?.count ?? 0) + 1;
      this.#entries.set(key, {
        operation,
        side,
        location: place,
        code,
        message: known?.message ?? message,
        count,
      });
    }
  }

  /** All entries, those found most first. */
  get entries(): readonly DriftEntry[] {
    return [...this.#entries.values()].sort((a, b) => b.count - a.count);
  }

  clear(): void {
    this.#entries.clear();
  }
}
