import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCli } from "./run-cli.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-input-"));
  mkdirSync(join(folder, "specs"));
  writeFileSync(join(folder, "shared.yaml"), "A: { type: string }\n");
  writeFileSync(
    join(folder, "specs/api.yaml"),
    `
openapi: 3.0.3
info: { title: A, version: "1" }
paths:
  /a:
    get:
      operationId: getA
      responses:
        "200": { description: ok, content: { text/plain: { schema: { $ref: ../shared.yaml#/A } } } }
`,
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it("reads a spec from standard input", async () => {
  const stdin = readFileSync("fixtures/petstore/spec.yaml", "utf8");
  const { code, stdout } = await runCli(["sdk", "-", "--out", "a", "--dry-run"], {
    cwd: folder,
    stdin,
  });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^a\/src\/index\.ts$/m);
});

it("follows references out of the folder only when told to", async () => {
  const words = ["sdk", "specs/api.yaml", "--dry-run"];
  const refused = await runCli(words, { cwd: folder });
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain("allow it with --allow-outside.");
  const allowed = await runCli([...words, "--allow-outside"], { cwd: folder });
  expect({ code: allowed.code, stderr: allowed.stderr }).toEqual({ code: 0, stderr: "" });
});
