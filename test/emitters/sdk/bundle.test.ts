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

/** The limit of a bundle with one operation and all that calls need: retries, credentials, errors. */
const MOST_BYTES = 6 * 1024;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gw-gen-bundle-"));
  for (const name of ["petstore", "bodies"]) {
    const { files } = await emitFixture(name);
    await writeFiles(join(folder, name), files);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The minified bundle of one operation of a fixture. */
async function bundle(fixture: string, operation: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { createClient, ${operation}, NotFoundError } from "./${fixture}/src/index.js";`,
      resolveDir: folder,
    },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

describe("a bundle of one operation", () => {
  it.each([
    ["petstore", "deletePet", "an API key in a header"],
    ["petstore", "getPet", "a union with integers of 64 bits in the answer"],
    ["petstore", "createPet", "a JSON body"],
    ["bodies", "openSession", "a form"],
    ["bodies", "addAlbum", "a JSON body, and codecs in the answer"],
  ])("of %s: %s, with %s, is at most 6 KiB", async (fixture, operation) => {
    const text = await bundle(fixture, operation);
    expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(MOST_BYTES);
  });

  it.each([
    ["bodies", "listPhotos", "access tokens, codecs, and a list in the query"],
    ["bodies", "addPhoto", "a multipart body with a described part"],
  ])("of %s: %s, with %s, is at most half a KiB more", async (fixture, operation) => {
    const text = await bundle(fixture, operation);
    expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(MOST_BYTES + 512);
  });

  it("holds nothing of the others", async () => {
    const text = await bundle("petstore", "deletePet");
    expect(text).toContain("/pets/{petId}");
    expect(text).not.toContain("/orders");
    expect(text).not.toContain('"/pets"');
    expect(text).not.toContain("int64");
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
