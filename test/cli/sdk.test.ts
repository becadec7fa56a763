import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { runCli } from "./run-cli.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-sdk-"));
  writeFileSync(join(folder, "api.yaml"), specOf("getPet"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function specOf(operationId: string): string {
  return [
    "openapi: 3.0.3",
    'info: { title: Pets, version: "1.2.0" }',
    `paths: { /pet: { get: { operationId: ${operationId}, responses: { "200": { description: ok } } } } }`,
    "",
  ].join("\n");
}

const jsonAt = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), "utf8"));

describe("the identity of the package", () => {
  it.each([
    ["--name", "../evil", "package-name-invalid"],
    ["--name", "Pets", "package-name-invalid"],
    ["--package-version", "1.2", "package-version-invalid"],
    ["--package-version", "01.2.3", "package-version-invalid"],
    ["--client", "petsClient", "client-name-invalid"],
    ["--registry", "localhost", "package-url-invalid"],
  ])("refuses %s %s", async (flag, value, code) => {
    const words = ["sdk", "api.yaml", "--out", "refused", flag, value];
    const run = await runCli(words, { cwd: folder });
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code: 2, stdout: "" });
    expect(run.stderr).toContain(`[${code}]`);
  });

  it("comes from the settings, and from flags before them", async () => {
    const settings = [
      "sdk:",
      '  name: "@acme/pets"',
      "  version: 3.0.0-rc.1",
      "  client: Zoo",
      "  author: A. Keeper",
      "  registry: https://npm.acme.example/",
    ];
    writeFileSync(join(folder, "identity.yaml"), `${settings.join("\n")}\n`);
    const words = ["sdk", "api.yaml", "--settings", "identity.yaml", "--out", "named"];
    const flags = ["--license", "MIT", "--client", "PetsApi"];
    expect((await runCli([...words, ...flags], { cwd: folder })).code).toBe(0);
    expect(jsonAt("named/package.json")).toMatchObject({
      name: "@acme/pets",
      version: "3.0.0-rc.1",
      author: "A. Keeper",
      license: "MIT",
      publishConfig: { registry: "https://npm.acme.example/" },
    });
    expect(readFileSync(join(folder, "named/src/index.ts"), "utf8")).toMatch(/\bPetsApi\b/);
  });
});

it("refuses filters that leave nothing", async () => {
  const words = ["sdk", "api.yaml", "--out", "empty", "--include", "tag:none"];
  const { code, stdout, stderr } = await runCli(words, { cwd: folder });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("The filters leave no operation.");
});

it("says that a folder cannot be made where the system has none", async () => {
  const words = ["sdk", "api.yaml", "--out", "/proc/gw-gen/out"];
  const { code, stderr } = await runCli(words, { cwd: folder });
  expect({ code, said: stderr.includes("/proc/gw-gen/out") }).toEqual({ code: 4, said: true });
});

it("watches: a wrong edit keeps the output, its mend renews it", async () => {
  const spec = join(folder, "watched.yaml");
  writeFileSync(spec, specOf("first"));
  const abort = new AbortController();
  let said = "";
  const run = runCli(["sdk", "watched.yaml", "--out", "watched", "--watch"], {
    cwd: folder,
    signal: abort.signal,
    onStderr: (text) => (said += text),
  });
  const readme = (): string => readFileSync(join(folder, "watched/README.md"), "utf8");
  const waiting = { timeout: 15_000, interval: 25 };
  await vi.waitFor(() => expect(readme()).toContain("first("), waiting);
  writeFileSync(spec, "openapi: [");
  await vi.waitFor(() => expect(said).toMatch(/watched\.yaml:1:\d+/), waiting);
  expect(readme()).toContain("first(");
  writeFileSync(spec, specOf("second"));
  await vi.waitFor(() => expect(readme()).toContain("second("), waiting);
  abort.abort();
  expect((await run).code).toBe(130);
}, 40_000);

