import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, test } from "vitest";
import { firstDifference } from "../../src/model/equal.js";
import type { ApiModel } from "../../src/model/index.js";
import { OPENAPI_DIALECTS, printOpenApi } from "../../src/emitters/shared/openapi/index.js";
import { gatewayExtensions } from "../../src/emitters/shared/gateway/gateway-extensions.js";
import { exportDocument } from "../../src/pipeline/export.js";
import { load } from "../../src/pipeline/load.js";
import type { JsonObject } from "../../src/util/json.js";
import { importValue } from "../importer/import-text.js";
import type { CorpusEntry } from "../support/cases.js";
import { casePath, casesPresent, corpusIndex } from "../support/cases.js";

/** Valid specs whose references are all there. */
function chosen(): readonly CorpusEntry[] {
  return corpusIndex().filter(
    ({ dialect, validity, missingRefs, remoteRefs }) =>
      !dialect.startsWith("asyncapi") &&
      validity === "valid" &&
      missingRefs.length === 0 &&
      !remoteRefs,
  );
}

async function modelOf(path: string): Promise<ApiModel | undefined> {
  const { model } = await load(casePath("corpus", "open", path), {
    allowOutside: true,
    settings: false,
  });
  return model;
}

function reimported(value: JsonObject): ApiModel | undefined {
  return importValue(value).model;
}

/** A document's form and files are its own; schemas that stood elsewhere have names now. */
function comparable(model: ApiModel): object {
  const { source: _source, components, ...rest } = model;
  return { ...rest, stages: [], components: { ...components, hoisted: new Set() } };
}

describe.skipIf(!casesPresent)("a model printed in its own dialect", () => {
  test("is read as the same model", async () => {
    const wrong: string[] = [];
    const specs = chosen().filter(
      ({ path }) => !process.env["ONLY"] || path.includes(process.env["ONLY"]),
    );
    for (const { path } of specs) {
      const model = await modelOf(path);
      const dialect = OPENAPI_DIALECTS.find((one) => one === model?.source.dialect);
      if (!model || !dialect) continue;
      const { document, losses } = printOpenApi(model, { dialect, extensions: gatewayExtensions });
      const again = reimported(document);
      const found = again && firstDifference(comparable(model), comparable(again));
      if (!again || found)
        wrong.push(
          `${path}: ${found?.path.join(".")} ${show(found?.left)} | ${show(found?.right)}`,
        );
      for (const { message } of losses) wrong.push(`${path}: ${message}`);
    }
    expect(specs.length).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });
});

describe.skipIf(!casesPresent)("an export in the spec's own dialect", () => {
  test("has the very text of a spec in one file", async () => {
    const changed: string[] = [];
    let count = 0;
    for (const { path } of chosen()) {
      const file = casePath("corpus", "open", path);
      const options = { allowOutside: true, settings: false } as const;
      const { text, diagnostics } = await exportDocument(file, options);
      if (diagnostics.some(({ code }) => code === "export-rebuilt")) continue;
      count++;
      if (text !== readFileSync(file, "utf8").replace(/^\ufeff/, "")) changed.push(path);
    }
    expect(changed).toEqual([]);
    expect(count).toBeGreaterThan(100);
  });
});

describe.skipIf(!casesPresent)("a Swagger 2.0 document", () => {
  test("comes back the same from OpenAPI 3.0 and 3.1 where nothing was lost", async () => {
    const wrong: string[] = [];
    let count = 0;
    let lossy = 0;
    for (const { path, dialect } of chosen()) {
      if (dialect !== "swagger-2.0") continue;
      const first = await modelOf(path);
      let model = first;
      let losses = 0;
      for (const next of ["openapi-3.0", "openapi-3.1", "openapi-3.0", "swagger-2.0"] as const) {
        if (!model) break;
        const printed = printOpenApi(model, { dialect: next, extensions: gatewayExtensions });
        losses += printed.losses.length;
        model = reimported(printed.document);
      }
      count++;
      if (losses > 0) {
        lossy++;
        continue;
      }
      const found = first && model && firstDifference(comparable(first), comparable(model));
      if (!model || found) {
        wrong.push(
          `${path}: ${found?.path.join(".")} ${show(found?.left)} | ${show(found?.right)}`,
        );
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(50);
    expect(lossy).toBeLessThan(count / 4);
  });
});

describe.skipIf(!casesPresent)("an exported document", () => {
  test("has no problem in any version that its valid source had not", async () => {
    const wrong: string[] = [];
    const specs = chosen().filter(({ bytes }, index) => bytes < 40_000 && index % 6 === 0);
    for (const { path } of specs) {
      const { model, document: source } = await load(casePath("corpus", "open", path), {
        allowOutside: true,
        settings: false,
      });
      if (!model || !(await isValid(source?.value))) continue;
      for (const dialect of ["openapi-3.1", "openapi-3.0", "swagger-2.0"] as const) {
        const { document } = printOpenApi(model, { dialect, extensions: gatewayExtensions });
        const { valid, errors } = await new Validator().validate(copied(document));
        if (!valid) wrong.push(`${path} as ${dialect}: ${show(errors)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(specs.length).toBeGreaterThan(30);
  });
});

async function isValid(value: JsonObject | undefined): Promise<boolean> {
  return (await new Validator().validate(copied(value ?? {}))).valid;
}

/** The validator marks what it saw. */
function copied(value: JsonObject): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value));
}

function show(value: unknown): string {
  return (
    JSON.stringify(value, (key, item) => (key === "location" ? undefined : item))?.slice(0, 200) ??
    "-"
  );
}
