import { expect, it } from "vitest";
import type { ApiModel } from "../../src/model/index.js";
import { uncheckedParts } from "../../src/schema/unchecked.js";
import { modelSchemas, nowhere } from "./model-schema.js";

it("names each format and pattern that validation passes over, once", () => {
  const schemas = modelSchemas({
    A: { properties: { colour: { type: "string", format: "rgb" }, day: { format: "date" } } },
    B: { type: "string", format: "rgb", pattern: "(" },
    C: { patternProperties: { "(": { pattern: "^a$" } } },
  });
  const empty = new Map();
  const model: ApiModel = {
    location: nowhere,
    source: { dialect: "openapi-3.1", version: "3.1.0", files: [] },
    info: { location: nowhere, title: "", version: "" },
    servers: [],
    tags: [],
    operations: [],
    webhooks: [],
    stages: [],
    usagePlans: [],
    apiKeys: [],
    components: {
      schemas,
      hoisted: new Set(),
      parameters: empty,
      headers: empty,
      requestBodies: empty,
      responses: empty,
      examples: empty,
      links: empty,
      callbacks: empty,
      pathItems: empty,
      mediaTypes: empty,
      securitySchemes: empty,
    },
  };
  expect(uncheckedParts(model).map(({ code, severity }) => `${severity} ${code}`)).toEqual([
    "info schema-format-unchecked",
    "warning schema-pattern-invalid",
  ]);
});
