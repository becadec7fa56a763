import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCli } from "./run-cli.js";

const spec = resolve("fixtures/gateway/spec.yaml");
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-deployed-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it.each([
  ["swagger-2.0", "apigateway"],
  ["openapi-3.0", "none"],
])("finds only real drift in the service's export as %s, extensions %s", async (as, extensions) => {
  const words = ["export", spec, "--as", as, "--like", "aws", "--extensions", extensions];
  const exported = await runCli([...words, "--format", "json"], { cwd: folder });
  expect(exported.code).toBe(0);
  const deployed = JSON.parse(exported.stdout) as { paths: Record<string, unknown> };
  writeFileSync(join(folder, "same.json"), exported.stdout);
  const [gone = ""] = Object.keys(deployed.paths);
  const { [gone]: _, ...paths } = deployed.paths;
  writeFileSync(join(folder, "drift.json"), JSON.stringify({ ...deployed, paths }));

  const same = await runCli(["diff", spec, "same.json", "--as-deployed"], { cwd: folder });
  expect({ code: same.code, stdout: same.stdout }).toEqual({ code: 0, stdout: "" });
  const drift = await runCli(["diff", spec, "drift.json", "--as-deployed", "--json"], {
    cwd: folder,
  });
  const { findings } = JSON.parse(drift.stdout) as { findings: { id: string; class: string }[] };
  expect(drift.code).toBe(1);
  const wire = findings.filter((one) => one.class === "wire").map(({ id }) => id);
  expect([...new Set(wire)]).toContain("operation-removed");
  expect(wire.filter((id) => id === "server-removed")).toEqual([]);
});
