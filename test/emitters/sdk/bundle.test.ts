import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RUNTIME_IMPORTS } from "../../../src/emitters/sdk/typescript/runtime-files.js";
import { globSync } from "tinyglobby";
import { readFileSync } from "node:fs";
import { emitFixture, root, writeFiles } from "./fixture-cases.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gw-gen-bundle-"));
  const { files } = await emitFixture("petstore");
  await writeFiles(folder, files);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The minified bundle of a module that imports the SDK. */
async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

describe("a bundle of one operation", () => {
  it("with retries, credentials and errors is at most 6 KiB", async () => {
    const text = await bundle(
      'export { createClient, deletePet, NotFoundError } from "./src/index.js";',
    );
    expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(6 * 1024);
    expect(text).toContain("/pets/{petId}");
    expect(text).not.toContain("/orders");
    expect(text).not.toContain('"/pets"');
  });

  it("takes half a KiB more where its types need codecs", async () => {
    const text = await bundle(
      'export { createClient, getPet, NotFoundError } from "./src/index.js";',
    );
    expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(6.5 * 1024);
    expect(text).not.toContain("/orders");
  });
});

describe("the table of the runtime's modules", () => {
  it("says what each imports", () => {
    const home = join(root, "templates/sdk/typescript/runtime");
    const found = globSync("*.ts", { cwd: home })
      .sort()
      .map((file) => {
        const text = readFileSync(join(home, file), "utf8");
        const imports = [...text.matchAll(/from "\.\/([a-z0-9-]+)\.js"/g)].map(([, name]) => name);
        return [file.slice(0, -3), [...new Set(imports)].sort()];
      });
    expect(RUNTIME_IMPORTS).toEqual(Object.fromEntries(found));
  });
});
