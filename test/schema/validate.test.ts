import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { loadValidators } from "../../src/schema/validate.js";
import { modelSchema, modelSchemas } from "./model-schema.js";

const schemas = modelSchemas({
  Node: {
    type: "object",
    required: ["id"],
    properties: {
      id: { type: "integer", readOnly: true },
      label: { type: "string", minLength: 2 },
      children: { type: "array", items: { $ref: "Node" } },
    },
    additionalProperties: false,
  },
});

describe("loadValidators", () => {
  it("names each violation with its path and plain words", async () => {
    const validators = await loadValidators(schemas);
    const validate = validators.validator(modelSchema({ $ref: "Node" }));
    expect(validate({ id: 1, children: [{ id: 2 }] })).toEqual([]);
    expect(validate({ label: "x", "a/b": 1, children: [{ id: "2" }] })).toEqual([
      { path: [], keyword: "required", message: "must have required property 'id'" },
      { path: [], keyword: "additionalProperties", message: "must not have the property 'a/b'" },
      { path: ["label"], keyword: "minLength", message: "must NOT have fewer than 2 characters" },
      { path: ["children", "0", "id"], keyword: "type", message: "must be integer" },
    ]);
  });

  it("asks for no readOnly property in a request", async () => {
    const validators = await loadValidators(schemas, { direction: "request" });
    expect(validators.validator(modelSchema({ $ref: "Node" }))({ label: "ab" })).toEqual([]);
  });

  it("coerces texts on demand", async () => {
    const validators = await loadValidators(schemas, { coerce: true });
    const value = { limit: "12", flag: "true" };
    const schema = modelSchema({
      properties: { limit: { type: "integer" }, flag: { type: "boolean" } },
    });
    expect(validators.validator(schema)(value)).toEqual([]);
    expect(value).toEqual({ limit: 12, flag: true });
  });

  it("keeps checking the rest where a format or pattern cannot be checked", async () => {
    const found: Diagnostic[] = [];
    const validators = await loadValidators(schemas, { onDiagnostic: (one) => found.push(one) });
    const validate = validators.validator(
      modelSchema({
        properties: {
          colour: { type: "string", format: "rgb", maxLength: 3 },
          code: { type: "string", pattern: "[a-", minLength: 2 },
          slug: { type: "string", pattern: "^[\\w\\-]+\\_$" },
          small: { type: "integer", format: "int8" },
        },
      }),
    );
    const violations = validate({ colour: "blue", code: "x", slug: "a-", small: 200 });
    expect(violations.map(({ path, keyword }) => `${path.join("/")} ${keyword}`)).toEqual([
      "colour maxLength",
      "code minLength",
      "slug pattern",
      "small format",
    ]);
    expect(found.map(({ code }) => code)).toEqual([
      "schema-format-unchecked",
      "schema-pattern-invalid",
    ]);
  });

  it("says when a schema cannot be compiled, and lets its values pass", async () => {
    const found: Diagnostic[] = [];
    const validators = await loadValidators(schemas, { onDiagnostic: (one) => found.push(one) });
    expect(validators.validator(modelSchema({ type: "text" }))("x")).toEqual([]);
    expect(found.map(({ code }) => code)).toEqual(["schema-not-compiled"]);
  });
});
