/** The period of a quota. */
export type QuotaPeriod = "day" | "week" | "month";

/** From when to when a quota counts, in milliseconds since 1970. */
export interface QuotaWindow {
  readonly from: number;
  readonly until: number;
}

const DAY = 24 * 60 * 60 * 1000;

/** The window of a moment: days, weeks (from Sunday) and months begin at midnight UTC. */
export function quotaWindow(period: QuotaPeriod, now: number): QuotaWindow {
  const date = new Date(now);
  const midnight = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  switch (period) {
    case "day":
      return { from: midnight, until: midnight + DAY };
    case "week": {
      const from = midnight - date.getUTCDay() * DAY;
      return { from, until: from + 7 * DAY };
    }
    case "month":
      return {
        from: Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1),
        until: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1),
      };
  }
}