describe("templates", () => {
  const cli = (...words: string[]) => runCli(["sdk", ...words], { cwd: folder });

  it("are listed with their versions, and as JSON with what they can print", async () => {
    const text = await cli("--list-templates");
    expect({ code: text.code, stderr: text.stderr }).toEqual({ code: 0, stderr: "" });
    const names = text.stdout
      .trim()
      .split("\n")
      .map((line) => /^(\S+) +\d+\.\d+\.\d+\+[0-9a-f]{12} {2}\S/.exec(line)?.[1]);
    expect(names.slice(0, 7)).toEqual([
      "README.md",
      "header.ts",
      "package.json",
      "reference.md",
      "tsconfig.cjs.json",
      "tsconfig.json",
      "runtime/api-promise.ts",
    ]);
    const { templates } = JSON.parse((await cli("--list-templates", "--json")).stdout) as {
      templates: { name: string; members?: { path: string }[]; helpers?: { name: string }[] }[];
    };
    expect(templates.map(({ name }) => name)).toEqual(names);
    expect(templates[1]?.members?.map(({ path }) => path)).toEqual([
      "package",
      "package.name",
      "package.version",
      "package.license",
      "title",
      "module",
    ]);
    expect(templates[1]?.helpers?.map(({ name }) => name)).toEqual([
      "comment",
      "eq",
      "not",
      "and",
      "or",
    ]);
  });

  it("are copied out, replace one file each, and are inputs of --check, build and the manifest", async () => {
    const ejected = await cli("--eject", "README.md", "--out", "parts");
    expect(ejected).toEqual({
      code: 0,
      stdout: "parts/README.md.hbs\n",
      stderr: "Use: gw-gen sdk <spec> --templates parts\n",
    });
    expect((await cli("--eject", "README.md", "--out", "parts")).code).toBe(2);
    const two = await cli("--eject", "tsconfig.json", "runtime/retry.ts", "--out", "two");
    expect(two.stdout).toBe("two/tsconfig.json.hbs\ntwo/runtime/retry.ts\n");
    const words = ["api.yaml", "--out", "replaced"];
    expect((await cli(...words)).code).toBe(0);
    expect((await cli(...words, "--templates", "parts", "--check")).code).toBe(0);

    writeFileSync(join(folder, "parts/README.md.hbs"), "# The pets of {{title}}\n");
    const stale = await cli(...words, "--templates", "parts", "--check");
    expect([stale.code, stale.stdout.includes("README.md")]).toEqual([1, true]);
    expect((await cli(...words, "--templates", "parts")).code).toBe(0);
    expect(readFileSync(join(folder, "replaced/README.md"), "utf8")).toBe("# The pets of Pets\n");
    expect(jsonAt("replaced/gw-gen.manifest.json")).toMatchObject({
      inputs: [{ path: "api.yaml" }, { path: "parts/" }, { path: "parts/README.md.hbs" }],
    });
  });

  it("come from the settings and from outputs of build, which see changes and new files", async () => {
    const settings = [
      "spec: api.yaml",
      "sdk: { templates: own/parts }",
      "outputs:",
      "  one: { kind: sdk, out: built }",
      "  two: { kind: sdk, out: plain, options: { templates: own/none } }",
    ];
    mkdirSync(join(folder, "own/parts"), { recursive: true });
    mkdirSync(join(folder, "own/none"));
    writeFileSync(join(folder, "build.yaml"), `${settings.join("\n")}\n`);
    writeFileSync(join(folder, "own/parts/header.ts.hbs"), "// by {{package.name}}\n");
    const build = () => runCli(["build", "--settings", "build.yaml"], { cwd: folder });
    const head = (name: string) =>
      readFileSync(join(folder, name, "src/index.ts"), "utf8").split("\n", 1)[0];
    const made = await build();
    expect({ code: made.code, heads: [head("built"), head("plain")] }).toEqual({
      code: 0,
      heads: ["// by pets-sdk", expect.not.stringContaining("// by")],
    });
    const skipped = await build();
    expect((skipped.stdout + skipped.stderr).match(/^skipped/gm)).toHaveLength(2);
    writeFileSync(join(folder, "own/parts/header.ts.hbs"), "// of {{package.name}}\n");
    const again = await build();
    expect(again.stdout + again.stderr).toContain("own/parts/header.ts.hbs changed");
    expect(head("built")).toBe("// of pets-sdk");
    writeFileSync(join(folder, "own/none/tsconfig.json.hbs"), "{}\n");
    const added = await build();
    expect(added.stdout + added.stderr).toContain("own/none/ changed");
    expect(readFileSync(join(folder, "plain/tsconfig.json"), "utf8")).toBe("{}\n");
  });

  it("are watched, a new file in their folder too", async () => {
    mkdirSync(join(folder, "watched-parts"));
    const stop = new AbortController();
    const words = [
      "sdk",
      "api.yaml",
      "--out",
      "renewed",
      "--templates",
      "watched-parts",
      "--watch",
    ];
    const running = runCli(words, { cwd: folder, signal: stop.signal });
    const readme = () => readFileSync(join(folder, "renewed/README.md"), "utf8");
    await vi.waitFor(() => expect(readme()).toContain("# pets-sdk"), { timeout: 10_000 });
    writeFileSync(join(folder, "watched-parts/README.md.hbs"), "# one\n");
    await vi.waitFor(() => expect(readme()).toBe("# one\n"), { timeout: 10_000 });
    writeFileSync(join(folder, "watched-parts/README.md.hbs"), "# two\n");
    await vi.waitFor(() => expect(readme()).toBe("# two\n"), { timeout: 10_000 });
    stop.abort();
    expect((await running).code).toBe(130);
  });

  it("that are wrong are told with their places, and nothing is written", async () => {
    mkdirSync(join(folder, "broken"));
    writeFileSync(join(folder, "broken/README.md.hbs"), "# x\n{{#each operation}}\n");
    const { code, stderr } = await cli("api.yaml", "--out", "nowhere", "--templates", "broken");
    expect({ code, at: stderr.includes("broken/README.md.hbs:3:1 error") }).toEqual({
      code: 2,
      at: true,
    });
    expect(stderr).not.toMatch(/\bat .*\.js:\d/);
    expect(existsSync(join(folder, "nowhere"))).toBe(false);
  });

  it("need a spec unless they are listed or ejected", async () => {
    const { code, stderr } = await cli("--templates", "parts");
    expect({ code, stderr: stderr.includes("An argument is missing: gw-gen sdk <spec>") }).toEqual({
      code: 2,
      stderr: true,
    });
  });
});

describe("--all-stages", () => {
  it("types clients by their stage", async () => {
    mkdirSync(join(folder, "staged"));
    writeFileSync(join(folder, "staged/api.yaml"), specOf("getPet"));
    const stages = "stages: { prod: { url: https://a.example }, dev: { url: https://b.example } }";
    writeFileSync(join(folder, "staged/gw-gen.yaml"), `${stages}\n`);
    const cwd = join(folder, "staged");
    const run = await runCli(["sdk", "api.yaml", "--out", "sdk", "--all-stages"], { cwd });
    expect(run.code).toBe(0);
    expect(existsSync(join(cwd, "sdk/src/stages.ts"))).toBe(true);
    const again = ["sdk", "api.yaml", "--out", "sdk", "--all-stages", "--check"];
    expect((await runCli(again, { cwd })).code).toBe(0);
    const plain = await runCli(["sdk", "api.yaml", "--out", "sdk", "--check"], { cwd });
    expect(plain.code).toBe(1);
  });

  it("excludes --stage", async () => {
    const words = ["sdk", "api.yaml", "--all-stages", "--stage", "dev"];
    const run = await runCli(words, { cwd: folder });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("--all-stages and --stage exclude each other.");
  });
});
