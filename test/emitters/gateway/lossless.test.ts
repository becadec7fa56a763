import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeDefinition } from "../../../src/emitters/gateway/definition.js";
import { firstDifference } from "../../../src/model/equal.js";
import type { ApiModel } from "../../../src/model/index.js";
import { load } from "../../../src/pipeline/load.js";
import { casePath, casesPresent, corpusIndex } from "../../support/cases.js";
import { meaning } from "./meaning.js";

const folder = mkdtempSync(join(tmpdir(), "gw-gen-definition-"));

async function read(path: string): Promise<ApiModel> {
  const { model } = await load(path, { settings: false, allowOutside: true });
  if (!model) throw new Error(`${path} has no model`);
  return model;
}

/** Emits a definition and reads it again; what differs first, by its path in the model. */
async function difference(
  spec: string,
  compare: "document" | "definition",
): Promise<string | undefined> {
  const model = await read(spec);
  const made = makeDefinition(model, { backends: new Map() });
  const file = join(folder, `${spec.replace(/[^A-Za-z0-9]+/g, "-")}.json`);
  writeFileSync(file, JSON.stringify(made.document));
  const again = await read(file);
  const before = compare === "document" ? model : made.model;
  const found = firstDifference(meaning(before), meaning(again, before));
  return (
    found &&
    `${found.path.join(".")}: ${JSON.stringify(found.left)} became ${JSON.stringify(found.right)}`.slice(
      0,
      400,
    )
  );
}

describe("a definition, read again", () => {
  test.each(readdirSync("fixtures"))("holds what was prepared of the fixture %s", async (name) => {
    expect(await difference(`fixtures/${name}/spec.yaml`, "definition")).toBe(undefined);
  });

  test.skipIf(!casesPresent)("holds what each gateway document of the corpus says", async () => {
    const differences: string[] = [];
    let documents = 0;
    for (const { path, family } of corpusIndex()) {
      if (family !== "aws") continue;
      const spec = casePath("corpus", "open", path);
      const model = await read(spec);
      if (!model.operations.some(({ gateway }) => gateway?.integration)) continue;
      documents++;
      const found = await difference(spec, "document");
      if (found !== undefined) differences.push(`${path}: ${found}`);
    }
    expect(documents).toBeGreaterThan(0);
    expect(differences).toEqual([]);
  });
});
