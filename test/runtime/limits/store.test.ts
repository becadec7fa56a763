import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quotaWindow } from "../../../src/runtime/limits/period.js";
import { MemoryLimitStore } from "../../../src/runtime/limits/store.js";

/** Counts in whole thousandths of a token, so that it cannot drift. */
function modelBucket(rate: number, burst: number) {
  let parts = burst * 1000;
  let at: number | undefined;
  return (now: number): boolean => {
    parts = Math.min(burst * 1000, parts + (now - (at ?? now)) * rate);
    at = now;
    if (parts < 1000) return false;
    parts -= 1000;
    return true;
  };
}

describe("MemoryLimitStore", () => {
  it("takes tokens as the model does, whatever the times", () => {
    const steps = fc.array(fc.integer({ min: 0, max: 2500 }), { maxLength: 200 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 20 }),
        steps,
        (rate, burst, waits) => {
          const store = new MemoryLimitStore();
          const model = modelBucket(rate, burst);
          let now = 1_700_000_000_000;
          for (const wait of waits) {
            now += wait;
            expect(store.takeToken("key", { rate, burst }, now)).toBe(model(now));
          }
        },
      ),
    );
  });

  it("counts up to the limit in each window and starts again after it", () => {
    const steps = fc.array(fc.integer({ min: 0, max: 90_000_000 }), { maxLength: 60 });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 8 }),
        fc.constantFrom("day", "week", "month"),
        steps,
        (limit, period, waits) => {
          const store = new MemoryLimitStore();
          const counts = new Map<number, number>();
          let now = Date.UTC(2026, 1, 27, 21);
          for (const wait of waits) {
            now += wait;
            const { from, until } = quotaWindow(period as "day" | "week" | "month", now);
            const used = counts.get(from) ?? 0;
            expect(store.count(`key ${from}`, limit, now, until)).toBe(used < limit);
            if (used < limit) counts.set(from, used + 1);
          }
        },
      ),
    );
  });

  it("keeps keys apart and forgets them on demand", () => {
    const store = new MemoryLimitStore();
    const bucket = { rate: 1, burst: 1 };
    const taken = ["a", "a", "b"].map((key) => store.takeToken(key, bucket, 0));
    store.clear();
    expect([...taken, store.takeToken("a", bucket, 0)]).toEqual([true, false, true, true]);
  });
});

describe("quotaWindow", () => {
  const now = Date.UTC(2026, 11, 31, 23, 59);
  it.each([
    ["day", "2026-12-31T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
    ["week", "2026-12-27T00:00:00.000Z", "2027-01-03T00:00:00.000Z"],
    ["month", "2026-12-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
  ] as const)("%s", (period, from, until) => {
    const window = quotaWindow(period, now);
    expect([window.from, window.until].map((time) => new Date(time).toISOString())).toEqual([
      from,
      until,
    ]);
  });
});
