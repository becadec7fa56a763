import { createServer } from "node:http";
import { get } from "node:https";
import type { AddressInfo } from "node:net";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main } from "../../src/cli/main.js";
import { runCli } from "./run-cli.js";

const SPEC = JSON.stringify({
  openapi: "3.1.0",
  info: { title: "Lamps", version: "1.0.0" },
  paths: {
    "/lamps": {
      get: {
        responses: {
          200: { description: "all", content: { "application/json": { example: ["desk"] } } },
        },
      },
    },
  },
});

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-mock-"));
  writeFileSync(join(folder, "lamps.json"), SPEC);
  // Written here, so that a watcher does not take the making of the file for an edit.
  mkdirSync(join(folder, "watched"));
  writeFileSync(join(folder, "watched", "lamps.json"), SPEC);
});
afterAll(() => rmSync(folder, { recursive: true }));

const TOKENS = JSON.stringify({
  openapi: "3.0.1",
  info: { title: "Guarded", version: "1" },
  components: {
    securitySchemes: {
      jwt: {
        type: "oauth2",
        flows: {},
        "x-amazon-apigateway-authorizer": {
          type: "jwt",
          identitySource: "$request.header.Authorization",
          jwtConfiguration: { issuer: "https://issuer.test", audience: ["lamps"] },
        },
      },
      key: { type: "apiKey", in: "header", name: "x-api-key" },
    },
  },
  paths: {
    "/lamps": {
      get: {
        security: [{ jwt: ["read"] }],
        responses: { 200: { description: "" } },
        "x-amazon-apigateway-integration": {
          type: "mock",
          requestTemplates: { "application/json": '{"statusCode": 200}' },
          responses: { default: { statusCode: "200" } },
        },
      },
    },
  },
});

/** Runs `gw-gen mock` until `use` is done with it. */
async function serving(
  words: readonly string[],
  env: Record<string, string>,
  use: (url: string) => Promise<void>,
): Promise<{ code: number; stderr: string }> {
  const stop = new AbortController();
  const err: string[] = [];
  let used = Promise.resolve();
  const code = await main(["mock", ...words, "--port", "0"], {
    stdout: {
      write: (text) => {
        used = use(text.trim()).finally(() => stop.abort());
      },
    },
    stderr: { write: (text) => err.push(text) },
    env,
    cwd: folder,
    signal: stop.signal,
  });
  await used;
  return { code, stderr: err.join("") };
}

describe("gw-gen mock token", () => {
  it("prints what a mock of the same user accepts, by its scopes", async () => {
    const spec = "guarded.json";
    writeFileSync(join(folder, spec), TOKENS);
    const env = { HOME: folder };
    const statuses: number[] = [];
    await serving([spec], env, async (url) => {
      for (const words of [
        ["token", spec, "--scope", "read", "--scope", "write"],
        ["token", spec, "--scope", "write"],
        ["token", "--scope", "read"],
        [
          "token",
          "--scope",
          "read",
          "--claim",
          "iss=https://issuer.test",
          "--claim",
          'aud=["lamps"]',
        ],
      ]) {
        const { stdout } = await runCli(["mock", ...words], { cwd: folder, env });
        const headers = { authorization: `Bearer ${stdout.trim()}` };
        statuses.push((await fetch(`${url}/lamps`, { headers })).status);
      }
    });
    expect(statuses).toEqual([200, 403, 401, 200]);
  });

  it("says what a wrong claim should be", async () => {
    expect(await runCli(["mock", "token", "--claim", "x"], { cwd: folder })).toEqual({
      code: 2,
      stdout: "",
      stderr: "error --claim takes NAME=VALUE, not x.\n",
    });
  });
});

