import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Schema } from "../../src/model/index.js";
import { sample, type SampleOptions } from "../../src/schema/sample.js";
import { loadValidators } from "../../src/schema/validate.js";
import { modelSchema, modelSchemas } from "./model-schema.js";

const schemas = modelSchemas({
  Tree: {
    type: "object",
    properties: { name: { type: "string" }, branches: { type: "array", items: { $ref: "Tree" } } },
  },
  Endless: { type: "object", required: ["next"], properties: { next: { $ref: "Endless" } } },
  Chain: {
    type: "object",
    required: ["id"],
    properties: { id: { type: "integer" }, next: { $ref: "Chain" } },
  },
  Cat: { type: "object", properties: { kind: { type: "string" }, lives: { type: "integer" } } },
});

function valueOf(schema: Schema, options: Partial<SampleOptions> = {}): unknown {
  const made = sample(schema, { schemas, mode: "fixed", ...options });
  return made.kind === "value" ? made.value : made.kind;
}

describe("sample, fixed", () => {
  it("prefers examples, then defaults, constants and enums", () => {
    const schema = modelSchema({
      properties: {
        a: { type: "string", examples: ["one"], default: "two" },
        b: { type: "string", default: "two", enum: ["three", "two"] },
        c: { const: null },
        d: { enum: [3, 4] },
      },
    });
    expect(valueOf(schema)).toEqual({ a: "one", b: "two", c: null, d: 3 });
  });

  it("makes plain values by type, format and bounds", () => {
    const schema = modelSchema({
      properties: {
        text: { type: "string" },
        day: { type: "string", format: "date" },
        short: { type: "string", maxLength: 3 },
        code: { type: "string", pattern: "^[A-Z]{3}-\\d{2}$" },
        count: { type: "integer", exclusiveMinimum: 20, exclusiveMaximum: 50 },
        price: { type: "number", minimum: 1.5 },
        even: { type: "integer", minimum: 3, multipleOf: 2 },
        below: { type: "integer", maximum: -4 },
        flag: { type: ["null", "boolean"] },
        map: { type: "object", additionalProperties: { type: "integer" } },
        list: { type: "array", contains: { type: "integer", minimum: 7 } },
      },
    });
    expect(valueOf(schema)).toEqual({
      text: "string",
      day: "2019-08-24",
      short: "str",
      code: expect.stringMatching(/^[A-Z]{3}-\d{2}$/),
      count: 21,
      price: 1.5,
      even: 4,
      below: -4,
      flag: true,
      map: { property1: 0, property2: 0 },
      list: [7],
    });
  });

  it("joins branches and tags the chosen one", () => {
    const schema = modelSchema({
      required: ["kind"],
      properties: { id: { type: "integer", minimum: 5 } },
      allOf: [{ properties: { id: { type: "number" }, note: { type: "string" } } }],
      oneOf: [{ $ref: "Cat" }],
      discriminator: { propertyName: "kind", mapping: { tom: "Cat" } },
    });
    expect(valueOf(schema)).toEqual({ id: 5, note: "string", kind: "tom", lives: 0 });
  });

  it("cuts recursion after the second level", () => {
    const leaf = { name: "string", branches: [{}] };
    expect(valueOf(modelSchema({ $ref: "Tree" }))).toEqual({ name: "string", branches: [leaf] });
    expect(valueOf(modelSchema({ $ref: "Chain" }))).toEqual({ id: 0, next: { id: 0 } });
    expect(valueOf(modelSchema({ $ref: "Endless" }))).toEqual({ next: { next: {} } });
  });

  it("says when a schema asks for too much", () => {
    const schema = modelSchema({ type: "array", items: { type: "string" }, minItems: 3000 });
    expect(valueOf(schema)).toBe("tooComplex");
  });

  it("leaves writeOnly members out of responses", () => {
    const schema = modelSchema({
      properties: { id: { type: "integer" }, secret: { type: "string", writeOnly: true } },
    });
    expect(valueOf(schema, { direction: "response" })).toEqual({ id: 0 });
  });
});

