import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check } from "prettier";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SDK_EXTRAS } from "../../src/emitters/sdk/sdk-options.js";
import { generate } from "../../src/pipeline/generate.js";
import { casePath, casesPresent } from "../support/cases.js";
import { COMPILERS, typecheck } from "../support/typecheck.js";

const root = mkdtempSync(join(tmpdir(), "gw-gen-bench-specs-"));
const specs = casesPresent ? readdirSync(casePath("corpus", "bench")) : [];

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The TypeScript files below a folder, as paths relative to it. */
function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".ts"),
  );
}

describe.skipIf(!casesPresent)("SDKs of the bench's specs", () => {
  beforeAll(async () => {
    for (const spec of specs) {
      const out = join(root, spec);
      const { write, diagnostics } = await generate(casePath("corpus", "bench", spec), {
        mode: "write",
        extras: SDK_EXTRAS,
        out,
      });
      if (!write)
        throw new Error(`${spec}: ${diagnostics.map(({ message }) => message).join(" ")}`);
    }
  });

  it("are all there", () => {
    expect(specs.length).toBe(13);
  });

  it.each(COMPILERS)("typecheck with %s", (compiler) => {
    expect(typecheck(root, ["*/src/**/*.ts"], compiler)).toEqual([]);
  });

  it.each(specs)("%s has no any and no ignored error", (spec) => {
    const folder = join(root, spec, "src");
    const found = sources(folder).filter((path) =>
      /@ts-(nocheck|ignore|expect-error)|[:<|&(,]\s*any\b|\bas any\b/.test(
        readFileSync(join(folder, path), "utf8")
          .replace(/\/\*[^]*?\*\//g, "")
          .replace(/"(?:[^"\\\n]|\\.)*"/g, '""'),
      ),
    );
    expect(found).toEqual([]);
  });

  it.each(specs)("%s is formatted as prettier would", async (spec) => {
    const folder = join(root, spec);
    const unformatted: string[] = [];
    for (const path of [...sources(folder), "README.md", "reference.md"]) {
      const text = readFileSync(join(folder, path), "utf8");
      if (!(await check(text, { filepath: path }))) unformatted.push(path);
    }
    expect(unformatted).toEqual([]);
  });

  it.each(specs)("%s gives the same bytes twice", async (spec) => {
    const again = join(root, "again");
    await generate(casePath("corpus", "bench", spec), {
      mode: "write",
      extras: SDK_EXTRAS,
      out: again,
    });
    const first = sources(join(root, spec)).sort();
    expect(sources(again).sort()).toEqual(first);
    const changed = first.filter(
      (path) => !readFileSync(join(again, path)).equals(readFileSync(join(root, spec, path))),
    );
    rmSync(again, { recursive: true });
    expect(changed).toEqual([]);
  });
});
