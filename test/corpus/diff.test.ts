import { readFileSync } from "node:fs";
import { load as parseYaml, JSON_SCHEMA } from "js-yaml";
import { describe, expect, it } from "vitest";
import { diffModels } from "../../src/diff/index.js";
import { OPENAPI_DIALECTS, printOpenApi } from "../../src/emitters/shared/openapi/index.js";
import { gatewayExtensions } from "../../src/emitters/shared/gateway/gateway-extensions.js";
import type { ApiModel } from "../../src/model/index.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../src/util/json.js";
import { modelOf } from "../diff/load-text.js";
import { casePath, casesPresent, corpusIndex } from "../support/cases.js";
import { asYaml, dereferenced, shuffled } from "../support/document-forms.js";

const everything = process.env["GW_GEN_SWEEP"] === "all";
const SAMPLE_STEP = 9;
const LARGEST = 300_000;

const entries = (casesPresent ? corpusIndex() : [])
  .filter(({ validity, dialect }) => validity === "valid" && !dialect.startsWith("asyncapi"))
  .filter(({ bytes, operations }) => bytes < LARGEST && operations > 0)
  .filter((_, index) => everything || index % SAMPLE_STEP === 0);

const policy = { today: new Date("2026-01-01"), graceDays: { stable: 0, beta: 0 } };

function documentAt(path: string): JsonObject {
  const value = parseYaml(readFileSync(casePath("corpus", "open", path), "utf8"), {
    schema: JSON_SCHEMA,
  });
  const document: unknown = JSON.parse(JSON.stringify(value));
  if (!isJsonObject(document)) throw new Error(`${path} is no object`);
  return document;
}

/** The forms that say the same, each by its name; a conversion that loses something is none. */
function formsOf(document: JsonObject, model: ApiModel): (readonly [string, string])[] {
  const json = (value: JsonValue): string => JSON.stringify(value);
  const conversions = OPENAPI_DIALECTS.flatMap((dialect) => {
    const { document: printed, losses } = printOpenApi(model, {
      dialect,
      extensions: gatewayExtensions,
    });
    return losses.length === 0 ? [[dialect, json(printed)] as const] : [];
  });
  const text = json(document);
  return [
    ["itself", text],
    ["yaml", asYaml(document)],
    ["shuffled", json(shuffled(document))],
    // A discriminator names schemas: inlined ones have no name.
    ...(text.includes('"discriminator"')
      ? []
      : [["dereferenced", json(dereferenced(document))] as const]),
    ...conversions,
  ];
}

/** What is not a change between two versions but told of any document. */
const ANY_DOCUMENT = new Set(["stability-invalid", "sunset-invalid"]);

function findings(old: ApiModel, next: ApiModel): string[] {
  return diffModels(old, next, policy)
    .filter(({ rule }) => !ANY_DOCUMENT.has(rule.id))
    .map(({ rule, change, message }) => `${rule.id} ${change.operation ?? ""}: ${message}`);
}

describe.skipIf(!casesPresent)("a document against its other forms", () => {
  it.each(entries.map(({ path }) => path))("has no finding: %s", (path) => {
    const document = documentAt(path);
    const model = modelOf(JSON.stringify(document));
    const noise = formsOf(document, model).flatMap(([name, text]) =>
      [...findings(model, modelOf(text)), ...findings(modelOf(text), model)].map(
        (finding) => `${name}: ${finding}`,
      ),
    );
    expect(noise).toEqual([]);
  });
});
