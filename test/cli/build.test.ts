import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runCli } from "./run-cli.js";

const SPEC = `openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets:
    get: { operationId: listPets, responses: { "200": { description: ok } } }
`;
const SETTINGS = `spec: api.yaml
stages: { dev: { url: "https://dev.example" }, prod: { url: "https://prod.example", overlays: [prod.yaml] } }
outputs:
  client: { kind: sdk, out: client, options: { layout: source } }
  dev: { kind: export, out: dev.yaml, stage: dev }
  prod: { kind: export, out: prod-api.yaml, stage: prod }
`;
const OVERLAY = `overlay: 1.0.0
info: { title: prod, version: "1" }
actions: [{ target: $.info, update: { title: Live pets } }]
`;

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "gw-gen-build-cli-"));
  place({ "api.yaml": SPEC, "gw-gen.yaml": SETTINGS, "prod.yaml": OVERLAY });
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

function place(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
}

const build = (...words: string[]) => runCli(["build", ...words], { cwd });

describe("gw-gen build", () => {
  test("prints a line for each output, with what was done and why", async () => {
    const first = await build("dev", "prod");
    expect([first.code, first.stderr]).toEqual([
      0,
      "made     dev dev.yaml: 1 written, 0 unchanged (it was never made here)\n" +
        "made     prod prod-api.yaml: 1 written, 0 unchanged (it was never made here)\n",
    ]);
    const second = await build("dev", "--jobs", "1");
    expect([second.code, second.stderr]).toEqual([
      0,
      "skipped  dev dev.yaml: nothing that it is made of changed\n",
    ]);
  });

  test("leaves the others made when one fails, and exits as the failure does", async () => {
    place({ "prod.yaml": "actions: [" });
    const run = await build();
    expect(run.code).toBe(2);
    expect(
      ["client", "dev.yaml", "prod-api.yaml"].map((path) => existsSync(join(cwd, path))),
    ).toEqual([true, true, false]);
    expect(run.stderr).toMatch(/^failed {3}prod prod-api\.yaml: /m);
  });

  test("checks for pipelines: exit 1 while something is stale, a failure before it", async () => {
    const stale = await build("--check", "dev");
    expect([stale.code, stale.stderr, existsSync(join(cwd, "dev.yaml"))]).toEqual([
      1,
      "stale    dev dev.yaml: the file would change\n",
      false,
    ]);
    place({ "prod.yaml": "actions: [" });
    expect((await build("--check", "dev", "prod")).code).toBe(2);
    place({ "prod.yaml": OVERLAY });
    await build();
    expect((await build("--check")).code).toBe(0);
  });

  test("makes what is made for one stage", async () => {
    const run = await build("--stage", "prod", "--json");
    const { outputs } = JSON.parse(run.stdout);
    expect(outputs.map(({ name, stage }: Record<string, string>) => [name, stage])).toEqual([
      ["client", "prod"],
      ["prod", "prod"],
    ]);
    const none = await build("--stage", "qa");
    expect(none.code).toBe(2);
    expect(none.stderr).toContain('There is no stage "qa"; there are "dev", "prod".');
  });

  test("gives a report for machines", async () => {
    const run = await build("dev", "--json");
    expect(run.stderr).toBe("");
    expect(JSON.parse(run.stdout)).toEqual({
      version: 1,
      outputs: [
        {
          name: "dev",
          kind: "export",
          out: "dev.yaml",
          stage: "dev",
          status: "made",
          reason: "it was never made here",
          written: 1,
          unchanged: 0,
          removed: 0,
          diagnostics: [],
        },
      ],
      diagnostics: [],
    });
  });

  test.each(["0", "-1", "1.5", "many"])("refuses --jobs %s", async (jobs) => {
    const run = await build("--jobs", jobs);
    expect([run.code, run.stderr]).toEqual([
      2,
      expect.stringContaining("--jobs takes a whole number from 1."),
    ]);
  });

  test("builds again when an input changes, a wrong one too, until it is interrupted", async () => {
    const controller = new AbortController();
    const seen: string[] = [];
    let rounds = 0;
    const run = await runCli(["build", "dev", "prod", "--watch"], {
      cwd,
      signal: controller.signal,
      onStderr: (text) => {
        if (/^(?:made|skipped|failed)/.test(text)) seen.push(text.split(":")[0] ?? "");
        if (!text.startsWith("Watching")) return;
        rounds++;
        if (rounds === 1) place({ "prod.yaml": "actions: [" });
        if (rounds === 2) place({ "prod.yaml": OVERLAY });
        if (rounds === 3) place({ "api.yaml": SPEC.replace("Pets", "Animals") });
        if (rounds === 4) controller.abort();
      },
    });
    expect(run.code).toBe(130);
    expect(seen).toEqual([
      "made     dev dev.yaml",
      "made     prod prod-api.yaml",
      "skipped  dev dev.yaml",
      "failed   prod prod-api.yaml",
      "skipped  dev dev.yaml",
      "made     prod prod-api.yaml",
      "made     dev dev.yaml",
      "made     prod prod-api.yaml",
    ]);
  });
});
