import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { build, type BuildOptions } from "../../src/pipeline/build.js";

const base = mkdtempSync(join(tmpdir(), "gw-gen-build-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const SPEC = `openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets:
    get: { operationId: listPets, responses: { "200": { description: ok } } }
`;
const SETTINGS = `spec: api.yaml
stages:
  dev: { url: "https://dev.example" }
  prod: { url: "https://prod.example", overlays: [prod.yaml] }
outputs:
  client: { kind: sdk, out: client, options: { layout: source } }
  specs: { kind: export, out: specs, allStages: true }
`;
const OVERLAY = `overlay: 1.0.0
info: { title: prod, version: "1" }
actions: [{ target: $.info, update: { title: Live pets } }]
`;

let cwd = "";
let count = 0;
beforeEach(() => {
  cwd = join(base, String(count++));
  mkdirSync(cwd);
  place({ "api.yaml": SPEC, "gw-gen.yaml": SETTINGS, "prod.yaml": OVERLAY });
});

function place(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
}

async function built(options: BuildOptions = {}) {
  const { outputs, diagnostics } = await build({ cwd, ...options });
  return {
    outputs: outputs.map(({ name, status, reason }) => `${name} ${status}: ${reason}`),
    codes: [...diagnostics, ...outputs.flatMap((one) => one.diagnostics)].map(({ code }) => code),
  };
}

describe("building", () => {
  test("makes every output, each stage's with its own overlays", async () => {
    const { outputs, codes } = await built();
    expect(codes).toEqual([]);
    expect(outputs).toEqual([
      "client made: it was never made here",
      "specs:dev made: it was never made here",
      "specs:prod made: it was never made here",
    ]);
    expect(existsSync(join(cwd, "client", "index.ts"))).toBe(true);
    const spec = (stage: string): string =>
      readFileSync(join(cwd, "specs", `${stage}.yaml`), "utf8");
    expect(spec("dev")).toBe(SPEC.trimEnd() + "\nservers:\n  - url: https://dev.example\n");
    expect(spec("prod")).toContain("title: Live pets");
  });

  test("skips what has not changed and says why it made the rest", async () => {
    await built();
    place({ "prod.yaml": OVERLAY.replace("Live", "Lively") });
    const same = "skipped: nothing that it is made of changed";
    expect((await built()).outputs).toEqual([
      `client ${same}`,
      `specs:dev ${same}`,
      "specs:prod made: prod.yaml changed",
    ]);
    rmSync(join(cwd, "specs", "dev.yaml"));
    expect((await built()).outputs).toEqual([
      `client ${same}`,
      "specs:dev made: specs/dev.yaml was changed or removed",
      `specs:prod ${same}`,
    ]);
    expect((await built({ names: ["client"], force: true })).outputs).toEqual([
      "client made: it was forced",
    ]);
  });

  test("checks without writing", async () => {
    expect((await built({ check: true, stage: "prod", names: ["specs"] })).outputs).toEqual([
      "specs:prod stale: the file would change",
    ]);
    expect(existsSync(join(cwd, "specs"))).toBe(false);
    await built();
    rmSync(join(cwd, ".gw-gen"), { recursive: true });
    expect((await built({ check: true })).outputs).toEqual([
      "client fresh: it is what would be written",
      "specs:dev fresh: it is what would be written",
      "specs:prod fresh: it is what would be written",
    ]);
  });

  test("leaves the others made when one fails", async () => {
    place({ "prod.yaml": "overlay: 1.0.0\nactions: [" });
    const { outputs } = await built({ names: ["specs"] });
    expect(outputs.map((line) => line.split(":").slice(0, 2).join(":"))).toEqual([
      "specs:dev made",
      "specs:prod failed",
    ]);
    expect(existsSync(join(cwd, "specs", "dev.yaml"))).toBe(true);
  });
});

describe("settings that cannot be built", () => {
  const cases: readonly (readonly [string, string, readonly string[], BuildOptions])[] = [
    ["without outputs", "spec: api.yaml\n", ["build-no-outputs"], {}],
    ["without a spec", "outputs: { a: { kind: sdk, out: a } }\n", ["build-no-spec"], {}],
    ["for an unknown output", SETTINGS, ["output-unknown"], { names: ["cleint"] }],
    [
      "with two outputs in one folder",
      "spec: api.yaml\noutputs: { a: { kind: sdk, out: a }, b: { kind: export, out: a/b.yaml } }\n",
      ["outputs-share-folder"],
      {},
    ],
    [
      "with an option that the output does not have",
      "spec: api.yaml\noutputs: { a: { kind: sdk, out: a, options: { layuot: source } } }\n",
      ["output-option-unknown"],
      {},
    ],
    [
      "for an unknown stage",
      "spec: api.yaml\noutputs: { a: { kind: export, out: a.yaml, stage: qa } }\n",
      ["stage-unknown"],
      {},
    ],
  ];
  test.each(cases)("%s", async (_name, settings, codes, options) => {
    place({ "gw-gen.yaml": settings });
    expect((await built(options)).codes).toEqual(codes);
  });

  test("that are not there", async () => {
    rmSync(join(cwd, "gw-gen.yaml"));
    expect((await built()).codes).toEqual(["build-no-settings"]);
  });
});
