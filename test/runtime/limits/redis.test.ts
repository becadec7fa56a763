import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emitMock } from "../../../src/pipeline/emit-mock.js";
import { startMock } from "../../../src/pipeline/mock.js";
import { quotaWindow } from "../../../src/runtime/limits/period.js";
import { openRedisStore, type RedisStore } from "../../../src/runtime/limits/redis-store.js";
import { MemoryLimitStore } from "../../../src/runtime/limits/store.js";
import { bundleMockRuntime, startEmitted } from "../../support/emitted-server.js";
import { redisPresent, type RedisServer, startRedis } from "../../support/redis-server.js";

let redis: RedisServer;
let store: RedisStore;
let folder = "";
beforeAll(async () => {
  if (!redisPresent) return;
  folder = mkdtempSync(join(tmpdir(), "gw-gen-redis-"));
  redis = await startRedis();
  store = await openRedisStore({ url: redis.url, prefix: "test:", failure: "closed" });
});
afterAll(async () => {
  if (!redisPresent) return;
  await store.close();
  await redis.stop();
  rmSync(folder, { recursive: true, force: true });
});

let keys = 0;

describe.skipIf(!redisPresent)("counters in Redis", () => {
  it("take tokens as the memory does, whatever the times and rates", async () => {
    const waits = fc.array(fc.integer({ min: 0, max: 2500 }), { maxLength: 40 });
    const rate = fc.double({ min: 0.05, max: 50, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        rate,
        fc.integer({ min: 1, max: 20 }),
        waits,
        async (perSecond, burst, list) => {
          const memory = new MemoryLimitStore();
          const key = `bucket ${keys++}`;
          const bucket = { rate: perSecond, burst };
          let now = 1_700_000_000_000;
          for (const wait of list) {
            now += wait;
            const wanted = memory.takeToken(key, bucket, now);
            expect(await store.limits.takeToken(key, bucket, now)).toBe(wanted);
            expect(await store.limits.tokens(key)).toBe(memory.tokens(key));
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("count windows as the memory does", async () => {
    const waits = fc.array(fc.integer({ min: 0, max: 90_000_000 }), { maxLength: 30 });
    const period = fc.constantFrom("day" as const, "week" as const, "month" as const);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 8 }), period, waits, async (limit, one, list) => {
        const memory = new MemoryLimitStore();
        const key = `window ${keys++}`;
        let now = Date.UTC(2026, 1, 27, 21);
        for (const wait of list) {
          now += wait;
          const { until } = quotaWindow(one, now);
          const wanted = memory.count(key, limit, now, until);
          expect(await store.limits.count(key, limit, now, until)).toBe(wanted);
          expect(await store.limits.counted(key)).toBe(memory.counted(key));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("are forgotten, with the cache, under their own prefix alone", async () => {
    const other = await openRedisStore({ url: redis.url, prefix: "te*:", failure: "closed" });
    const bucket = { rate: 1, burst: 1 };
    const response = { status: 200, headers: ["a", "b"], body: Buffer.from([0, 255]) };
    await store.limits.takeToken("once", bucket, 0);
    await store.cache.set("key", response, 60, 1000);
    await other.limits.takeToken("once", bucket, 0);
    await other.limits.clear();
    await other.cache.clear();
    expect([
      await other.limits.takeToken("once", bucket, 0),
      await store.limits.takeToken("once", bucket, 0),
      await store.cache.get("key", 60_999),
      await store.cache.get("key", 61_000),
      await store.cache.list(1000),
    ]).toEqual([
      true,
      false,
      response,
      undefined,
      [{ key: "key", status: 200, bytes: 2, until: 61_000 }],
    ]);
    await store.limits.clear();
    await store.cache.clear();
    expect([await store.limits.takeToken("once", bucket, 0), await store.cache.list(1000)]).toEqual(
      [true, []],
    );
    await other.close();
  });
});

const SPEC = {
  openapi: "3.0.1",
  info: { title: "Shared", version: "1" },
  components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "x-api-key" } } },
  paths: {
    "/lamps": {
      get: {
        security: [{ key: [] }],
        responses: { 200: { description: "" } },
        "x-amazon-apigateway-integration": {
          type: "mock",
          requestTemplates: { "application/json": '{"statusCode": 200}' },
          responses: { default: { statusCode: "200" } },
        },
      },
    },
  },
};
const KEY = "k".repeat(20);

function writeSpec(settings: string): string {
  const spec = join(folder, "spec.json");
  writeFileSync(spec, JSON.stringify(SPEC));
  writeFileSync(join(folder, "gw-gen.yaml"), settings);
  return spec;
}

const KEYS = "apiKeys: { mine: { valueFrom: MY_KEY } }";
const PLAN = (limits: string): string =>
  `stages: { prod: {} }\nusagePlans: { basic: { ${limits}, stages: [prod], keys: [mine] } }\n${KEYS}\n`;

async function statusesOf(urls: readonly string[], count: number): Promise<Record<string, number>> {
  const calls = Array.from({ length: count }, async (_, at) => {
    const answer = await fetch(`${urls[at % urls.length]}/lamps`, {
      headers: { "x-api-key": KEY },
    });
    await answer.arrayBuffer();
    return answer.status;
  });
  const found: Record<string, number> = {};
  for (const status of await Promise.all(calls)) found[status] = (found[status] ?? 0) + 1;
  return found;
}

describe.skipIf(!redisPresent)("two processes on one Redis", () => {
  it.each([
    ["quota", "quota: { limit: 37, period: month }", 37],
    ["throttle", "throttle: { rate: 0.0001, burst: 23 }", 23],
  ])("hold one %s exactly", async (name, limits, allowed) => {
    bundleMockRuntime();
    const spec = writeSpec(PLAN(limits));
    const out = join(folder, name);
    await emitMock(spec, { out });
    const words = ["--store", `${redis.url}/${name === "quota" ? 1 : 2}`];
    const env = { MY_KEY: KEY };
    const servers = await Promise.all([
      startEmitted(out, words, env),
      startEmitted(out, words, env),
    ]);
    const found = await statusesOf(
      servers.map(({ url }) => url),
      200,
    );
    await Promise.all(servers.map((server) => server.stop()));
    expect(found).toEqual({ 200: allowed, 429: 200 - allowed });
  });
});

describe.skipIf(!redisPresent)("a Redis that is gone", () => {
  it.each([
    ["open", 200],
    ["closed", 429],
  ] as const)("leaves limits %s, and is told", async (storeFailure, status) => {
    const own = await startRedis();
    const spec = writeSpec(PLAN("quota: { limit: 5, period: day }"));
    const told: string[] = [];
    let isBack = (): void => undefined;
    const back = new Promise<void>((resolve) => (isBack = resolve));
    const api = await startMock(spec, {
      storeUrl: own.url,
      storeFailure,
      env: { MY_KEY: KEY },
      onStoreTrouble: (reason) => {
        told.push(reason === undefined ? "back" : "lost");
        if (reason === undefined) isBack();
      },
    });
    const seen = [await statusesOf([api.url], 1)];
    await own.stop();
    seen.push(await statusesOf([api.url], 1));
    const again = await startRedis(Number(new URL(own.url).port));
    await back;
    seen.push(await statusesOf([api.url], 1));
    await api.close();
    await again.stop();
    expect(seen).toEqual([{ 200: 1 }, { [status]: 1 }, { 200: 1 }]);
    expect(told).toEqual(["lost", "back"]);
  });

  it("is an error of the environment at the start", async () => {
    const own = await startRedis();
    await own.stop();
    const spec = writeSpec(PLAN("quota: { limit: 5, period: day }"));
    await expect(startMock(spec, { storeUrl: own.url })).rejects.toThrow(
      /^Redis cannot be reached: .*ECONNREFUSED/,
    );
  });
});
