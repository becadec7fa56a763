import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
