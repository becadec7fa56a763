import { existsSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, it } from "vitest";
import { emitFixture, fixtureCases, root, textOf } from "./fixture-cases.js";

/** `GW_GEN_UPDATE=1` writes what is emitted into the fixtures, to be read before it is committed. */
const isUpdate = process.env.GW_GEN_UPDATE === "1";

describe.each(fixtureCases)("the SDK of fixtures/%s", (name) => {
  const expected = join(root, "fixtures", name, "expected/sdk");

  it("is as expected", async () => {
    const { files, diagnostics, usage } = await emitFixture(name);
    const printed = files.filter(({ content }) => typeof content === "string");
    const copied = files.filter(({ content }) => typeof content !== "string");
    const report = {
      copied: copied.map(({ path }) => path),
      diagnostics: diagnostics.map(({ code, message }) => `${code}: ${message}`),
      usage: usage?.lines,
    };
    const actual = new Map(printed.map((file) => [file.path, textOf(file)]));
    actual.set("emit.json", `${JSON.stringify(report, null, 2)}\n`);
    if (isUpdate) await update(expected, actual);
    const paths = existsSync(expected) ? globSync("**/*", { cwd: expected }).sort() : [];
    expect([...actual.keys()].sort()).toEqual(paths);
    for (const [path, text] of actual) {
      expect({ path, text }).toEqual({ path, text: readFileSync(join(expected, path), "utf8") });
    }
  });
});

async function update(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}
