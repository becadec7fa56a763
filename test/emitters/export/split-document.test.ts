import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { splitDocument } from "../../../src/emitters/export/split-document.js";
import { firstDifference } from "../../../src/model/equal.js";
import type { ApiModel } from "../../../src/model/index.js";
import { exportSplit } from "../../../src/pipeline/export-split.js";
import { load } from "../../../src/pipeline/load.js";
import { casePath, casesPresent, corpusIndex } from "../../support/cases.js";

const root = mkdtempSync(join(tmpdir(), "gw-gen-split-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("each path and each component gets a file, and references lead there", () => {
  const pet = { $ref: "#/components/schemas/Pet" };
  const files = splitDocument(
    {
      openapi: "3.1.0",
      paths: {
        "/pets/{id}": { get: { responses: { default: { schema: pet } }, "x-note": pet } },
        "/pets/id": {
          get: { parameters: [{ $ref: "#/paths/~1shared/get/parameters/0" }] },
          put: { parameters: [{ $ref: "#/components/schemas/Pet/properties/a~1b" }] },
        },
        "/shared": { get: { parameters: [pet] } },
        "/alias": { $ref: "#/paths/~1pets~1id" },
      },
      components: {
        schemas: {
          Pet: {
            properties: { default: pet, kind: { $ref: "#/components/schemas/Alias" } },
            example: pet,
            discriminator: { propertyName: "kind", mapping: { cat: "#/components/schemas/Cat" } },
          },
          con: { $ref: "#/components/schemas/Pet" },
          Cat: { allOf: [pet] },
          CAT: { type: "string" },
          Alias: { $ref: "#/components/schemas/Cat" },
          Tree: { $dynamicAnchor: "node", items: { $dynamicRef: "#node" } },
        },
      },
    },
    "yaml",
  );
  expect(files).toEqual([
    {
      path: "openapi.yaml",
      value: {
        openapi: "3.1.0",
        paths: {
          "/pets/{id}": { $ref: "paths/pets-id.yaml" },
          "/pets/id": { $ref: "paths/pets-id-2.yaml" },
          "/shared": { get: { parameters: [pet] } },
          "/alias": { $ref: "#/paths/~1pets~1id" },
        },
        components: {
          schemas: {
            Pet: { $ref: "components/schemas/Pet.yaml" },
            con: { $ref: "#/components/schemas/Pet" },
            Cat: { $ref: "components/schemas/Cat.yaml" },
            CAT: { $ref: "components/schemas/CAT-2.yaml" },
            Alias: { $ref: "#/components/schemas/Cat" },
            Tree: { $dynamicAnchor: "node", items: { $dynamicRef: "#node" } },
          },
        },
      },
    },
    {
      path: "paths/pets-id.yaml",
      value: {
        get: {
          responses: { default: { schema: { $ref: "../components/schemas/Pet.yaml" } } },
          "x-note": pet,
        },
      },
    },
    {
      path: "paths/pets-id-2.yaml",
      value: {
        get: { parameters: [{ $ref: "../openapi.yaml#/paths/~1shared/get/parameters/0" }] },
        put: { parameters: [{ $ref: "../components/schemas/Pet.yaml#/properties/a~1b" }] },
      },
    },
    {
      path: "components/schemas/Pet.yaml",
      value: {
        properties: {
          default: { $ref: "Pet.yaml" },
          kind: { $ref: "../../openapi.yaml#/components/schemas/Alias" },
        },
        example: pet,
        discriminator: { propertyName: "kind", mapping: { cat: "Cat.yaml" } },
      },
    },
    { path: "components/schemas/Cat.yaml", value: { allOf: [{ $ref: "Pet.yaml" }] } },
    { path: "components/schemas/CAT-2.yaml", value: { type: "string" } },
  ]);
});

/** A document's form and files are its own; schemas that stood elsewhere have names now. */
function comparable(model: ApiModel): object {
  const { source: _source, components, ...rest } = model;
  return { ...rest, stages: [], components: { ...components, hoisted: new Set() } };
}

describe.skipIf(!casesPresent)("a split export", () => {
  test("is read as the same model", { timeout: 300_000 }, async () => {
    const specs = corpusIndex().filter(
      ({ dialect, validity, missingRefs, remoteRefs, path }) =>
        !dialect.startsWith("asyncapi") &&
        validity === "valid" &&
        missingRefs.length === 0 &&
        !remoteRefs &&
        (process.env["ONLY"] === undefined || path.includes(process.env["ONLY"])),
    );
    const wrong: string[] = [];
    for (const [index, { path }] of specs.entries()) {
      const options = { settings: false, allowOutside: true } as const;
      const spec = casePath("corpus", "open", path);
      const out = join(root, String(index));
      const { diagnostics } = await exportSplit(spec, { ...options, out, format: "json" });
      for (const { severity, code } of diagnostics) {
        if (severity === "error") wrong.push(`${path}: ${code}`);
      }
      const { model } = await load(spec, options);
      if (!model) continue;
      const name = model.source.dialect === "swagger-2.0" ? "swagger.json" : "openapi.json";
      const again = await load(join(out, name), { settings: false });
      rmSync(out, { recursive: true });
      const found = again.model && firstDifference(comparable(model), comparable(again.model));
      if (!again.model || found) {
        wrong.push(
          `${path}: ${found?.path.join(".")} ${show(found?.left)} | ${show(found?.right)}`,
        );
      }
    }
    expect(wrong).toEqual([]);
    expect(specs.length).toBeGreaterThan(process.env["ONLY"] === undefined ? 100 : 0);
  });
});

function show(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 120);
}
