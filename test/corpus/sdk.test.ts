import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { generate, type GenerateResult } from "../../src/pipeline/generate.js";
import { casePath, casesPresent, corpusIndex, type CorpusEntry } from "../support/cases.js";
import { typecheck } from "../support/typecheck.js";

const everything = process.env["GW_GEN_SWEEP"] === "all";
/** Of the fixtures family, the largest, every how many are taken outside a full sweep. */
const SAMPLE_STEP = 3;

const root = mkdtempSync(join(tmpdir(), "gw-gen-corpus-"));
const entries = casesPresent ? corpusIndex() : [];
const sample = entries.filter(
  (entry, index) => everything || entry.family !== "fixtures" || index % SAMPLE_STEP === 0,
);
const generated = new Map<string, string>();

afterAll(() => rmSync(root, { recursive: true, force: true }));

async function generateOne(entry: CorpusEntry): Promise<GenerateResult> {
  const folder = String(entries.indexOf(entry));
  const result = await generate(casePath("corpus", "open", entry.path), {
    mode: "write",
    out: join(root, folder),
  });
  if (result.write) generated.set(folder, entry.path);
  return result;
}

/** The errors of a result as `code line:column message`. */
function errors(result: GenerateResult): string[] {
  return result.diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ code, message }) => `${code}: ${message}`);
}

const refusedErrors = (result: GenerateResult): string[] => (result.write ? [] : errors(result));

const withOperations = (entry: CorpusEntry): boolean => entry.operations > 0 && !entry.remoteRefs;
const must = sample.filter(
  (entry) =>
    entry.dialect !== "asyncapi-2" &&
    entry.dialect !== "asyncapi-3" &&
    entry.dialect !== "asyncapi-1" &&
    (entry.validity === "valid" || entry.family === "aws") &&
    withOperations(entry),
);
const mustNotFail = new Set(must);
const others = sample.filter((entry) => !mustNotFail.has(entry));

describe.skipIf(!casesPresent)("SDKs of real specs", () => {
  it.each(must.map((entry) => [entry.path, entry] as const))("generates %s", async (_, entry) => {
    const result = await generateOne(entry);
    expect(errors(result)).toEqual([]);
    expect(result.write).toBeDefined();
  });

  it.each(others.map((entry) => [entry.path, entry] as const))(
    "generates or refuses %s with a place",
    async (_, entry) => {
      const result = await generateOne(entry);
      if (result.write) return;
      expect(refusedErrors(result)).not.toEqual([]);
      const placed = result.diagnostics.filter(({ severity }) => severity === "error");
      expect(placed.filter(({ location }) => location === undefined)).toEqual([]);
    },
  );

  it("typecheck under strict", () => {
    expect(generated.size).toBeGreaterThan(must.length / 2);
    const lines = typecheck(root, ["*/src/**/*.ts"]);
    const named = lines.map((line) =>
      line.replace(/^(\d+)\//, (_, folder: string) => `${generated.get(folder)}: `),
    );
    expect(named).toEqual([]);
  });
});
