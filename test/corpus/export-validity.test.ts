import { describe, expect, test } from "vitest";
import { gatewayExtensions } from "../../src/emitters/shared/gateway/gateway-extensions.js";
import {
  OPENAPI_DIALECTS,
  type OpenApiDialect,
  printOpenApi,
} from "../../src/emitters/shared/openapi/index.js";
import { load } from "../../src/pipeline/load.js";
import type { JsonObject } from "../../src/util/json.js";
import { casePath, casesPresent, corpusIndex } from "../support/cases.js";
import {
  type Judge,
  redoclyJudge,
  schemaJudge,
  specValidatorJudge,
} from "../support/openapi-judges.js";

const everything = process.env["GW_GEN_SWEEP"] === "all";
const SAMPLE_STEP = 12;
const LARGEST = everything ? 2_000_000 : 60_000;

interface Exported {
  readonly path: string;
  readonly dialect: OpenApiDialect;
  readonly source: JsonObject;
  readonly document: JsonObject;
}

/** Valid specs in one file, each in every dialect. */
async function exports(): Promise<readonly Exported[]> {
  const specs = corpusIndex()
    .filter(
      ({ dialect, validity, missingRefs, remoteRefs, bytes }) =>
        !dialect.startsWith("asyncapi") &&
        validity === "valid" &&
        missingRefs.length === 0 &&
        !remoteRefs &&
        bytes < LARGEST,
    )
    .filter((_, index) => everything || index % SAMPLE_STEP === 0);
  const made: Exported[] = [];
  for (const { path } of specs) {
    const options = { allowOutside: true, settings: false } as const;
    const { model, document, inputs } = await load(casePath("corpus", "open", path), options);
    // What other files hold has no problem in this document.
    if (!model || !document || inputs.length > 1) continue;
    const source = plain(document.value);
    for (const dialect of OPENAPI_DIALECTS) {
      const printed = printOpenApi(model, { dialect, extensions: gatewayExtensions });
      made.push({ path, dialect, source, document: plain(printed.document) });
    }
  }
  return made;
}

function plain(value: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(value));
}

/** The problems that exports have and their sources have not; a source with problems is no measure of others. */
async function newProblems(judge: Judge, isFor: (dialect: OpenApiDialect) => boolean) {
  const made = (await exports()).filter(({ dialect }) => isFor(dialect));
  const paths = [...new Set(made.map(({ path }) => path))];
  const sources = paths.map((path) => made.find((one) => one.path === path)?.source ?? {});
  const ofSources = await judge(
    sources.map((document, index) => ({ name: paths[index] ?? "", document })),
  );
  const clean = new Set(paths.filter((_, index) => ofSources[index]?.length === 0));
  const judged = made.filter(({ path }) => clean.has(path));
  const found = await judge(
    judged.map(({ path, dialect, document }) => ({ name: `${path} as ${dialect}`, document })),
  );
  const wrong = judged.flatMap(({ path, dialect }, index) => {
    const problems = found[index] ?? ["nothing was said"];
    return problems.length === 0
      ? []
      : [`${path} as ${dialect}: ${problems.join("; ").slice(0, 300)}`];
  });
  return { wrong, clean: clean.size, judged: judged.length, specs: paths.length };
}

const TIMEOUT = everything ? 3_600_000 : 120_000;

describe.skipIf(!casesPresent)("an export has no problem that its source has not", () => {
  test("by the JSON Schemas of OpenAPI", { timeout: TIMEOUT }, async () => {
    const { wrong, clean, specs } = await newProblems(schemaJudge, () => true);
    expect(wrong).toEqual([]);
    expect(clean).toBeGreaterThan(specs / 2);
    expect(specs).toBeGreaterThan(25);
  });

  test("by the structural rules of Redocly", { timeout: TIMEOUT }, async () => {
    const { wrong, clean, specs } = await newProblems(redoclyJudge, () => true);
    expect(wrong).toEqual([]);
    expect(clean).toBeGreaterThan(specs / 2);
  });

  test.skipIf(!specValidatorJudge)("by openapi-spec-validator", { timeout: TIMEOUT }, async () => {
    if (!specValidatorJudge) throw new Error("it is skipped then");
    const { wrong, clean, specs } = await newProblems(specValidatorJudge, () => true);
    expect(wrong).toEqual([]);
    expect(clean).toBeGreaterThan(specs / 2);
  });
});
