import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
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
  test("types a client by all stages on request, and makes it again when one of them changes", async () => {
    const options = 'options: { layout: source, "all-stages": true }';
    const outputs = `outputs:\n  client: { kind: sdk, out: client, ${options} }\n`;
    const stages = SETTINGS.slice(0, SETTINGS.indexOf("outputs:"));
    place({ "gw-gen.yaml": stages + outputs });
    expect((await built()).codes).toEqual([]);
    const read = (): string => readFileSync(join(cwd, "client/operations/default.ts"), "utf8");
    expect(existsSync(join(cwd, "client/stages.ts"))).toBe(true);
    expect(read()).toContain("  client: Client,");
    const remove = "{ target: \"$.paths['/pets'].get\", remove: true }";
    place({ "prod.yaml": OVERLAY.replace("[{", `[${remove}, {`) });
    expect((await built()).outputs).toEqual(["client made: prod.yaml changed"]);
    expect(read()).toContain('  client: StageClient<"dev">,');
  });

  test("makes every output, each stage's with its own overlays", async () => {
    const { outputs, codes } = await built();
    expect(codes).toEqual([]);
    expect(outputs).toEqual([
      "client made: it was never made here",
      "specs:dev made: it was never made here",
      "specs:prod made: it was never made here",
      "specs:index made: it was never made here",
    ]);
    expect(existsSync(join(cwd, "client", "index.ts"))).toBe(true);
    const spec = (stage: string): string =>
      readFileSync(join(cwd, "specs", `${stage}.yaml`), "utf8");
    expect(spec("dev")).toBe(SPEC.trimEnd() + "\nservers:\n  - url: https://dev.example\n");
    expect(spec("prod")).toContain("title: Live pets");
    const index = readFileSync(join(cwd, "specs", "index.html"), "utf8");
    expect([...index.matchAll(/href="([^"]+)"/g)].map((match) => match[1])).toEqual([
      "https://dev.example",
      "dev.yaml",
      "https://prod.example",
      "prod.yaml",
    ]);
    expect(index).toContain("<h1>Pets, Live pets</h1>");
  });

  test("skips what has not changed and says why it made the rest", async () => {
    await built();
    place({ "prod.yaml": OVERLAY.replace("Live", "Lively") });
    const same = "skipped: nothing that it is made of changed";
    expect((await built()).outputs).toEqual([
      `client ${same}`,
      `specs:dev ${same}`,
      "specs:prod made: prod.yaml changed",
      "specs:index made: prod.yaml changed",
    ]);
    rmSync(join(cwd, "specs", "dev.yaml"));
    expect((await built()).outputs).toEqual([
      `client ${same}`,
      "specs:dev made: specs/dev.yaml was changed or removed",
      `specs:prod ${same}`,
      `specs:index ${same}`,
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
      "specs:index fresh: it is what would be written",
    ]);
  });

  test("leaves the others made when one fails", async () => {
    place({ "prod.yaml": "overlay: 1.0.0\nactions: [" });
    const { outputs } = await built({ names: ["specs"] });
    expect(outputs.map((line) => line.split(":").slice(0, 2).join(":"))).toEqual([
      "specs:dev made",
      "specs:prod failed",
      "specs:index made",
    ]);
    expect(existsSync(join(cwd, "specs", "dev.yaml"))).toBe(true);
    expect(readFileSync(join(cwd, "specs", "index.html"), "utf8")).not.toContain("prod");
  });

  test("gives each stage's file the ending of what it is", async () => {
    const outputs = (options: string): string =>
      SETTINGS.replace(/ {2}client:.*\n/, "").replace(
        "allStages: true",
        `allStages: true, ${options}`,
      );
    const files = (): string[] => readdirSync(join(cwd, "specs")).sort();
    place({ "gw-gen.yaml": outputs("options: { as: postman }") });
    await built();
    const postman = ["dev.postman_collection.json", "prod.postman_collection.json"];
    expect(files()).toEqual([...postman, "gw-gen.exports.json", "index.html"].sort());
    rmSync(join(cwd, "specs"), { recursive: true });
    place({ "gw-gen.yaml": outputs("options: { format: json }") });
    await built();
    expect(files()).toEqual(["dev.json", "gw-gen.exports.json", "index.html", "prod.json"]);
    expect(JSON.parse(readFileSync(join(cwd, "specs", "dev.json"), "utf8")).openapi).toBe("3.0.3");
  });

  test("leaves a file that is not its own, and the spec itself, unless it is forced", async () => {
    const settings = (out: string): string =>
      `spec: api.yaml\noutputs: { spec: { kind: export, out: ${out}, options: { version-as: "7" } } }\n`;
    place({ "gw-gen.yaml": settings("mine.yaml"), "mine.yaml": "my: notes\n" });
    expect(await built()).toEqual({
      outputs: ['spec failed: "mine.yaml" is there, and is not as gw-gen wrote it.'],
      codes: ["output-file-not-ours"],
    });
    expect(readFileSync(join(cwd, "mine.yaml"), "utf8")).toBe("my: notes\n");
    expect((await built({ force: true })).outputs).toEqual(["spec made: it was forced"]);
    place({ "mine.yaml": "edited: since\n" });
    expect((await built()).codes).toEqual(["output-file-not-ours"]);
    place({ "gw-gen.yaml": settings("api.yaml") });
    expect((await built()).codes).toEqual(["output-is-input"]);
    expect(readFileSync(join(cwd, "api.yaml"), "utf8")).toBe(SPEC);
  });

  test("makes an export again when the git tag that it bears has changed", async () => {
    place({
      "gw-gen.yaml":
        "spec: api.yaml\noutputs: { spec: { kind: export, out: out.yaml, options: { version-as: git } } }\n",
    });
    const git = (...words: string[]): void => {
      const identity = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
      execFileSync("git", [...identity, ...words], { cwd, stdio: "ignore" });
    };
    git("init");
    expect((await built()).codes).toEqual(["git-tag-missing"]);
    git("add", ".");
    git("commit", "-m", "First");
    git("tag", "v1.2.0");
    expect((await built()).outputs).toEqual(["spec made: it was never made here"]);
    expect(readFileSync(join(cwd, "out.yaml"), "utf8")).toContain('version: "1.2.0"');
    expect((await built()).outputs).toEqual(["spec skipped: nothing that it is made of changed"]);
    git("tag", "-d", "v1.2.0");
    git("tag", "v1.3.0");
    expect((await built()).outputs).toEqual(["spec made: gw-gen or its own settings changed"]);
    expect(readFileSync(join(cwd, "out.yaml"), "utf8")).toContain('version: "1.3.0"');
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
      "with values that an option does not take",
      `spec: api.yaml
outputs:
  a: { kind: export, out: a.yaml, options: { as: opanapi, rebuild: "yes", extensions: [aws, x] } }
  b: { kind: mock, out: b, options: { profile: [] } }
`,
      ["output-option-value", "output-option-value", "output-option-value", "output-option-value"],
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

test("makes an output again when its ignore file changes", async () => {
  const client = async () => (await built()).outputs.filter((line) => line.startsWith("client "));
  await built();
  place({ [join("client", ".gwgenignore")]: "README.md\n" });
  expect(await client()).toEqual(["client made: .gwgenignore changed"]);
  expect(await client()).toEqual(["client skipped: nothing that it is made of changed"]);
});
