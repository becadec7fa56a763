import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { load } from "../../src/pipeline/load.js";
import { runCli } from "./run-cli.js";

const cwd = mkdtempSync(join(tmpdir(), "gw-gen-init-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
beforeEach(() => {
  rmSync(join(cwd, "gw-gen.yaml"), { force: true });
  writeFileSync(
    join(cwd, "api.yaml"),
    `openapi: 3.0.3
info: { title: Pets, version: "1" }
servers: [{ url: "https://pets.example" }]
paths:
  /pets: { get: { operationId: listPets, responses: { "200": { description: ok } } } }
`,
  );
});

const settings = (): string => readFileSync(join(cwd, "gw-gen.yaml"), "utf8");

test("gw-gen init writes settings that hold, and that build can use", async () => {
  const words = ["init", "api.yaml", "--with-stage", "dev=https://dev.example?a=b"];
  const run = await runCli([...words, "--with-stage", "prod", "--client", "@acme/pets"], { cwd });
  expect(run.code).toBe(0);
  expect(settings())
    .toBe(`# yaml-language-server: $schema=./node_modules/gw-gen/schemas/gw-gen.schema.json
# The settings of gw-gen for one spec; editors complete them by the schema above.
spec: api.yaml

# The environments of the API. A stage may also have variables, overlays, throttle, cache,
# canary, accessLog, methods, backends, include and exclude; \`extends\` takes over another's.
stages:
  dev:
    url: https://dev.example?a=b
  prod: {}

# What \`gw-gen build\` makes, by name; kinds are sdk, mock, gateway and export.
outputs:
  client:
    kind: sdk
    out: client
    options:
      name: "@acme/pets"
  specs:
    kind: export
    out: specs
    allStages: true

# Findings that are none here, each with its reason:
# ignores:
#   - code: no-responses
#     reason: the gateway answers
`);
  const { model, diagnostics } = await load("api.yaml", { cwd });
  expect(diagnostics).toEqual([]);
  expect(model?.stages.map(({ name }) => name)).toEqual(["dev", "prod"]);
});

test("gw-gen init leaves settings that are there", async () => {
  writeFileSync(join(cwd, "gw-gen.yaml"), "stages: {}\n");
  const run = await runCli(["init", "api.yaml"], { cwd });
  expect(run.code).toBe(2);
  expect(run.stderr).toContain("settings-there");
  expect(settings()).toBe("stages: {}\n");
  expect((await runCli(["init", "api.yaml", "--force"], { cwd })).code).toBe(0);
  expect(settings()).toContain("spec: api.yaml");
});

test("gw-gen init refuses a stage with a wrong name", async () => {
  const run = await runCli(["init", "api.yaml", "--with-stage", "a b"], { cwd });
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('"a b" is no name of a stage.');
});
