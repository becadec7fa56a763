import { describe, expect, it } from "vitest";
import { toJsonSchema } from "../../src/schema/to-json-schema.js";
import { modelSchema, modelSchemas } from "./model-schema.js";

const schemas = modelSchemas({
  Pet: {
    type: "object",
    required: ["id", "name", "secret"],
    properties: {
      id: { type: "integer", readOnly: true },
      name: { type: "string" },
      secret: { $ref: "Secret" },
      friends: { type: "array", items: { $ref: "Pet" } },
    },
  },
  Secret: { type: "string", writeOnly: true },
  "odd/name~1": { type: "null" },
  Unused: { type: "string" },
});

describe("toJsonSchema", () => {
  it("writes only what is reachable, recursion by reference", () => {
    expect(toJsonSchema(modelSchema({ $ref: "Pet" }), schemas, { annotations: false })).toEqual({
      $ref: "#/$defs/Pet",
      $defs: {
        Pet: {
          type: "object",
          required: ["id", "name", "secret"],
          properties: {
            id: { type: "integer" },
            name: { type: "string" },
            secret: { $ref: "#/$defs/Secret" },
            friends: { type: "array", items: { $ref: "#/$defs/Pet" } },
          },
        },
        Secret: { type: "string" },
      },
    });
  });

  it("leaves readOnly out of requests and writeOnly out of responses", () => {
    const shape = (direction: "request" | "response") => {
      const written = toJsonSchema(modelSchema({ $ref: "Pet" }), schemas, { direction });
      const pet = (written as { $defs: { Pet: { required: string[]; properties: object } } }).$defs
        .Pet;
      return [pet.required, Object.keys(pet.properties)];
    };
    expect(shape("request")).toEqual([
      ["name", "secret"],
      ["name", "secret", "friends"],
    ]);
    expect(shape("response")).toEqual([
      ["id", "name"],
      ["id", "name", "friends"],
    ]);
  });

  it("takes back a requirement on a property that another branch makes readOnly", () => {
    const schema = modelSchema({ allOf: [{ $ref: "Pet" }, { required: ["id", "name"] }] });
    expect(
      toJsonSchema(schema, schemas, { direction: "request", refTo: (name) => name }),
    ).toMatchObject({
      allOf: [{ $ref: "Pet" }, { required: ["name"] }],
    });
  });

  it("escapes names in pointers and accepts anything for a missing name", () => {
    const schema = modelSchema({ anyOf: [{ $ref: "odd/name~1" }, { $ref: "Gone" }] });
    expect(toJsonSchema(schema, schemas)).toEqual({
      anyOf: [{ $ref: "#/$defs/odd~1name~01" }, { $ref: "#/$defs/Gone" }],
      $defs: { "odd/name~1": { type: "null" }, Gone: true },
    });
  });
});
