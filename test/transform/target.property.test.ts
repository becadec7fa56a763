import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTransform } from "../../src/expression/transform/parse-transform.js";
import type { Schema } from "../../src/model/index.js";
import { sample } from "../../src/schema/sample.js";
import { loadValidators } from "../../src/schema/validate.js";
import { compileToVtl, evaluateTransform } from "../../src/transform/index.js";
import { renderTemplate } from "../../src/vtl/index.js";
import { nowhere, modelSchema } from "../schema/model-schema.js";

const SOURCE = {
  type: "object",
  required: ["id", "lines"],
  properties: {
    id: { type: "integer" },
    note: { type: ["string", "null"] },
    paid: { type: "boolean" },
    lines: {
      type: "array",
      maxItems: 4,
      items: {
        type: "object",
        required: ["sku"],
        properties: {
          sku: { type: "string" },
          count: { anyOf: [{ type: "integer" }, { type: "string" }, { type: "null" }] },
          tags: { type: "array", maxItems: 3, items: { type: ["string", "null"] } },
        },
      },
    },
  },
};

const TARGET = {
  type: "object",
  additionalProperties: false,
  required: ["KEY", "NOTE", "KIND", "ITEMS"],
  properties: {
    KEY: { type: "string", pattern: "^-?\\d+$" },
    NOTE: { type: "string" },
    KIND: { const: 'or"der\n$x' },
    PAID: { type: "boolean" },
    ITEMS: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["SKU", "N", "LABEL"],
        properties: {
          SKU: { type: "string" },
          N: { type: "integer" },
          LABEL: { type: "string", pattern: "^sku " },
          TAGS: { type: "array", items: { type: "string" } },
        },
      },
    },
  },
};

const TRANSFORM = {
  request: {
    body: {
      fields: {
        KEY: { from: "$.id", type: "string" },
        NOTE: { from: "$.note", default: "none" },
        KIND: { const: 'or"der\n$x' },
        PAID: "$.paid",
        ITEMS: {
          each: "$.lines",
          as: "line",
          value: {
            fields: {
              SKU: "$line.sku",
              N: { from: "$line.count", type: "integer", default: 1 },
              LABEL: { text: ["sku ", "$line.sku"] },
              TAGS: {
                each: "$line.tags",
                as: "tag",
                where: { exists: "$tag" },
                value: "$tag",
              },
            },
          },
        },
      },
    },
  },
};

describe("a transform between two schemas", () => {
  it("makes of what the source describes what the target describes, as template and directly", async () => {
    const schemas = new Map<string, Schema>();
    const message = parseTransform(TRANSFORM, nowhere).transform?.request;
    if (!message) throw new Error("there is no transform");
    const template = compileToVtl(message, { direction: "request" });
    const source = modelSchema(SOURCE);
    const validators = await loadValidators(schemas);
    const isSource = validators.validator(source);
    const isTarget = validators.validator(modelSchema(TARGET));
    const payloads = fc.integer({ min: 0, max: 1e6 }).map((seed) => {
      const tuning = { optionalsProbability: 0.6 };
      const made = sample(source, { schemas, mode: "random", seed, tuning });
      return made.kind === "value" ? made.value : null;
    });
    fc.assert(
      fc.property(payloads, (payload) => {
        const event = { body: JSON.stringify(payload) };
        const outcome = evaluateTransform(message, event, "request");
        const direct: unknown = "result" in outcome ? JSON.parse(outcome.result.output) : outcome;
        const rendered: unknown = JSON.parse(renderTemplate(template, { event }).output);
        expect(isSource(payload)).toEqual([]);
        expect(rendered).toEqual(direct);
        expect(isTarget(rendered)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
