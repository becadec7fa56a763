import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runCli } from "./run-cli.js";

const cwd = mkdtempSync(join(tmpdir(), "gw-gen-stages-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

writeFileSync(
  join(cwd, "api.yaml"),
  `openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets: { get: { operationId: listPets, responses: { "200": { description: ok } } } }
  /debug: { get: { operationId: debug, responses: { "200": { description: ok } } } }
`,
);
writeFileSync(
  join(cwd, "gw-gen.yaml"),
  `stages:
  dev:
    url: https://dev.example
    throttle: { rate: 10, burst: 20 }
    variables: { table: pets-dev }
  prod:
    extends: dev
    url: https://prod.example
    throttle: { rate: 100 }
    exclude: [debug]
usagePlans: { gold: { stages: [prod] } }
`,
);

test("gw-gen stages puts the stages side by side, after inheritance", async () => {
  const run = await runCli(["stages", "api.yaml"], { cwd });
  expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 0, stderr: "" });
  expect(run.stdout).toBe(
    `             dev                  prod
url          https://dev.example  https://prod.example
operations   2                    1
rate         10/s                 100/s
burst        20                   20
usage plans                       gold
$table       pets-dev             pets-dev
`,
  );
});

test("gw-gen stages --json is the same for programs", async () => {
  const run = await runCli(["stages", "api.yaml", "--json"], { cwd });
  expect(JSON.parse(run.stdout)).toEqual([
    {
      stage: "dev",
      url: "https://dev.example",
      operations: "2",
      rate: "10/s",
      burst: "20",
      "usage plans": "",
      $table: "pets-dev",
    },
    {
      stage: "prod",
      url: "https://prod.example",
      operations: "1",
      rate: "100/s",
      burst: "20",
      "usage plans": "gold",
      $table: "pets-dev",
    },
  ]);
});

test("a secret in the settings is pointed at and never printed", async () => {
  const settings = `apiKeys: { partner: { value: s3cret-of-ours } }
backends: https://admin:pa55word@pets.example
`;
  writeFileSync(join(cwd, "secret.yaml"), settings);
  const run = await runCli(["stages", "api.yaml", "--settings", "secret.yaml"], { cwd });
  expect(run.stderr).toContain("secret.yaml:1:23 error `value` would keep a secret in plain text.");
  expect(run.stderr).toContain("secret.yaml:2:1 error `backends` holds a password in plain text.");
  expect(run.stdout + run.stderr).not.toMatch(/s3cret|pa55word/);
});