describe("sample, random", () => {
  it("gives the same value for the same seed", () => {
    const schema = modelSchema({
      properties: { id: { type: "integer" }, mail: { type: "string", format: "email" } },
    });
    const first = valueOf(schema, { mode: "random", seed: "GET /pets" });
    expect(valueOf(schema, { mode: "random", seed: "GET /pets" })).toEqual(first);
    expect(valueOf(schema, { mode: "random", seed: "GET /cats" })).not.toEqual(first);
  });

  it("obeys tuning and x-faker", () => {
    const schema = modelSchema({
      properties: {
        name: { type: "string", "x-faker": "name.firstName" },
        list: { type: "array", items: { type: "string", default: "Item" } },
      },
    });
    const tuning = { minItems: 3, maxItems: 3, useDefaultValue: true };
    expect(valueOf(schema, { mode: "random", tuning })).toEqual({
      name: expect.stringMatching(/^[A-Z][a-z]+$/),
      list: ["Item", "Item", "Item"],
    });
  });
});

const text = fc.record(
  {
    type: fc.constant("string"),
    format: fc.constantFrom(
      "date",
      "date-time",
      "uuid",
      "email",
      "uri",
      "ipv4",
      "ipv6",
      "byte",
      "duration",
      "time",
    ),
  },
  { requiredKeys: ["type"] },
);
const bounded = fc
  .tuple(fc.nat(12), fc.nat(12))
  .map(([low, more]) => ({ type: "string", minLength: low, maxLength: low + more }));
const patterned = fc
  .constantFrom(
    "^[a-z]{2,5}$",
    "^(foo|bar)+\\d?$",
    "[^a-c]x",
    "^\\p{L}+$",
    "^\\w+@\\w+\\.com$",
    "^(?:a|b){3}[-.]$",
  )
  .map((pattern) => ({ type: "string", pattern }));
const number = fc
  .record({
    type: fc.constantFrom("integer", "number"),
    low: fc.integer({ min: -999, max: 999 }),
    more: fc.integer({ min: 20, max: 500 }),
    exclusive: fc.boolean(),
    multipleOf: fc.constantFrom(undefined, 1, 2, 5, 0.5),
  })
  .map(({ type, low, more, exclusive, multipleOf }) => ({
    type,
    ...(exclusive
      ? { exclusiveMinimum: low, exclusiveMaximum: low + more }
      : { minimum: low, maximum: low + more }),
    ...(multipleOf && { multipleOf }),
  }));
const { schema: anySchema } = fc.letrec((tie) => ({
  schema: fc.oneof(
    { depthSize: "small" },
    text,
    bounded,
    patterned,
    number,
    fc.constant({ type: "boolean" }),
    tie("list"),
    tie("record"),
    tie("joined"),
  ),
  list: fc.record({ type: fc.constant("array"), items: tie("schema"), minItems: fc.nat(3) }),
  record: fc
    .dictionary(fc.stringMatching(/^[a-z]{1,4}$/), tie("schema"), { maxKeys: 4 })
    .map((properties) => ({
      type: "object",
      properties,
      required: Object.keys(properties),
      additionalProperties: false,
    })),
  joined: fc
    .dictionary(fc.stringMatching(/^[a-z]{1,4}$/), tie("schema"), { maxKeys: 3 })
    .map((properties) => ({
      allOf: [{ type: "object", properties }, { required: Object.keys(properties) }],
    })),
}));

describe("sample, as a property", () => {
  it("makes values that their schemas accept, in both modes", async () => {
    const validators = await loadValidators(schemas);
    fc.assert(
      fc.property(
        anySchema,
        fc.constantFrom("fixed", "random"),
        fc.nat(),
        (written, mode, seed) => {
          const schema = modelSchema(written as { [keyword: string]: unknown });
          const made = sample(schema, { schemas, mode: mode as "fixed" | "random", seed });
          if (made.kind !== "value") return;
          expect(validators.validator(schema)(made.value)).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
