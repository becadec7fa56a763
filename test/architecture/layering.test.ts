import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { judgeLayers, LAYERS } from "./layers.js";

describe("the import rule", () => {
  it("holds in src", async () => {
    const result = await judgeLayers("src");
    const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".ts"),
    );
    const seen = result.modules.filter((module) => module.source.startsWith("src/"));
    expect(seen.length).toBe(files.length);
    expect(result.modules.some((module) => module.dependencies.length > 0)).toBe(true);
    expect(result.summary.violations.map(({ rule, from, to }) => [rule.name, from, to])).toEqual(
      [],
    );
  });

  it("knows every folder of src", () => {
    const folders = readdirSync("src", { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    expect(folders.filter((folder) => !(LAYERS as readonly string[]).includes(folder))).toEqual([]);
  });

  it("catches planted violations", async () => {
    const result = await judgeLayers("test/architecture/planted");
    const found = result.summary.violations.map(({ rule, from }) => [
      rule.name,
      from.replace("test/architecture/planted/", ""),
    ]);
    expect(found.sort()).toEqual([
      ["emitters-are-islands", "emitters/sdk/neighbour.ts"],
      ["layer-model", "model/upward.ts"],
      ["no-cycle", "source/cycle-a.ts"],
      ["outside-world-only-by-its-doors", "checks/disk.ts"],
      ["yargs-only-in-cli", "checks/disk.ts"],
    ]);
  });
});
