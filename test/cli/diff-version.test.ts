import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCli } from "./run-cli.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-version-"));
  const spec = (names: readonly string[]) => {
    const paths = names.map((operationId) => {
      return [
        `/${operationId}`,
        { get: { operationId, responses: { "204": { description: "" } } } },
      ];
    });
    const info = { title: "Pets", version: "2.4.0" };
    return JSON.stringify({ openapi: "3.0.3", info, paths: Object.fromEntries(paths) });
  };
  writeFileSync(join(folder, "one.json"), spec(["getPet"]));
  writeFileSync(join(folder, "more.json"), spec(["getPet", "getOwner"]));
  writeFileSync(join(folder, "other.json"), spec(["getOwner"]));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SDK = ["--class", "wire", "--class", "source"];

it.each([
  ["one.json", [], "none 2.4.0"],
  ["more.json", [], "minor 2.5.0"],
  ["other.json", [], "major 3.0.0"],
  ["more.json", [...SDK, "--from-version", "1.0.3"], "minor 1.1.0"],
  ["other.json", [...SDK, "--from-version", "0.3.1"], "major 0.4.0"],
  ["one.json", [...SDK, "--from-version", "1.0.3-beta.1"], "none 1.0.3-beta.1"],
  ["more.json", [...SDK, "--from-version", "1.0.3-beta.1"], "minor 1.1.0"],
  ["more.json", [...SDK, "--from-version", "1.1.0-beta.1"], "minor 1.1.0"],
  ["other.json", [...SDK, "--from-version", "1.1.0-beta.1"], "major 2.0.0"],
  ["other.json", [...SDK, "--from-version", "2.0.0-rc.1"], "major 2.0.0"],
])("from one.json to %s with %j it is %s", async (next, flags, expected) => {
  const words = ["diff", "one.json", next, "--suggest-version", "--fail-on", "none", ...flags];
  const { code, stdout } = await runCli(words, { cwd: folder });
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${expected}\n` });
});

it("refuses to raise what is no version", async () => {
  const words = ["diff", "one.json", "more.json", "--suggest-version", "--from-version", "v1"];
  const { code, stderr } = await runCli(words, { cwd: folder });
  expect({ code, stderr: stderr.includes("--from-version takes MAJOR.MINOR.PATCH") }).toEqual({
    code: 2,
    stderr: true,
  });
});
