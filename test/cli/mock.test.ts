import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
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
});
afterAll(() => rmSync(folder, { recursive: true }));

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
