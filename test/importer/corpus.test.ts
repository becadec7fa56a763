import { describe, expect, test } from "vitest";
import { load } from "../../src/pipeline/load.js";
import type { CorpusEntry } from "../support/cases.js";
import { casePath, casesPresent, corpusIndex } from "../support/cases.js";

/** Every spec when the variable asks for all, else every tenth of those that read fast. */
function chosen(): readonly CorpusEntry[] {
  const specs = corpusIndex().filter(({ dialect }) => !dialect.startsWith("asyncapi"));
  if (process.env["GW_GEN_SWEEP"] === "all") return specs;
  return specs.filter(({ bytes }, index) => index % 10 === 0 && bytes < 300_000);
}

describe.skipIf(!casesPresent)("specs that others wrote", () => {
  test("are imported; valid ones and those of the gateway without an error", async () => {
    const wrong: string[] = [];
    const specs = chosen();
    for (const { path, validity, family, remoteRefs, missingRefs } of specs) {
      const { model, diagnostics } = await load(casePath("corpus", "open", path), {
        allowOutside: true,
      });
      const errors = diagnostics.filter(({ severity }) => severity === "error");
      const complete = !remoteRefs && missingRefs.length === 0;
      const mustPass = complete && (validity === "valid" || family === "aws");
      if (mustPass && (errors.length > 0 || !model)) wrong.push(`${path}: ${errors[0]?.message}`);
      if (!model && errors.length === 0) wrong.push(`${path}: neither a model nor an error`);
      for (const { code, location, mend } of diagnostics) {
        if (!location || !mend) wrong.push(`${path}: ${code} has no place or no mend`);
      }
    }
    expect(wrong).toEqual([]);
    expect(specs.length).toBeGreaterThan(50);
  });
});
