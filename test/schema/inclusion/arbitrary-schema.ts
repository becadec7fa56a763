import * as fc from "fast-check";
import type { JsonObject, JsonValue } from "../../../src/util/json.js";

const scalar: fc.Arbitrary<JsonValue> = fc.constantFrom<JsonValue[]>(
  null,
  true,
  false,
  0,
  1,
  2,
  3,
  5,
  6,
  10,
  -1,
  0.5,
  1.5,
  "",
  "a",
  "b",
  "ab",
  "aa",
  "abc",
  "1",
  "2024-01-31",
);

/** Values near those that the schemas speak of. */
export const value: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: "value" },
    scalar,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom("a", "b", "c", "x-a"), tie("value"), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
})).value;

const small = fc.integer({ min: 0, max: 4 });
const pattern = fc.constantFrom(
  "^a",
  "a$",
  "^[a-c]+$",
  "b",
  "^a*$",
  "^\\d+$",
  "^(a|b)?$",
  "^.{2,3}$",
);

/** Up to three of the keywords, each with a value. */
function some(keywords: Record<string, fc.Arbitrary<JsonValue>>): fc.Arbitrary<JsonObject> {
  return fc
    .subarray(Object.keys(keywords), { maxLength: 3 })
    .chain((kept) =>
      fc.record(Object.fromEntries(kept.map((name) => [name, keywords[name] ?? fc.boolean()]))),
    );
}

const numeric = some({
  minimum: fc.integer({ min: -2, max: 6 }),
  maximum: fc.integer({ min: -2, max: 6 }),
  exclusiveMinimum: fc.integer({ min: -2, max: 6 }),
  exclusiveMaximum: fc.integer({ min: -2, max: 6 }),
  multipleOf: fc.constantFrom(0.5, 1, 2, 3),
}).chain((keywords) => fc.constantFrom("integer", "number").map((type) => ({ type, ...keywords })));

const textual = some({
  minLength: small,
  maxLength: small,
  pattern,
  format: fc.constantFrom("date", "uuid", "ipv4"),
}).map((keywords) => ({ type: "string", ...keywords }));

const listed = fc.array(scalar, { minLength: 1, maxLength: 3 }).map((values) => ({ enum: values }));
const plain = fc
  .subarray(["null", "boolean", "string", "integer", "array", "object"], {
    minLength: 1,
    maxLength: 2,
  })
  .map((type) => ({ type }));

function arrays(inner: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonObject> {
  return some({
    items: inner,
    prefixItems: fc.array(inner, { minLength: 1, maxLength: 2 }),
    contains: inner,
    minItems: small,
    maxItems: small,
    uniqueItems: fc.boolean(),
  }).map(({ contains, ...keywords }) => {
    // Beside `prefixItems`, ajv 8 lets an empty array pass `contains`.
    return { type: "array", ...keywords, ...(contains !== undefined && { allOf: [{ contains }] }) };
  });
}

function objects(inner: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonObject> {
  const names = fc.constantFrom("a", "b", "c", "x-a");
  return some({
    properties: fc.dictionary(names, inner, { maxKeys: 3, noNullPrototype: true }),
    patternProperties: fc.dictionary(fc.constantFrom("^x-", "a", "^b$"), inner, {
      maxKeys: 1,
      noNullPrototype: true,
    }),
    additionalProperties: inner,
    propertyNames: textual,
    required: fc.uniqueArray(names, { maxLength: 2 }),
    minProperties: small,
    maxProperties: small,
    dependentRequired: fc.dictionary(names, fc.uniqueArray(names, { maxLength: 1 }), {
      maxKeys: 1,
      noNullPrototype: true,
    }),
    dependentSchemas: fc.dictionary(names, inner, { maxKeys: 1, noNullPrototype: true }),
  }).map((keywords) => ({ type: "object", ...keywords }));
}

function groups(inner: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonObject> {
  const several = fc.array(inner, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    several.map((anyOf) => ({ anyOf })),
    several.map((oneOf) => ({ oneOf })),
    several.map((allOf) => ({ allOf })),
    inner.map((not) => ({ not })),
    fc.tuple(inner, inner, inner).map(([test, yes, no]) => ({ if: test, then: yes, else: no })),
  );
}

/** Schemas of few names and small numbers, so that two of them often have to do with each other. */
export const schema: fc.Arbitrary<JsonValue> = fc.letrec<{ schema: JsonValue }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 2, depthIdentifier: "schema" },
    { arbitrary: fc.oneof<fc.Arbitrary<JsonValue>[]>(numeric, textual, listed, plain), weight: 3 },
    { arbitrary: fc.boolean(), weight: 1 },
    { arbitrary: arrays(tie("schema")), weight: 2 },
    { arbitrary: objects(tie("schema")), weight: 3 },
    { arbitrary: groups(tie("schema")), weight: 2 },
  ),
})).schema;

/** Two schemas: unrelated, or one with a keyword taken away or a part added. */
export const schemaPair: fc.Arbitrary<readonly [JsonValue, JsonValue]> = fc.oneof(
  fc.tuple(schema, schema),
  fc.tuple(schema, schema).map(([base, part]) => [base, { allOf: [base, part] }] as const),
  fc.tuple(schema, schema).map(([base, part]) => [{ anyOf: [part, base] }, base] as const),
  fc.tuple(schema, fc.nat()).map(([base, at]) => [withoutKeyword(base, at), base] as const),
);

function withoutKeyword(base: JsonValue, at: number): JsonValue {
  if (typeof base !== "object" || base === null || Array.isArray(base)) return base;
  const entries = Object.entries(base);
  return Object.fromEntries(entries.filter((_, index) => index !== at % entries.length));
}
