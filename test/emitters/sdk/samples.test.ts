import { describe, expect, it } from "vitest";
import { codeSamples } from "../../../src/emitters/sdk/typescript/readme/code-samples.js";
import type { SdkOptions } from "../../../src/emitters/sdk/sdk-options.js";
import { load } from "../../../src/pipeline/load.js";
import type { JsonObject } from "../../../src/util/json.js";

/** The argument of the call that a sample shows, of an operation with this body. */
async function argumentOf(
  media: JsonObject,
  schemas: JsonObject = {},
  options: SdkOptions = {},
): Promise<string | undefined> {
  const spec = {
    openapi: "3.1.0",
    info: { title: "Pets", version: "1" },
    paths: {
      "/a": {
        post: {
          operationId: "a",
          requestBody: { required: true, content: { "application/json": media } },
          responses: { "204": { description: "" } },
        },
      },
    },
    components: { schemas },
  };
  const stdin = () => Promise.resolve(new TextEncoder().encode(JSON.stringify(spec)));
  const { model } = await load("-", { stdin, settings: false });
  if (!model) throw new Error("the spec could not be loaded");
  const source = codeSamples({ model, options, inputs: [] }).sources.get("POST /a");
  return /client\.a\(\{\s*body: (.*?),?\s*\}\);/s
    .exec(source ?? "")?.[1]
    ?.replace(/,?\n\s*(?=\})/g, " ")
    .replace(/\s+/g, " ");
}

const PET: JsonObject = {
  type: "object",
  required: ["name", "kind"],
  properties: {
    name: { type: "string", examples: ["Tom"] },
    kind: { type: "string", enum: ["cat", "dog"] },
    age: { type: "integer" },
    notes: { type: "array", items: { type: "string" } },
    id: { type: "string", readOnly: true },
  },
};
const LONG = Array.from({ length: 60 }, () => "barks");
const CAT: JsonObject = {
  type: "object",
  required: ["kind", "lives"],
  properties: { kind: { const: "cat" }, lives: { type: "integer" } },
};
const DOG: JsonObject = {
  type: "object",
  required: ["kind", "tricks"],
  properties: { kind: { const: "dog" }, tricks: { type: "array", items: { type: "string" } } },
};

describe("the values of a call that is shown", () => {
  it.each<[string, JsonObject, string]>([
    [
      "those of the example",
      { schema: PET, example: { name: "Rex", kind: "dog", age: 3 } },
      '{ name: "Rex", kind: "dog", age: 3 }',
    ],
    [
      "what is required where the schema alone has examples",
      { schema: PET },
      '{ name: "Tom", kind: "cat" }',
    ],
    [
      "without members that are not sent or not known",
      { schema: PET, example: { name: "Rex", kind: "dog", id: "7", x: 1 } },
      '{ name: "Rex", kind: "dog" }',
    ],
    [
      "made up where those of the example are of another type",
      { schema: PET, example: { name: 5, kind: "dog", age: "3" } },
      '{ name: "text", kind: "dog" }',
    ],
    [
      "made up where the example is of another type",
      { schema: PET, example: "Rex" },
      '{ name: "text", kind: "cat" }',
    ],
    [
      "those of the variant that the example is of",
      { schema: { oneOf: [CAT, DOG] }, example: { kind: "dog", tricks: ["sit"] } },
      '{ kind: "dog", tricks: ["sit"] }',
    ],
    [
      "any JSON where the type is open",
      { schema: {}, example: { a: [null, 1, "x"], "b-c": {} } },
      '{ a: [null, 1, "x"], "b-c": {} }',
    ],
    [
      "of a map",
      { schema: { type: "object", additionalProperties: { type: "integer" } }, example: { x: 1 } },
      "{ x: 1 }",
    ],
    [
      "what has to be there of a long example",
      { schema: PET, example: { name: "Rex", kind: "dog", age: 3, notes: LONG } },
      '{ name: "Rex", kind: "dog" }',
    ],
    [
      "nothing that could leave its string",
      { schema: PET, example: { name: '");process.exit("', kind: "cat" } },
      `{ name: '");process.exit("', kind: "cat" }`,
    ],
  ])("are %s", async (_what, media, expected) => {
    const found = await argumentOf(media);
    expect(found).toBe(expected);
  });

  it("are those of the types that the SDK has", async () => {
    const schema: JsonObject = {
      type: "object",
      required: ["at", "count", "data"],
      properties: {
        at: { type: "string", format: "date-time" },
        count: { type: "integer", format: "int64" },
        data: { type: "string", format: "byte" },
      },
    };
    const example = { at: "2026-01-02T03:04:05Z", count: 12, data: "AAAA" };
    const found = await argumentOf({ schema, example }, {}, { int64: "bigint", dates: "date" });
    expect(found).toBe(
      '{ at: new Date("2026-01-02T03:04:05Z"), count: 12n, data: new Uint8Array() }',
    );
  });
});
