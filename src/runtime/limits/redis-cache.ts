import type { Redis } from "ioredis";
import { type CachedResponse, LARGEST_CACHED, type ResponseCache } from "../aws/response-cache.js";
import type { HttpResponse } from "../http/message.js";
import { escapeGlob, type Health, removeAll } from "./redis-keys.js";

/** A response as it lies in Redis. */
interface Stored {
  readonly status: number;
  readonly headers: readonly string[];
  /** Base64. */
  readonly body: string;
  readonly until: number;
}

/** The response cache that several processes share; while Redis does not answer nothing is cached. */
export class RedisResponseCache implements ResponseCache {
  readonly #client: Redis;
  readonly #prefix: string;
  readonly #health: Health;

  constructor(client: Redis, prefix: string, health: Health) {
    this.#client = client;
    this.#prefix = prefix;
    this.#health = health;
  }

  async get(key: string, now: number): Promise<HttpResponse | undefined> {
    const text = await this.#health.or(null, this.#client.get(this.#prefix + key));
    if (text === null) return undefined;
    // Only this class writes below the prefix.
    const { status, headers, body, until } = JSON.parse(text) as Stored;
    return until > now ? { status, headers, body: Buffer.from(body, "base64") } : undefined;
  }

  async set(key: string, response: HttpResponse, ttlSeconds: number, now: number): Promise<void> {
    const { status, headers, body } = response;
    if (ttlSeconds <= 0 || body.length > LARGEST_CACHED) return;
    const until = now + ttlSeconds * 1000;
    const stored: Stored = { status, headers, body: body.toString("base64"), until };
    const put = this.#client.set(
      this.#prefix + key,
      JSON.stringify(stored),
      "PX",
      Math.ceil(ttlSeconds * 1000),
    );
    await this.#health.or(null, put);
  }

  clear(): Promise<void> {
    return this.#health.or(undefined, removeAll(this.#client, this.#prefix));
  }

  async list(now: number): Promise<readonly CachedResponse[]> {
    const read = async (): Promise<readonly CachedResponse[]> => {
      const found: CachedResponse[] = [];
      const match = `${escapeGlob(this.#prefix)}*`;
      for await (const keys of this.#client.scanStream({ match, count: 500 })) {
        for (const name of keys as readonly string[]) {
          const text = await this.#client.get(name);
          if (text === null) continue;
          const { status, body, until } = JSON.parse(text) as Stored;
          const bytes = Buffer.byteLength(body, "base64");
          if (until > now)
            found.push({ key: name.slice(this.#prefix.length), status, bytes, until });
        }
      }
      return found;
    };
    return this.#health.or([], read());
  }
}
