import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadCatalogueAreas } from "../../src/pipeline/catalogue.js";

describe("the catalogue of diagnostics", () => {
  it("has every catalogue that src defines", () => {
    const defining = readdirSync("src", { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts") && path !== "diagnostics/diagnostic.ts")
      .filter((path) => readFileSync(`src/${path}`, "utf8").includes("= defineDiagnostics("));
    const table = readFileSync("src/pipeline/catalogue.ts", "utf8");
    const listed = [...table.matchAll(/import\("([^"]+)\.js"\)/g)].map(([, path = ""]) =>
      join("pipeline", `${path}.ts`),
    );
    expect(defining.length).toBeGreaterThan(5);
    expect(defining.filter((path) => !listed.includes(path))).toEqual([]);
  });

  it("has each code once, in kebab case, with a full page", async () => {
    const areas = await loadCatalogueAreas();
    const codes = areas.flatMap(({ catalogue }) => Object.keys(catalogue));
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
    expect(codes.filter((code) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(code))).toEqual([]);
    const short = areas
      .flatMap(({ catalogue }) => Object.entries(catalogue))
      .filter(([, entry]) => !/\w.*[.`)"]$/s.test(entry.explain.trim()));
    expect(short.map(([code]) => code)).toEqual([]);
  });
});
