import type { Redis } from "ioredis";
import type { ResponseCache } from "../aws/response-cache.js";
import { type LimitStore, StoreUnreachableError } from "./store.js";
import { RedisResponseCache } from "./redis-cache.js";
import { Health, removeAll } from "./redis-keys.js";
import { COUNT, TAKE_TOKEN } from "./redis-scripts.js";

/** How counters and cache are shared through Redis. */
export interface RedisStoreOptions {
  /** `redis://[user:password@]host:port[/db]`, or `rediss://`. */
  readonly url: string;
  /** Stands before all keys, so that several APIs can share a server. */
  readonly prefix: string;
  /** What limits say while Redis does not answer: let through (`open`), or refuse (`closed`). */
  readonly failure: "open" | "closed";
  /** Told when Redis is lost, with the reason, and when it is back. */
  readonly onTrouble?: (reason: string | undefined) => void;
}

/** Counters and cache in Redis. */
export interface RedisStore {
  readonly limits: LimitStore;
  readonly cache: ResponseCache;
  close(): Promise<void>;
}

const CONNECT_MS = 3000;
const COMMAND_MS = 1000;
const RETRY_AT_MOST_MS = 2000;

/** Connects to Redis; rejects with the reason when it cannot be reached. */
export async function openRedisStore(options: RedisStoreOptions): Promise<RedisStore> {
  // The default export alone is there whether Node reads this CommonJS package or a bundler has joined it.
  const { default: ioredis } = await import("ioredis");
  const { Redis: Client } = ioredis;
  let isReady = false;
  const client = new Client(options.url, {
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    commandTimeout: COMMAND_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => (isReady ? Math.min(times * 100, RETRY_AT_MOST_MS) : null),
  });
  let reason = "the connection was closed";
  client.on("error", (error: Error) => {
    reason = error.message;
  });
  await client.connect().catch((error: unknown) => {
    client.disconnect();
    throw new StoreUnreachableError(`Redis cannot be reached: ${reason}`, { cause: error });
  });
  isReady = true;
  const health = new Health(options.onTrouble);
  client.on("close", () => health.lost(reason));
  client.on("ready", () => health.back());
  const limits = new RedisLimitStore(client, options, health);
  return {
    limits,
    cache: new RedisResponseCache(client, `${options.prefix}cache:`, health),
    close: async () => {
      isReady = false;
      health.stop();
      client.disconnect();
    },
  };
}

/** Counters that several processes share; each use is one atomic script. */
class RedisLimitStore implements LimitStore {
  readonly #client: Redis;
  readonly #prefix: string;
  readonly #open: boolean;
  readonly #health: Health;

  constructor(client: Redis, { prefix, failure }: RedisStoreOptions, health: Health) {
    this.#client = client;
    this.#prefix = `${prefix}limit:`;
    this.#open = failure === "open";
    this.#health = health;
  }

  takeToken: LimitStore["takeToken"] = (key, { rate, burst }, now) =>
    this.#health.or(this.#open, this.#run(TAKE_TOKEN, key, [rate, burst, now]));

  count: LimitStore["count"] = (key, limit, now, until) =>
    this.#health.or(this.#open, this.#run(COUNT, key, [limit, now, until]));

  async tokens(key: string): Promise<number | undefined> {
    return this.#field(key, "tokens");
  }

  async counted(key: string): Promise<number> {
    return (await this.#field(key, "count")) ?? 0;
  }

  clear(): Promise<void> {
    return this.#health.or(undefined, removeAll(this.#client, this.#prefix));
  }

  async #run(script: string, key: string, values: readonly number[]): Promise<boolean> {
    const answer = await this.#client.eval(script, 1, this.#prefix + key, ...values);
    return answer === 1;
  }

  async #field(key: string, name: string): Promise<number | undefined> {
    const text = await this.#health.or(null, this.#client.hget(this.#prefix + key, name));
    return text === null ? undefined : Number(text);
  }
}
