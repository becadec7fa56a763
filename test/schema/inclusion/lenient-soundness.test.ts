import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Inclusion } from "../../../src/schema/inclusion/index.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../src/util/json.js";
import { includes } from "./compare.js";

/** The long suite asks for 10,000 pairs by setting `GW_GEN_PAIRS`. */
const runs = Number(process.env["GW_GEN_PAIRS"] ?? 400);

const ajv = new Ajv2020({ strict: false, validateSchema: false, logger: false });

function accepts(schema: JsonValue, one: JsonValue): boolean {
  if (!isJsonObject(schema)) throw new TypeError("not a schema");
  return ajv.validate(schema, one);
}

const names = fc.constantFrom("a", "b", "c");
const scalar = fc.constantFrom<JsonObject[]>(
  { type: "string" },
  { type: "string", maxLength: 1 },
  { enum: ["a", "b"] },
  { enum: ["a", 1, null] },
  { type: "integer" },
  { type: "integer", minimum: 2 },
  { type: ["integer", "null"] },
  { type: "boolean" },
);

function objects(inner: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject> {
  return fc.record(
    {
      type: fc.constant("object"),
      properties: fc.dictionary(names, inner, { maxKeys: 3, noNullPrototype: true }),
      required: fc.uniqueArray(names, { maxLength: 2 }),
      additionalProperties: fc.oneof(fc.boolean(), inner),
      minProperties: fc.constantFrom(1, 2),
    },
    { requiredKeys: ["type", "properties"], noNullPrototype: true },
  );
}

/** Schemas as APIs have them; the branches of a `oneOf` are objects, which leniency takes as told apart. */
const schema = fc.letrec<{ schema: JsonObject; object: JsonObject }>((tie) => {
  const inner = tie("schema");
  const several = fc.array(tie("object"), { minLength: 1, maxLength: 2 });
  return {
    object: objects(inner),
    schema: fc.oneof(
      { maxDepth: 2, depthIdentifier: "lenient" },
      { arbitrary: scalar, weight: 3 },
      { arbitrary: tie("object"), weight: 4 },
      { arbitrary: inner.map((items) => ({ type: "array", items })), weight: 1 },
      { arbitrary: several.map((oneOf) => ({ oneOf })), weight: 2 },
      { arbitrary: several.map((anyOf) => ({ anyOf })), weight: 1 },
      { arbitrary: several.map((allOf) => ({ allOf })), weight: 1 },
    ),
  };
}).schema;

/** Two schemas: unrelated, or the second with one more property, one less keyword, or one more branch. */
const pair = fc.oneof(
  fc.tuple(schema, schema),
  fc.tuple(objects(schema), names, schema).map(([base, name, part]) => {
    const before = isJsonObject(base["properties"]) ? base["properties"] : {};
    return [{ ...base, properties: { ...before, [name]: part } }, base] as const;
  }),
  fc
    .tuple(objects(schema), fc.constantFrom("required", "minProperties", "additionalProperties"))
    .map(([base, gone]) => {
      const left = Object.entries(base).filter(([name]) => name !== gone);
      return [Object.fromEntries(left), base] as const;
    }),
  fc.tuple(objects(schema), objects(schema)).map(([one, two]) => {
    return [{ oneOf: [one, two] }, { oneOf: [one] }] as const;
  }),
);

const texts = fc.constantFrom("", "a", "b", "ab");
const numbers = fc.integer({ min: -1, max: 4 });

/** Values that mostly satisfy the schema, of names that it declares. */
function valueOf(one: JsonValue): fc.Arbitrary<JsonValue> {
  if (!isJsonObject(one)) return fc.constant(null);
  const { enum: listed, type, items, properties } = one;
  const branches = listOf(one["oneOf"] ?? one["anyOf"]);
  if (branches.length > 0) return fc.oneof(...branches.map(valueOf));
  if (one["allOf"] !== undefined) {
    const all = fc.tuple(...listOf(one["allOf"]).map(valueOf));
    return all.map((parts) =>
      Object.fromEntries(parts.filter(isJsonObject).flatMap((part) => Object.entries(part))),
    );
  }
  if (Array.isArray(listed)) return fc.constantFrom(...listed);
  if (type === "array") return fc.array(valueOf(items ?? true), { maxLength: 3 });
  if (type === "object" && isJsonObject(properties)) {
    const members = Object.entries(properties).map(([name, part]) =>
      fc.option(valueOf(part).map((given) => [name, given] as const)),
    );
    return fc
      .tuple(...members)
      .map((given) => Object.fromEntries(given.filter((member) => member !== null)));
  }
  if (type === "boolean") return fc.boolean();
  if (type === "string") return texts;
  return Array.isArray(type) ? fc.option(numbers) : numbers;
}

function listOf(one: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(one) ? one : [];
}

/** A pair, and values of its narrower side. */
const sampled = pair.chain(([wide, narrow]) =>
  fc.tuple(
    fc.constant(wide),
    fc.constant(narrow),
    fc.array(valueOf(narrow), { minLength: 20, maxLength: 30 }),
  ),
);

/** The schema with each `oneOf` read as `anyOf`: one branch tells the object. */
function toldApart(one: JsonValue): JsonValue {
  if (Array.isArray(one)) return one.map(toldApart);
  if (!isJsonObject(one)) return one;
  return Object.fromEntries(
    Object.entries(one).map(([key, part]) => [key === "oneOf" ? "anyOf" : key, toldApart(part)]),
  );
}

/** Whether a schema that accepts the value also declares every name in it. */
function declares(one: JsonValue, given: JsonValue): boolean {
  if (!isJsonObject(one) || !accepts(one, given)) return false;
  if (Array.isArray(given)) {
    const items = one["items"];
    return given.every((each) => items === undefined || declares(items, each));
  }
  if (!isJsonObject(given)) return true;
  return Object.entries(given).every(([name, each]) => {
    const parts = declarations(one, given).flatMap((part) => part[name] ?? []);
    return parts.length > 0 && parts.every((part) => declares(part, each));
  });
}

/** The `properties` of the schemas that an object is judged by. */
function declarations(one: JsonObject, given: JsonObject): JsonObject[] {
  const properties = one["properties"];
  const inner = [...listOf(one["allOf"]), ...listOf(one["anyOf"])];
  return [
    ...(isJsonObject(properties) ? [properties] : []),
    ...inner
      .filter(isJsonObject)
      .filter((part) => accepts(part, given))
      .flatMap((part) => declarations(part, given)),
  ];
}

function witnesses(answer: Inclusion): readonly JsonValue[] {
  return answer.kind === "refuted" ? [answer.witness] : [];
}

describe("soundness of evolution's leniency", () => {
  it("proves what holds for declared names, and refutes with a witness only", () => {
    const counts = { included: 0, refuted: 0, undecided: 0 };
    let judged = 0;
    fc.assert(
      fc.property(sampled, ([wide, narrow, samples]) => {
        const answer = includes(wide, narrow, {}, { travel: "both", lenient: true });
        counts[answer.kind] += 1;
        const sides = { wide: toldApart(wide), narrow: toldApart(narrow) };
        const told = samples.filter((one) => declares(sides.narrow, one));
        const escaped = {
          included: told.filter((one) => !accepts(sides.wide, one)),
          refuted: witnesses(answer).filter((one) => accepts(wide, one) || !accepts(narrow, one)),
          undecided: [],
        }[answer.kind];
        judged += answer.kind === "included" ? told.length : 0;
        expect(escaped).toEqual([]);
      }),
      { numRuns: runs },
    );
    expect(counts.undecided).toBeLessThan(runs / 20);
    expect(Math.min(counts.included, counts.refuted)).toBeGreaterThan(runs / 10);
    expect(judged).toBeGreaterThan(runs);
  });
});
