/** A token bucket: `burst` tokens at most, `rate` a second come back. */
export interface Bucket {
  readonly rate: number;
  readonly burst: number;
}

/** Keeps the counters of throttles and quotas, for one process or shared by several. */
export interface LimitStore {
  /** Takes a token; false when the bucket is empty. */
  takeToken(key: string, bucket: Bucket, now: number): boolean | Promise<boolean>;
  /** The tokens of a bucket after it was last used; undefined when it never was. */
  tokens(key: string): number | undefined | Promise<number | undefined>;
  /** Counts a request in a window that ends at `until`; false, and not counted, when `limit` is reached. */
  count(key: string, limit: number, now: number, until: number): boolean | Promise<boolean>;
  /** What has been counted in a window so far. */
  counted(key: string): number | Promise<number>;
  clear(): void | Promise<void>;
}

/** The server that counters are shared through cannot be reached. */
export class StoreUnreachableError extends Error {
  override readonly name = "StoreUnreachableError";
}

interface Level {
  tokens: number;
  at: number;
}

/** Sums of many small refills may miss a whole token by rounding. */
const TOLERANCE = 1e-9;
const SWEEP_EVERY = 10_000;

/** The store of one process. */
export class MemoryLimitStore implements LimitStore {
  readonly #levels = new Map<string, Level>();
  readonly #windows = new Map<string, { count: number; until: number }>();
  #uses = 0;

  takeToken(key: string, { rate, burst }: Bucket, now: number): boolean {
    const level = this.#levels.get(key) ?? { tokens: burst, at: now };
    this.#levels.set(key, level);
    const elapsed = Math.max(0, now - level.at);
    level.tokens = Math.min(burst, level.tokens + (elapsed * rate) / 1000);
    level.at = Math.max(level.at, now);
    if (level.tokens < 1 - TOLERANCE) return false;
    level.tokens -= 1;
    return true;
  }

  tokens(key: string): number | undefined {
    return this.#levels.get(key)?.tokens;
  }

  count(key: string, limit: number, now: number, until: number): boolean {
    this.#sweep(now);
    const known = this.#windows.get(key);
    const window = known && known.until > now ? known : { count: 0, until };
    this.#windows.set(key, window);
    if (window.count >= limit) return false;
    window.count++;
    return true;
  }

  counted(key: string): number {
    return this.#windows.get(key)?.count ?? 0;
  }

  clear(): void {
    this.#levels.clear();
    this.#windows.clear();
  }

  #sweep(now: number): void {
    if (++this.#uses % SWEEP_EVERY !== 0) return;
    for (const [key, { until }] of this.#windows) if (until <= now) this.#windows.delete(key);
  }
}