describe("gw-gen mock", () => {
  it("serves until it is interrupted", async () => {
    const stop = new AbortController();
    const [out, err]: [string[], string[]] = [[], []];
    const code = await main(["mock", "lamps.json", "--port", "0"], {
      stdout: { write: (text) => (out.push(text), stop.abort()) },
      stderr: { write: (text) => err.push(text) },
      env: {},
      cwd: folder,
      signal: stop.signal,
    });
    const [stdout, stderr] = [out.join(""), err.join("")];
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
    expect({ code, stderr }).toEqual({
      code: 130,
      stderr: "openapi profile, 1 operations; Ctrl+C stops it.\n",
    });
  });

  it("says when the port is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const run = await runCli(["mock", "lamps.json", "--port", String(port)], { cwd: folder });
    other.close();
    expect(run).toEqual({
      code: 4,
      stdout: "",
      stderr: `error Port ${port} is taken.\n  Give another one, or --port 0 for any free one.\n`,
    });
  });

  it("refuses an upstream that is no URL", async () => {
    expect(await runCli(["proxy", "lamps.json", "nowhere"], { cwd: folder })).toEqual({
      code: 2,
      stdout: "",
      stderr: "error The upstream is not a URL: nowhere.\n",
    });
  });
});

describe("what gw-gen mock tells and takes", () => {
  it("writes a line of JSON for each request, and serves the operator's port and TLS", async () => {
    let admin = "";
    const run = await serving(
      ["lamps.json", "--log", "json", "--admin-port", "0", "--tls", "--faults"],
      {},
      async (url) => {
        expect(url).toMatch(/^https:/);
        const answer = await new Promise<number | undefined>((resolve, reject) => {
          get(`${url}/lamps`, { rejectUnauthorized: false }, (response) =>
            resolve(response.resume().statusCode),
          ).on("error", reject);
        });
        expect(answer).toBe(200);
      },
    );
    const [profile = "", operator = "", line = ""] = run.stderr.split("\n");
    admin = /http:\S+/.exec(operator)?.[0] ?? "";
    const { time, durationMs, ...entry } = JSON.parse(line);
    expect([run.code, profile, admin]).toEqual([
      130,
      "openapi profile, 1 operations; Ctrl+C stops it.",
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/),
    ]);
    expect([typeof time, typeof durationMs]).toEqual(["string", "number"]);
    expect(entry).toEqual({
      id: 1,
      method: "GET",
      target: "/lamps",
      operation: "GET /lamps",
      status: 200,
      bytes: 8,
    });
  });

  it("takes over a right edit and keeps the last good version on a wrong one", async () => {
    const spec = join(folder, "watched", "lamps.json");
    const statuses: number[] = [];
    const told: string[] = [];
    const stop = new AbortController();
    const steps = [SPEC.replaceAll("/lamps", "/lights"), SPEC.slice(0, 50)];
    const edit = async (url: string): Promise<void> => {
      statuses.push((await fetch(`${url}/lights`)).status);
      const next = steps.shift();
      if (next === undefined) stop.abort();
      else writeFileSync(spec, next);
    };
    let url = "";
    const code = await main(["mock", spec, "--port", "0", "--watch"], {
      stdout: {
        write: (text) => {
          url = text.trim();
          // The watcher begins after the start is told.
          setTimeout(() => void edit(url), 50);
        },
      },
      stderr: {
        write: (text) => {
          const found = /^(?:reloaded|kept|\S+ error)/.exec(text)?.[0].replace(/^\S+ /, "");
          if (found !== undefined) told.push(found);
          if (found === "reloaded" || found === "kept") void edit(url);
        },
      },
      env: {},
      cwd: folder,
      signal: stop.signal,
    });
    expect({ code, statuses, told }).toEqual({
      code: 130,
      statuses: [404, 200, 200],
      told: ["reloaded", "error", "kept"],
    });
  });

  it.each([
    [["--latency", "soon"], "--latency takes MS, FROM-TO or 'GET /path=MS', not soon."],
    [["--error-rate", "2"], "A rate goes from 0 to 1, not 2."],
    [["--tls-cert", "a.pem"], "--tls-cert and --tls-key belong together."],
    [["--record", "a.json"], "--record needs --proxy: there is nothing to record without it."],
  ])("refuses %j", async (words, message) => {
    expect(await runCli(["mock", "lamps.json", ...words], { cwd: folder })).toEqual({
      code: 2,
      stdout: "",
      stderr: `error ${message}\n`,
    });
  });
});
