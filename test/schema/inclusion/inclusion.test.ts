import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "../../../src/util/json.js";
import { includes, verdict } from "./compare.js";

type Row = readonly [string, JsonValue, JsonValue, "included" | "refuted" | "undecided"];

/** Title, the wide schema, the narrow one, and whether the wide includes the narrow. */
const rows: readonly Row[] = [
  ["integers are numbers", { type: "number" }, { type: "integer" }, "included"],
  ["numbers are not integers", { type: "integer" }, { type: "number" }, "refuted"],
  [
    "bounds on integers are whole",
    { type: "integer", minimum: 1 },
    { type: "integer", exclusiveMinimum: 0 },
    "included",
  ],
  [
    "bounds on numbers are not",
    { type: "number", minimum: 1 },
    { type: "number", exclusiveMinimum: 0 },
    "refuted",
  ],
  ["multiples of ten are of five", { multipleOf: 5 }, { multipleOf: 10 }, "included"],
  [
    "multiples of five are not all of ten",
    { type: "integer", multipleOf: 10 },
    { type: "integer", multipleOf: 5 },
    "refuted",
  ],
  [
    "decimal steps",
    { type: "number", multipleOf: 0.1 },
    { type: "number", multipleOf: 0.3 },
    "included",
  ],
  ["an empty range", { type: "string" }, { type: "integer", minimum: 2, maximum: 1 }, "included"],
  [
    "int32 within int64",
    { type: "integer", format: "int64" },
    { type: "integer", format: "int32" },
    "included",
  ],
  ["a shorter text", { maxLength: 3 }, { type: "string", maxLength: 2 }, "included"],
  [
    "a regular subset",
    { pattern: "^[a-z]+$" },
    { type: "string", pattern: "^[a-c]{2,4}$" },
    "included",
  ],
  [
    "a pattern in other words",
    { pattern: "^\\d+$" },
    { type: "string", pattern: "^[0-9]*[0-9]$" },
    "included",
  ],
  ["the unanchored rest", { pattern: "ab" }, { type: "string", pattern: "^xab?$" }, "refuted"],
  [
    "look-ahead",
    { minLength: 3 },
    { type: "string", pattern: "^(?=.*\\d)[a-z0-9]{3,}$" },
    "included",
  ],
  [
    "a back reference cannot be told",
    { pattern: "^(a+)b\\1$" },
    { type: "string", pattern: "^(a+)c?b\\1$" },
    "undecided",
  ],
  [
    "a format within a pattern",
    { pattern: "^[0-9-]+$" },
    { type: "string", format: "date" },
    "included",
  ],
  ["a format is narrower than text", { format: "uuid" }, { type: "string" }, "refuted"],
  ["an unknown format", { format: "stardate" }, { type: "string" }, "undecided"],
  [
    "an unknown format kept",
    { type: "string", format: "stardate" },
    { type: "string", format: "stardate", minLength: 1 },
    "included",
  ],
  ["enum as a set", { enum: ["a", "b"] }, { enum: ["b", "a", "a"] }, "included"],
  ["const within enum", { enum: ["a", "b"] }, { const: "a" }, "included"],
  [
    "oneOf of consts is an enum",
    { enum: ["a", "b"] },
    { oneOf: [{ const: "a" }, { const: "b" }] },
    "included",
  ],
  [
    "an enum within oneOf of consts",
    { oneOf: [{ const: "a" }, { const: "b" }] },
    { enum: ["a", "b"] },
    "included",
  ],
  [
    "null forms",
    { type: ["string", "null"] },
    { anyOf: [{ type: "string" }, { type: "null" }] },
    "included",
  ],
  [
    "type arrays",
    { oneOf: [{ type: "string" }, { type: "integer" }] },
    { type: ["string", "integer"] },
    "included",
  ],
  [
    "overlapping oneOf",
    { oneOf: [{ type: "number" }, { type: "integer" }] },
    { type: "number" },
    "refuted",
  ],
  [
    "overlapping anyOf",
    { anyOf: [{ type: "number" }, { type: "integer" }] },
    { type: "number" },
    "included",
  ],
  [
    "merged allOf",
    { type: "object", required: ["a", "b"] },
    { allOf: [{ type: "object", required: ["a"] }, { required: ["b"] }] },
    "included",
  ],
  ["not", { not: { type: "string" } }, { type: "integer" }, "included"],
  [
    "if and then",
    { type: "object", required: ["b"] },
    { type: "object", if: { required: ["a"] }, then: { required: ["b"] } },
    "refuted",
  ],
  [
    "if without a value that meets it",
    { type: "object", if: { required: ["a"] }, then: { required: ["b"] } },
    { type: "object", required: ["b"] },
    "included",
  ],
  [
    "a required property",
    { required: ["a"] },
    { type: "object", properties: { a: { type: "string" } } },
    "refuted",
  ],
  [
    "a required key that no one declares",
    { type: "object" },
    { type: "object", required: ["z"] },
    "included",
  ],
  [
    "closed within open",
    { type: "object" },
    { type: "object", properties: { a: true }, additionalProperties: false },
    "included",
  ],
  [
    "open within closed",
    { type: "object", properties: { a: true }, additionalProperties: false },
    { type: "object" },
    "refuted",
  ],
  [
    "maps by value",
    { type: "object", additionalProperties: { type: "number" } },
    { type: "object", additionalProperties: { type: "integer" } },
    "included",
  ],
  [
    "maps against",
    { type: "object", additionalProperties: { type: "integer" } },
    { type: "object", additionalProperties: { type: "number" } },
    "refuted",
  ],
  [
    "patterns of names",
    { additionalProperties: { type: "string" } },
    {
      type: "object",
      patternProperties: { "^x-": { type: "string" } },
      additionalProperties: false,
    },
    "included",
  ],
  [
    "names that a pattern misses",
    { type: "object", patternProperties: { "^x-": { type: "string" } } },
    { type: "object", patternProperties: { "^x-a": { type: "string" } } },
    "refuted",
  ],
  [
    "propertyNames",
    { propertyNames: { maxLength: 3 } },
    { type: "object", propertyNames: { pattern: "^[a-z]$" } },
    "included",
  ],
  [
    "too few properties to fill",
    { type: "string" },
    { type: "object", properties: { a: true }, additionalProperties: false, minProperties: 2 },
    "included",
  ],
  [
    "dependentRequired met",
    { dependentRequired: { a: ["b"] } },
    { type: "object", required: ["a", "b"] },
    "included",
  ],
  [
    "dependentRequired broken",
    { dependentRequired: { a: ["b"] } },
    { type: "object", required: ["a"] },
    "refuted",
  ],
  [
    "dependentSchemas",
    { dependentSchemas: { a: { required: ["b"] } } },
    { type: "object", dependentRequired: { a: ["b"] } },
    "included",
  ],
  [
    "items",
    { items: { type: "number" } },
    { type: "array", items: { type: "integer" } },
    "included",
  ],
  [
    "prefix items against items",
    { type: "array", items: { type: "string" } },
    { type: "array", prefixItems: [{ type: "string" }, { type: "integer" }] },
    "refuted",
  ],
  [
    "prefix items within items",
    { type: "array", items: { type: "string" } },
    { type: "array", prefixItems: [{ type: "string" }], items: { type: "string" } },
    "included",
  ],
  [
    "contains",
    { contains: { type: "integer" } },
    { type: "array", minItems: 1, items: { type: "integer" } },
    "included",
  ],
  [
    "contains broken",
    { contains: { type: "integer" } },
    { type: "array", items: { type: "integer" } },
    "refuted",
  ],
  ["unique within any", { type: "array" }, { type: "array", uniqueItems: true }, "included"],
  [
    "not all are unique",
    { uniqueItems: true },
    { type: "array", items: { type: "boolean" } },
    "refuted",
  ],
  ["one item is unique", { uniqueItems: true }, { type: "array", maxItems: 1 }, "included"],
  [
    "more unique items than values",
    { type: "string" },
    { type: "array", items: { type: "boolean" }, uniqueItems: true, minItems: 3 },
    "included",
  ],
  [
    "unevaluated properties over allOf",
    { type: "object", properties: { a: true, b: true }, additionalProperties: false },
    {
      type: "object",
      allOf: [{ properties: { a: true } }],
      properties: { b: true },
      unevaluatedProperties: false,
    },
    "included",
  ],
];

