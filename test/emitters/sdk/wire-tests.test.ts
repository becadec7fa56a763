import { execFile } from "node:child_process";
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
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { transformSync } from "esbuild";
import { check } from "prettier";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SdkOptions } from "../../../src/emitters/sdk/sdk-options.js";
import { emitSpec, fixtureCases, root, textOf } from "./fixture-cases.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-wire-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes an SDK with its tests, and its modules as the build of its package leaves them. */
async function place(name: string): Promise<string> {
  const home = join(folder, name);
  const spec = join(root, "fixtures", name);
  const own = join(spec, "sdk-options.json");
  const options = existsSync(own) ? (JSON.parse(readFileSync(own, "utf8")) as SdkOptions) : {};
  const { files } = await emitSpec(join(spec, "spec.yaml"), { ...options, extras: ["tests"] });
  for (const file of files) {
    const path = join(home, file.path.replace(/^src\//, "dist/esm/"));
    mkdirSync(dirname(path), { recursive: true });
    const text = textOf(file);
    if (!file.path.endsWith(".ts")) writeFileSync(path, text);
    else writeFileSync(path.replace(/ts$/, "js"), transformSync(text, { loader: "ts" }).code);
  }
  return home;
}

/** Runs the tests of a placed SDK; the text of the run, and how many passed and failed. */
async function run(home: string) {
  const tests = readdirSync(join(home, "test/wire")).filter((name) => name.endsWith(".test.mjs"));
  for (const name of ["check.mjs", ...tests]) {
    const path = join(home, "test/wire", name);
    expect({ name, pretty: await check(readFileSync(path, "utf8"), { filepath: path }) }).toEqual({
      name,
      pretty: true,
    });
  }
  const paths = tests.map((name) => join("test/wire", name));
  const args = ["--test", "--test-reporter=tap", ...paths];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: home }).catch(
    (failure: { stdout: string }) => failure,
  );
  const count = (word: string) => Number(new RegExp(`^# ${word} (\\d+)`, "m").exec(stdout)?.[1]);
  return { stdout, passed: count("pass"), failed: count("fail") };
}

describe("the tests in the SDK of fixtures/", () => {
  const counts = new Map<string, number>();

  it.each(fixtureCases)(
    "%s pass",
    async (name) => {
      const home = await place(name);
      if (!existsSync(join(home, "test/wire"))) return;
      const { stdout, passed, failed } = await run(home);
      const wrong = stdout.match(/^not ok [^]*?\n {2}\.\.\.$/gm) ?? [];
      expect({ failed, wrong }).toEqual({ failed: 0, wrong: [] });
      counts.set(name, passed);
    },
    30_000,
  );

  it.each([
    ["the method", "orders.js", 'method: "POST"', 'method: "PUT"'],
    ["the path", "pets.js", 'path: "/pets/{petId}"', 'path: "/pet/{petId}"'],
    ["a parameter", "pets.js", '["petId", pathValue]', '["petid", pathValue]'],
  ])("fail when %s is another", async (_what, file, from, to) => {
    const home = await place("petstore");
    const path = join(home, "dist/esm/operations", file);
    const text = readFileSync(path, "utf8");
    expect(text).toContain(from);
    writeFileSync(path, text.replaceAll(from, to));
    expect((await run(home)).failed).toBeGreaterThan(0);
  });

  it("are there for every API that has operations", () => {
    expect(Object.fromEntries(counts)).toMatchInlineSnapshot(`
      {
        "answers": 12,
        "bodies": 7,
        "codecs": 1,
        "collisions": 6,
        "encodings": 7,
        "gateway": 4,
        "hostile": 4,
        "pagination": 11,
        "petstore": 7,
        "security": 6,
        "streams": 5,
        "webhooks": 1,
        "websocket": 1,
      }
    `);
  });
});
