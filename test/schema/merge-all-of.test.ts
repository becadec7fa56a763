import { describe, expect, it } from "vitest";
import type { ObjectSchema } from "../../src/model/index.js";
import { mergeAllOf } from "../../src/schema/merge-all-of.js";
import { modelSchema, modelSchemas } from "./model-schema.js";

const named = modelSchemas({
  Base: { type: "object", required: ["id"], properties: { id: { type: "string" } } },
  Loop: { allOf: [{ $ref: "Loop" }] },
});

type Written = Parameters<typeof modelSchema>[0];

function merge(written: Written): ObjectSchema | undefined {
  return mergeAllOf(modelSchema(written) as ObjectSchema, (name) => named.get(name));
}

describe("mergeAllOf", () => {
  it.each<[string, Written, Written]>([
    [
      "members and what is required",
      {
        description: "Mine.",
        allOf: [
          { $ref: "Base" },
          { description: "Theirs.", properties: { name: { maxLength: 3 } }, required: ["name"] },
        ],
      },
      {
        description: "Mine.",
        type: "object",
        required: ["id", "name"],
        properties: { id: { type: "string" }, name: { maxLength: 3 } },
      },
    ],
    [
      "a member of several parts",
      {
        allOf: [{ properties: { a: { minLength: 1 } } }],
        properties: { a: { maxLength: 3 } },
      },
      { properties: { a: { allOf: [{ minLength: 1 }, { maxLength: 3 }] } } },
    ],
    [
      "bounds, types and enums",
      {
        allOf: [
          { type: ["number", "null"], minimum: 1, maximum: 9, enum: [1, 2, 3] },
          { type: "integer", minimum: 2, maximum: 12, enum: [2, 3, 4] },
        ],
      },
      { type: "integer", enum: [2, 3], minimum: 2, maximum: 9 },
    ],
    [
      "items and nested parts",
      { allOf: [{ allOf: [{ items: { type: "string" } }] }, true, { uniqueItems: true }] },
      { items: { type: "string" }, uniqueItems: true },
    ],
    [
      "one union beside members",
      { allOf: [{ oneOf: [true] }], minLength: 1 },
      { minLength: 1, oneOf: [true] },
    ],
  ])("merges %s", (_name, written, expected) => {
    expect(merge(written)).toEqual(modelSchema(expected));
  });

  it.each<[string, Written]>([
    ["types that exclude each other", { allOf: [{ type: "string" }, { type: "object" }] }],
    ["enums without a common value", { allOf: [{ enum: [1] }, { enum: [2] }] }],
    ["two patterns", { allOf: [{ pattern: "a" }, { pattern: "b" }] }],
    ["two unions", { allOf: [{ oneOf: [true] }, { oneOf: [false] }] }],
    ["a part that allows nothing", { allOf: [false] }],
    ["a circular part", { allOf: [{ $ref: "Loop" }] }],
    ["a part that does not exist", { allOf: [{ $ref: "Missing" }] }],
    [
      "a part that closes itself to members of another",
      {
        allOf: [
          { properties: { a: true }, additionalProperties: false },
          { properties: { b: true } },
        ],
      },
    ],
  ])("leaves %s", (_name, written) => {
    expect(merge(written)).toBeUndefined();
  });
});
