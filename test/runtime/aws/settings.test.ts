import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { placeOf } from "../../../src/diagnostics/place.js";
import { mock, startMock, type StartMockOptions } from "../../../src/pipeline/mock.js";
import type { RunningMock } from "../../../src/runtime/start.js";
import { systemSurroundings } from "../../../src/runtime/clock.js";
import { sendRaw } from "./raw-client.js";

const SPEC = {
  openapi: "3.0.1",
  info: { title: "Lamps", version: "1" },
  components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "x-api-key" } } },
  paths: {
    "/lamps": {
      get: {
        security: [{ key: [] }],
        responses: { 200: { description: "" } },
        "x-amazon-apigateway-integration": mockOf('{"stage": "$stageVariables.color"}'),
      },
      post: {
        responses: { 200: { description: "" } },
        "x-amazon-apigateway-integration": mockOf("$context.status"),
      },
    },
  },
};

const SETTINGS = `
stages:
  prod:
    variables: { color: green }
    methods:
      POST /lamps: { throttle: { rate: 1, burst: 1 } }
  beta:
    variables: { color: blue }
usagePlans:
  basic:
    throttle: { rate: 1, burst: 2 }
    quota: { limit: 3, period: week }
    stages: [prod]
    keys: [partner]
apiKeys:
  partner: { valueFrom: PARTNER_KEY }
`;

function mockOf(template: string): object {
  return {
    type: "mock",
    requestTemplates: { "application/json": '{"statusCode": 200}' },
    responses: {
      default: { statusCode: "200", responseTemplates: { "application/json": template } },
    },
  };
}

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-settings-"));
  writeFileSync(join(folder, "gw-gen.yaml"), SETTINGS);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function start(spec: object, options: StartMockOptions): Promise<RunningMock> {
  writeFileSync(join(folder, "spec.json"), JSON.stringify(spec));
  return startMock(join(folder, "spec.json"), options);
}

describe("an API key whose environment variable is not set", () => {
  const found = async (options: StartMockOptions): Promise<readonly (string | undefined)[][]> => {
    writeFileSync(join(folder, "spec.json"), JSON.stringify(SPEC));
    const result = await mock(join(folder, "spec.json"), { stage: "prod", ...options });
    await result.mock?.close();
    return result.diagnostics.map(({ code, severity, message, location }) => {
      const place = location && placeOf(location);
      return [`${severity} ${code} ${place?.pointer}:${place?.range?.start.line}`, message];
    });
  };

  it("is named, with what it is for and where", async () => {
    const line = SETTINGS.split("\n").findIndex((text) => text.includes("valueFrom")) + 1;
    expect(await found({ env: {} })).toEqual([
      [
        `warning environment-unset /apiKeys/partner/valueFrom:${line}`,
        'The environment variable PARTNER_KEY is not set; the API key "partner" gets a value made up for this run.',
      ],
    ]);
    const apiKeys = [{ name: "partner", value: "k".repeat(20) }];
    expect(await found({ env: {}, apiKeys })).toEqual([]);
    expect(await found({ env: { PARTNER_KEY: "k".repeat(20) } })).toEqual([]);
  });
});

describe("settings beside the spec", () => {
  it("give the mock its stage's variables, throttles, plans, quotas and key values", async () => {
    let now = Date.UTC(2026, 0, 2);
    const surroundings = { ...systemSurroundings, now: () => now };
    const key = "p".repeat(24);
    const api = await start(SPEC, { stage: "prod", surroundings, env: { PARTNER_KEY: key } });
    const headers = { "x-api-key": key };
    const seen: string[] = [];
    const call = async (path: string, init: RequestInit): Promise<void> => {
      const answer = await fetch(api.url + path, init);
      seen.push(`${answer.status} ${await answer.text()}`);
    };
    await call("/prod/lamps", {});
    await call("/prod/lamps", { headers });
    await call("/lamps", { headers });
    await call("/lamps", { headers });
    now += 5000;
    await call("/lamps", { headers });
    await call("/lamps", { headers });
    await call("/lamps", { method: "POST" });
    await call("/lamps", { method: "POST" });
    const { apiKeys } = api.credentials;
    await api.close();
    expect(apiKeys).toEqual([{ name: "partner", value: key, from: "environment" }]);
    expect(seen).toEqual([
      '403 {"message":"Forbidden"}',
      '200 {"stage": "green"}',
      '200 {"stage": "green"}',
      '429 {"message":"Too Many Requests"}',
      '200 {"stage": "green"}',
      '429 {"message":"Limit Exceeded"}',
      "200 ",
      '429 {"message":"Too Many Requests"}',
    ]);
  });

  it("throttle the whole account last", async () => {
    const api = await start(SPEC, {
      stage: "beta",
      accountThrottle: { rate: 1, burst: 1 },
      surroundings: { ...systemSurroundings, now: () => 0 },
    });
    const statuses: number[] = [];
    for (let at = 0; at < 2; at++) {
      statuses.push((await fetch(`${api.url}/beta/lamps`, { method: "POST" })).status);
    }
    await api.close();
    expect(statuses).toEqual([200, 429]);
  });
});

describe("payload compression", () => {
  const text = JSON.stringify({ text: "long ".repeat(40) });
  const echo = {
    type: "aws_proxy",
    httpMethod: "POST",
    uri: "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:1:function:echo/invocations",
  };
  const spec = {
    openapi: "3.0.1",
    info: { title: "Echo", version: "1" },
    "x-amazon-apigateway-minimum-compression-size": 100,
    paths: {
      "/echo": {
        post: {
          responses: { 200: { description: "" } },
          "x-amazon-apigateway-integration": echo,
        },
      },
    },
  };
  const handlers = { echo: (event: unknown) => ({ body: (event as { body: string }).body }) };

  it("unpacks requests and packs answers that are large enough, as accepted", async () => {
    const api = await start(spec, { functions: { handlers } });
    const send = async (body: Buffer, headers: Record<string, string>) => {
      const answer = await sendRaw(api.url, { method: "POST", target: "/echo", headers, body });
      const coding = answer.headers["content-encoding"];
      const plain = coding === "gzip" ? gunzipSync(answer.body) : answer.body;
      return [answer.status, coding, plain.toString()];
    };
    const packed = { "Accept-Encoding": "br, gzip" };
    const seen = [
      await send(Buffer.from(text), packed),
      await send(Buffer.from("short"), packed),
      await send(Buffer.from(text), { "Accept-Encoding": "br, gzip;q=0" }),
      await send(gzipSync(text), { "Content-Encoding": "gzip" }),
      await send(Buffer.from(text), { "Content-Encoding": "gzip" }),
      await send(Buffer.from(text), { "Content-Encoding": "br" }),
      await send(gzipSync(Buffer.alloc(11_000_000)), { "Content-Encoding": "gzip" }),
    ];
    await api.close();
    expect(seen).toEqual([
      [200, "gzip", text],
      [200, undefined, "short"],
      [200, undefined, text],
      [200, "gzip", text],
      [400, undefined, '{"message":"Invalid request body"}'],
      [415, undefined, '{"message":"Unsupported Media Type"}'],
      [413, undefined, '{"message":"HTTP content length exceeded 10485760 bytes."}'],
    ]);
  });
});
