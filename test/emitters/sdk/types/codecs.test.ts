import { describe, expect, it } from "vitest";
import type { CodecExpression } from "../../../../src/emitters/sdk/codec.js";
import type { TypeOptions } from "../../../../src/emitters/sdk/typescript/types/type-options.js";
import type { Direction } from "../../../../src/emitters/sdk/typescript/types/type-planner.js";
import { modelSchema } from "../../../schema/model-schema.js";
import { plannerOf } from "./print-schemas.js";

type Written = Parameters<typeof plannerOf>[0];

const LOSSLESS: TypeOptions = { int64: "bigint", dates: "date" };
const int64 = { type: "integer", format: "int64" };
const dateTime = { type: "string", format: "date-time" };
const text = { type: "string" };

/** The codec of one schema, and those declared for it, in the short form that `show` gives. */
function codecs(
  schema: Written[string],
  named: Written = {},
  { direction = "response", ...options }: TypeOptions & { direction?: Direction } = LOSSLESS,
): Record<string, unknown> {
  const planner = plannerOf(named, options);
  const codec = planner.codecOf(modelSchema(schema), direction);
  const declared = planner.codecDeclarations().map((one) => [one.name, show(one.codec)]);
  return { codec: codec && show(codec), ...Object.fromEntries(declared) };
}

function show(codec: CodecExpression): unknown {
  switch (codec.kind) {
    case "leaf":
    case "reference":
      return codec.name;
    case "array":
      return [show(codec.element)];
    case "record":
      return { "*": show(codec.value) };
    case "tuple":
      return {
        tuple: codec.elements.map((one) => one && show(one)),
        rest: codec.rest && show(codec.rest),
      };
    case "all":
      return { all: codec.codecs.map(show) };
    case "union":
      return {
        union: codec.variants.map(({ codec: inner, ...test }) => ({
          ...test,
          codec: inner && show(inner),
        })),
      };
    case "object": {
      const members = codec.members.map((member) => [member.name, show(member.codec)]);
      return { ...Object.fromEntries(members), ...(codec.rest && { "*": show(codec.rest) }) };
    }
  }
}

describe("codecs", () => {
  it("stand only where the two sides differ", () => {
    expect(codecs(text)).toEqual({ codec: undefined });
    expect(codecs(dateTime, {}, {})).toEqual({ codec: undefined });
    expect(codecs(dateTime)).toEqual({ codec: "dateTime" });
    expect(codecs({ type: "string", format: "byte" }, {}, {})).toEqual({ codec: "base64" });
    expect(codecs({ ...int64, enum: [1, 2] })).toEqual({ codec: undefined });
  });

  it("check an int64 as number only when it comes", () => {
    expect(codecs(int64, {}, {})).toEqual({ codec: "int64Number" });
    expect(codecs(int64, {}, { direction: "request" })).toEqual({ codec: undefined });
    expect(codecs(int64, {}, { direction: "request", int64: "string" })).toEqual({
      codec: "int64String",
    });
  });

  it("compose through members, lists, tuples and maps", () => {
    const schema = {
      type: "object",
      properties: {
        id: int64,
        name: text,
        at: { type: "array", items: dateTime },
        pair: { type: "array", prefixItems: [text, int64] },
        by: { type: "object", additionalProperties: int64 },
      },
    };
    expect(codecs(schema)).toEqual({
      codec: {
        id: "int64BigInt",
        at: ["dateTime"],
        pair: { tuple: [undefined, "int64BigInt"], rest: undefined },
        by: { "*": "int64BigInt" },
      },
    });
  });

  it("keep the codec of further members off the named ones", () => {
    const schema = { properties: { name: text }, additionalProperties: dateTime };
    expect(codecs(schema)).toEqual({ codec: { name: { all: [] }, "*": "dateTime" } });
  });

  it("are declared by name, recursive ones too, and only those that are used", () => {
    const named = {
      Tree: { properties: { id: int64, children: { type: "array", items: { $ref: "Tree" } } } },
      Unused: { properties: { id: int64 } },
      Plain: { properties: { tree: text } },
    };
    expect(codecs({ $ref: "Tree" }, named)).toEqual({
      codec: "treeCodec",
      treeCodec: { id: "int64BigInt", children: ["treeCodec"] },
    });
    expect(codecs({ $ref: "Plain" }, named)).toEqual({ codec: undefined });
  });

  it("choose the variant of a union by discriminator, constants or members", () => {
    const named = {
      Cat: { type: "object", required: ["born"], properties: { kind: text, born: dateTime } },
      Dog: { type: "object", properties: { kind: text, tag: text } },
    };
    const variants = { oneOf: [{ $ref: "Dog" }, { $ref: "Cat" }] };
    const mapping = { cat: "Cat", dog: "Dog" };
    const tagged = { ...variants, discriminator: { propertyName: "kind", mapping } };
    expect(codecs(variants, named).codec).toEqual({
      union: [{ required: ["born"], codec: "catCodec" }, { codec: undefined }],
    });
    expect(codecs(tagged, named).codec).toEqual({
      union: [
        { tags: [{ name: "kind", values: ["dog"] }], codec: undefined },
        { tags: [{ name: "kind", values: ["cat"] }], codec: "catCodec" },
      ],
    });
  });

  it("leave text alone that a union with plain text cannot tell from a date", () => {
    expect(codecs({ oneOf: [dateTime, int64] }).codec).toEqual({
      all: ["dateTime", "int64BigInt"],
    });
    expect(codecs({ oneOf: [dateTime, text] }).codec).toBeUndefined();
  });

  it("give a discriminated parent's values to the schema that they name", () => {
    const named = {
      Event: {
        type: "object",
        required: ["type"],
        properties: { type: text, at: dateTime },
        discriminator: { propertyName: "type" },
      },
      Paid: { allOf: [{ $ref: "Event" }, { properties: { amount: int64 } }] },
    };
    expect(codecs({ $ref: "Event" }, named)).toEqual({
      codec: "eventCodec",
      eventCodec: {
        union: [
          { tags: [{ name: "type", values: ["Paid"] }], codec: "paidCodec" },
          { codec: "eventCodecBase" },
        ],
      },
      eventCodecBase: { at: "dateTime" },
      paidCodec: { all: ["eventCodecBase", { amount: "int64BigInt" }] },
    });
  });
});