describe("inclusion", () => {
  it.each(rows)("%s", (_title, wide, narrow, expected) => {
    expect(verdict(wide, narrow)).toBe(expected);
  });

  it("gives a witness that reads well", () => {
    const pet = (name: JsonValue): JsonObject => {
      return {
        type: "object",
        required: ["id", "name"],
        properties: { id: { type: "integer" }, name },
      };
    };
    const wide = pet({ type: "string", minLength: 3 });
    expect(includes(wide, pet({ type: "string" }))).toEqual({
      kind: "refuted",
      witness: { id: 0, name: "" },
    });
  });

  it("compares recursive schemas without end", () => {
    const node = (value: JsonValue): JsonObject => {
      return { type: "object", properties: { value, next: { $ref: "#/$defs/Node" } } };
    };
    const wide = { ...node({ type: "number" }) };
    const tree = {
      A: { type: "object", properties: { v: { type: "number" }, n: { $ref: "#/$defs/A" } } },
      B: { type: "object", properties: { v: { type: "integer" }, n: { $ref: "#/$defs/B" } } },
    };
    expect(verdict({ $ref: "#/$defs/A" }, { $ref: "#/$defs/B" }, tree)).toBe("included");
    expect(includes({ $ref: "#/$defs/B" }, { $ref: "#/$defs/A" }, tree)).toEqual({
      kind: "refuted",
      witness: { v: 0.5 },
    });
    expect(verdict(wide, node({ type: "integer" }), { Node: node({ type: "number" }) })).toBe(
      "included",
    );
  });

  it("knows that a schema without finite values includes nothing", () => {
    const endless = {
      E: { type: "object", required: ["e"], properties: { e: { $ref: "#/$defs/E" } } },
    };
    expect(verdict({ type: "string" }, { $ref: "#/$defs/E" }, endless)).toBe("included");
  });
});
