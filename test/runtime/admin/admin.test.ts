import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startMock } from "../../../src/pipeline/mock.js";
import { systemSurroundings } from "../../../src/runtime/clock.js";
import type { RunningMock } from "../../../src/runtime/start.js";
import { chromium } from "../../support/checkers.js";

const NOW = Date.UTC(2026, 0, 5);
const KEY = "k".repeat(20);
const integration = {
  type: "mock",
  requestTemplates: { "application/json": '{"statusCode": 200}' },
  responses: {
    default: { statusCode: "200", responseTemplates: { "application/json": '{"lit":"<b>"}' } },
  },
};
const SPEC = {
  openapi: "3.0.1",
  info: { title: "Lamps", version: "1" },
  components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "x-api-key" } } },
  paths: {
    "/lamps": {
      get: {
        security: [{ key: [] }],
        responses: { 200: { description: "" } },
        "x-amazon-apigateway-integration": integration,
      },
    },
  },
};
const SETTINGS = `
stages:
  prod:
    throttle: { rate: 1, burst: 5 }
    cache: { enabled: true, ttl: 60, size: "0.5" }
usagePlans:
  basic: { quota: { limit: 100, period: day }, stages: [prod], keys: [mine] }
apiKeys:
  mine: { valueFrom: MY_KEY }
`;

let folder = "";
let api: RunningMock;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-admin-"));
  writeFileSync(join(folder, "spec.json"), JSON.stringify(SPEC));
  writeFileSync(join(folder, "gw-gen.yaml"), SETTINGS);
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  api = await startMock(join(folder, "spec.json"), {
    adminPort: 0,
    env: { MY_KEY: KEY },
    surroundings: { ...systemSurroundings, now: () => NOW },
  });
});
afterEach(() => api.close());

async function call(): Promise<void> {
  await (await fetch(`${api.url}/lamps`, { headers: { "x-api-key": KEY } })).text();
}

async function read(path: string): Promise<unknown> {
  return (await fetch(api.adminUrl + path)).json();
}

describe("the operator's port", () => {
  it("tells health, routes, requests with their steps, usage and cache", async () => {
    await call();
    await call();
    expect(await read("/health")).toEqual({
      status: "ok",
      profile: "aws",
      url: api.url,
      operations: 1,
    });
    expect(await read("/routes")).toEqual(["GET /lamps"]);
    const requests = (await read("/requests?after=1")) as { id: number; steps: object[] }[];
    const key = '["' + (/"key":"\[\\"(\w+)/.exec(JSON.stringify(await read("/cache")))?.[1] ?? "");
    expect(requests.map(({ id, steps }) => [id, steps])).toEqual([
      [
        2,
        [
          { name: "route", detail: "GET /lamps" },
          { name: "key", detail: "mine" },
          { name: "throttle", detail: "3 of 5 tokens left" },
          { name: "cache", detail: `hit ${key}","GET",[]]` },
        ],
      ],
    ]);
    expect(await read("/usage")).toEqual([
      {
        key: "mine",
        plan: "basic",
        requests: 2,
        quota: { used: 2, limit: 100, period: "day", until: NOW + 86_400_000 },
      },
    ]);
    expect(await read("/cache")).toEqual([
      { key: `${key}","GET",[]]`, status: 200, bytes: 13, until: NOW + 60_000 },
    ]);
  });

  it("flushes the cache and resets on POST alone", async () => {
    await call();
    const statuses = [];
    for (const [method, path] of [
      ["GET", "/reset"],
      ["POST", "/cache/flush"],
      ["POST", "/routes"],
      ["GET", "/nothing"],
    ] as const) {
      statuses.push((await fetch(api.adminUrl + path, { method })).status);
    }
    expect([statuses, await read("/cache")]).toEqual([[405, 204, 405, 404], []]);
    await fetch(`${api.adminUrl}/reset`, { method: "POST" });
    expect([await read("/requests"), api.metrics().includes("status=")]).toEqual([[], false]);
  });

  it("gives figures to Prometheus", async () => {
    await call();
    const text = await (await fetch(`${api.adminUrl}/metrics`)).text();
    const counters = text.split("\n").filter((line) => line.includes("requests_total{"));
    expect(counters).toEqual(['gw_gen_mock_requests_total{operation="GET /lamps",status="200"} 1']);
    expect(text).toContain(
      'gw_gen_mock_request_duration_seconds_bucket{operation="GET /lamps",status="200",le="+Inf"} 1',
    );
  });

  it("is closed to pages of other sites", async () => {
    const { port } = new URL(api.adminUrl ?? "");
    const ask = (headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        request({ port, path: "/health", headers }, (answer) => {
          resolve(answer.resume().statusCode);
        })
          .on("error", reject)
          .end();
      });
    expect([
      await ask({ host: "evil.example" }),
      await ask({ origin: "https://evil.example" }),
      await ask({ origin: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}` }),
    ]).toEqual([403, 403, 200]);
  });
});

describe.skipIf(chromium === undefined)("the operator's page", () => {
  it("shows requests as they come, their steps, usage and cache", async () => {
    const { chromium: browserType } = await import("playwright-core");
    const browser = await browserType.launch({
      executablePath: chromium ?? "",
      args: ["--no-sandbox"],
    });
    try {
      const page = await browser.newPage();
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") problems.push(message.text());
      });
      const hosts = new Set<string>();
      page.on("request", (sent) => hosts.add(new URL(sent.url()).host));
      await page.goto(`${api.adminUrl}/`);
      await call();
      const row = page.locator("#requests tr").first();
      await row.waitFor();
      expect(await row.locator("td").allTextContents()).toEqual([
        "200",
        "GET",
        "/lamps",
        expect.stringMatching(/^\d+\.\d ms$/),
      ]);
      await row.click();
      expect(await page.locator("#steps h2").allTextContents()).toEqual([
        "GET /lamps",
        "route",
        "key",
        "throttle",
        "cache",
        "template",
        "integration",
        "template",
      ]);
      expect(await page.locator("#steps pre").last().textContent()).toBe('{"lit":"<b>"}');
      const event = await page.locator("#steps a").last().getAttribute("href");
      const saved = JSON.parse(decodeURIComponent(event?.split(",").slice(1).join(",") ?? ""));
      expect(Object.keys(saved)).toEqual(["body", "params", "context", "stageVariables"]);
      expect(await page.locator("#usage td").allTextContents()).toEqual([
        "mine",
        "basic",
        "1",
        "1 of 100 a day",
      ]);
      expect(await page.locator("#cache tr").count()).toBe(1);
      await page.locator("#flush").click();
      await page.locator("#cache tr").waitFor({ state: "detached" });
      await page.locator("#reset").click();
      expect(await page.locator("#requests tr").count()).toBe(0);
      expect([problems, [...hosts]]).toEqual([[], [new URL(api.adminUrl ?? "").host]]);
    } finally {
      await browser.close();
    }
  });
});
