import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { load } from "../../src/pipeline/load.js";
import { type CliSetup, runCli } from "./run-cli.js";

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

test("gw-gen init asks on a terminal, again after a wrong answer, and proposes what the spec has", async () => {
  const answers = [
    "dev prod",
    "nowhere",
    "https://dev.example",
    "",
    "sdk moc",
    "sdk mock",
    "@acme/pets",
  ];
  const run = await runCli(["init", "api.yaml"], {
    cwd,
    tty: true,
    env: { NO_COLOR: "1" },
    answers,
  });
  expect(run.stderr.replace("\r\u001B[2K", "")).toBe(
    [
      "Stages, with spaces between (default): ",
      "URL of dev: ",
      '"nowhere" is no URL. It starts with https://; leave it empty for none.\n',
      "URL of dev: ",
      "URL of prod: ",
      "What to make, of sdk, mock, gateway, export (sdk export): ",
      '"moc" is no kind of output. There are sdk, mock, gateway, export.\n',
      "What to make, of sdk, mock, gateway, export (sdk export): ",
      "Package name of the client, empty for that of the title: ",
      "done gw-gen.yaml\n",
      "\n  gw-gen build\n",
    ].join(""),
  );
  expect(run.code).toBe(0);
  const { content } = (await load("api.yaml", { cwd })).settings;
  expect([content?.stages, content?.outputs]).toEqual([
    { dev: { url: "https://dev.example" }, prod: {} },
    {
      client: { kind: "sdk", out: "client", options: { name: "@acme/pets" } },
      mock: { kind: "mock", out: "mock" },
    },
  ]);
});

test.each<[string, readonly string[], CliSetup]>([
  ["in a pipeline", [], { tty: true, env: { CI: "1" }, answers: [] }],
  ["with --yes", ["--yes"], { tty: true, answers: [] }],
  ["with --quiet", ["--quiet"], { tty: true, answers: [] }],
  ["where nobody types", [], { tty: true }],
  ["where nobody reads", [], { answers: [] }],
])("gw-gen init asks nothing %s", async (_name, words, setup) => {
  const run = await runCli(["init", "api.yaml", ...words], { cwd, ...setup });
  expect(run.code).toBe(0);
  expect(run.stderr).not.toContain("Stages");
  expect(settings()).toContain("stages:\n  default:");
});

test("gw-gen init writes nothing when the questions end early, or settings are there", async () => {
  const run = await runCli(["init", "api.yaml"], { cwd, tty: true, answers: ["dev"] });
  expect(run.code).toBe(130);
  expect(existsSync(join(cwd, "gw-gen.yaml"))).toBe(false);
  writeFileSync(join(cwd, "gw-gen.yaml"), "stages: {}\n");
  const there = await runCli(["init", "api.yaml"], { cwd, tty: true, answers: ["dev"] });
  expect([there.code, there.stderr.includes("Stages")]).toEqual([2, false]);
});

test("gw-gen init asks only for what flags leave open", async () => {
  const words = ["init", "api.yaml", "--with-stage", "prod=https://p.example", "--make", "export"];
  const run = await runCli(words, { cwd, tty: true, answers: [] });
  expect([run.code, run.stderr]).toEqual([0, expect.stringMatching(/^\S*done/)]);
  expect(settings()).toContain("stages:\n  prod:\n    url: https://p.example\n");
});
