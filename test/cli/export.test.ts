import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { runCli } from "./run-cli.js";

const SPEC = `# The shop.
openapi: 3.0.3
info: { title: "Pets & <Friends>", version: "1" }
servers: [{ url: "https://pets.example" }]
paths:
  /pets: { get: { operationId: listPets, responses: { "200": { description: ok } } } }
`;
const SETTINGS = `stages:
  dev: { url: "javascript:alert(1)", description: "<b>mine</b>" }
  prod: { url: "https://api.pets.example/v1?a=1&b=2" }
`;

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(root, "case-"));
  place("api.yaml", SPEC);
  place("gw-gen.yaml", SETTINGS);
});
const root = mkdtempSync(join(tmpdir(), "gw-gen-export-cli-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const place = (name: string, text: string): void => writeFileSync(join(cwd, name), text);
const read = (name: string): string => readFileSync(join(cwd, name), "utf8");
const run = (line: string) => runCli(line.split(" "), { cwd });

describe("gw-gen export --all-stages", () => {
  test("writes the export of each stage and a page that lists them", async () => {
    const done = await run("export api.yaml --all-stages -o specs --version-as 7");
    expect(done).toEqual({
      code: 0,
      stdout: "",
      stderr: "done specs/: 3 files written, 0 unchanged\n",
    });
    expect(readdirSync(join(cwd, "specs")).sort()).toEqual([
      "dev.yaml",
      "gw-gen.manifest.json",
      "index.html",
      "prod.yaml",
    ]);
    const stamped = SPEC.replace('"1"', '"7"');
    const url = "https://api.pets.example/v1?a=1&b=2";
    expect(read("specs/prod.yaml")).toBe(stamped.replace("https://pets.example", url));
    const page = read("specs/index.html");
    expect(page.match(/<title>.*<\/title>|<tr><th scope="row">.*/g)).toEqual([
      "<title>Pets &amp; &lt;Friends&gt;</title>",
      '<tr><th scope="row">dev<br><small>&lt;b&gt;mine&lt;/b&gt;</small></th><td>Pets &amp; &lt;Friends&gt;</td><td>7</td><td>javascript:alert(1)</td><td><a href="dev.yaml">dev.yaml</a></td></tr>',
      '<tr><th scope="row">prod</th><td>Pets &amp; &lt;Friends&gt;</td><td>7</td><td><a href="https://api.pets.example/v1?a=1&amp;b=2">https://api.pets.example/v1?a=1&amp;b=2</a></td><td><a href="prod.yaml">prod.yaml</a></td></tr>',
    ]);
  });

  test("keeps what is fresh, removes what is gone, and compares with --check", async () => {
    await run("export api.yaml --all-stages -o specs");
    expect((await run("export api.yaml --all-stages -o specs --check")).code).toBe(0);
    place("gw-gen.yaml", SETTINGS.replace("  prod:", "  live:"));
    const stale = await run("export api.yaml --all-stages -o specs --check");
    expect(stale.code).toBe(1);
    expect(stale.stdout).toBe(
      "stale   specs/index.html\nmissing specs/live.yaml\nextra   specs/prod.yaml\n",
    );
    const again = await run("export api.yaml --all-stages -o specs");
    expect(again.stderr).toBe("done specs/: 2 files written, 1 unchanged, 1 removed\n");
  });

  test("writes nothing when a stage fails", async () => {
    place("gw-gen.yaml", `${SETTINGS}  test: { overlays: [gone.yaml] }\n`);
    const failed = await run("export api.yaml --all-stages -o specs");
    expect(failed.code).toBe(2);
    expect(readdirSync(cwd).sort()).toEqual(["api.yaml", "gw-gen.yaml"]);
  });

  test.each([
    ["export api.yaml --all-stages", "--all-stages needs --out DIR."],
    ["export api.yaml --all-stages -o x --stage dev", "--all-stages and --stage exclude"],
  ])("refuses %s", async (line, message) => {
    const refused = await run(line);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(message);
  });
});

describe("a single file that is there", () => {
  test("is replaced while it is as gw-gen left it", async () => {
    expect((await run("export api.yaml --stage prod -o out.yaml")).code).toBe(0);
    expect((await run("export api.yaml --stage prod -o out.yaml --version-as 2")).code).toBe(0);
    place("out.yaml", read("out.yaml").replace("# The shop.", "# Mine."));
    const refused = await run("export api.yaml --stage prod -o out.yaml --version-as 3");
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("output-file-not-ours");
    expect(read("out.yaml")).toContain("# Mine.");
    const forced = await run("export api.yaml --stage prod -o out.yaml --version-as 3 --force");
    expect(forced.code).toBe(0);
    expect(read("out.yaml")).toContain('version: "3"');
  });

  test("is not replaced when it is the spec itself, unless forced", async () => {
    const refused = await run("export api.yaml --stage prod -o ./api.yaml");
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("output-is-input");
    expect(read("api.yaml")).toBe(SPEC);
    expect((await run("export api.yaml -o api.yaml")).code).toBe(0);
    expect((await run("export api.yaml --stage prod -o api.yaml --force")).code).toBe(0);
    expect(read("api.yaml")).toContain("https://api.pets.example");
  });
});

test("gw-gen export --bundle makes one document of several without a note", async () => {
  place("parts.yaml", "Pet: { type: string, maxLength: 9 }\n");
  const schema = 'content: { application/json: { schema: { $ref: "parts.yaml#/Pet" } } }';
  place("api.yaml", SPEC.replace("description: ok", `description: ok, ${schema}`));
  const plain = await run("export api.yaml --verbose");
  const bundled = await run("export api.yaml --verbose --bundle");
  expect(plain.stderr).toContain("export-rebuilt");
  expect(bundled.stderr).not.toContain("export-rebuilt");
  expect(bundled.stdout).toBe(plain.stdout);
  expect(bundled.stdout).toContain('$ref: "#/components/schemas/Pet"');
});

describe("gw-gen export --split", () => {
  test("writes a folder that is read as the same API", async () => {
    const done = await run("export api.yaml --split parts");
    expect(done.stderr).toBe("done parts/: 2 files written, 0 unchanged\n");
    expect(read("parts/openapi.yaml")).toContain("/pets:\n    $ref: paths/pets.yaml\n");
    expect(read("parts/paths/pets.yaml")).toContain("operationId: listPets");
    expect((await run("export api.yaml --split parts --check")).code).toBe(0);
    const bundled = await run("export parts/openapi.yaml --bundle --format json");
    const whole = await run("export api.yaml --rebuild --format json");
    expect(bundled.stdout).toBe(whole.stdout);
  });

  test.each([
    ["export api.yaml --split x --as postman", "split-not-openapi"],
    ["export api.yaml --split x -o y", "--split DIR excludes"],
  ])("refuses %s", async (line, message) => {
    const refused = await run(line);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(message);
  });
});
