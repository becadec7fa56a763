import { describe, expect, test } from "vitest";
import {
  type OpenApiDialect,
  printOpenApi,
  type PrintedDocument,
} from "../../../../src/emitters/shared/openapi/index.js";
import { importText } from "../../../importer/import-text.js";

/** The document that a text becomes in a dialect. */
function printed(text: string, dialect: OpenApiDialect): PrintedDocument {
  const { model } = importText(text);
  if (!model) throw new Error("the text is no API description");
  return printOpenApi(model, { dialect });
}

function messages({ losses }: PrintedDocument): string[] {
  return losses.map(({ message }) => message);
}

const PETS = `
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: "https://pets.example/v1" }]
paths:
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      operationId: getPet
      responses:
        default: { description: no }
        "200": { $ref: "#/components/responses/Pet" }
components:
  schemas:
    Pet:
      type: object
      properties:
        name: { type: [string, "null"] }
        owner: { anyOf: [{ $ref: "#/components/schemas/Pet" }, { type: "null" }] }
        age: { type: integer, exclusiveMinimum: 0 }
  responses:
    Pet:
      description: a pet
      content:
        application/json: { schema: { $ref: "#/components/schemas/Pet" } }
`;

describe("a model is written", () => {
  test("in the words of OpenAPI 3.0", () => {
    const { document, losses } = printed(PETS, "openapi-3.0");
    expect(losses).toEqual([]);
    expect(document).toEqual({
      openapi: "3.0.3",
      info: { title: "Pets", version: "1" },
      servers: [{ url: "https://pets.example/v1" }],
      paths: {
        "/pets/{id}": {
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
          get: {
            operationId: "getPet",
            responses: {
              default: { description: "no" },
              "200": { $ref: "#/components/responses/Pet" },
            },
          },
        },
      },
      components: {
        schemas: {
          Pet: {
            type: "object",
            properties: {
              name: { type: "string", nullable: true },
              owner: { allOf: [{ $ref: "#/components/schemas/Pet" }], nullable: true },
              age: { type: "integer", minimum: 0, exclusiveMinimum: true },
            },
          },
        },
        responses: {
          Pet: {
            description: "a pet",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } },
          },
        },
      },
    });
  });

  test("in the words of Swagger 2.0", () => {
    const { document, losses } = printed(PETS, "swagger-2.0");
    expect(losses).toEqual([]);
    expect(document).toEqual({
      swagger: "2.0",
      info: { title: "Pets", version: "1" },
      host: "pets.example",
      basePath: "/v1",
      schemes: ["https"],
      paths: {
        "/pets/{id}": {
          parameters: [{ name: "id", in: "path", required: true, type: "string" }],
          get: {
            operationId: "getPet",
            responses: {
              default: { description: "no" },
              "200": { $ref: "#/responses/Pet" },
            },
          },
        },
      },
      definitions: {
        Pet: {
          type: "object",
          properties: {
            name: { type: "string", "x-nullable": true },
            owner: { allOf: [{ $ref: "#/definitions/Pet" }], "x-nullable": true },
            age: { type: "integer", minimum: 0, exclusiveMinimum: true },
          },
        },
      },
      responses: {
        Pet: { description: "a pet", schema: { $ref: "#/definitions/Pet" } },
      },
    });
  });

  test("with a loss for each thing that the dialect cannot say", () => {
    const text = `
openapi: 3.1.0
info: { title: Pets, version: "1", summary: short }
paths:
  /pets:
    get:
      parameters: [{ name: session, in: cookie, schema: { type: string } }]
      responses:
        "200": { description: ok, content: { text/plain: { schema: { patternProperties: { a: true } } } } }
      callbacks: { done: { "{$request.query.url}": { post: { responses: {} } } } }
`;
    expect(messages(printed(text, "openapi-3.1"))).toEqual([]);
    expect(messages(printed(text, "openapi-3.0"))).toEqual([
      "The summary of the API cannot be written in OpenAPI 3.0.",
      "The keyword `patternProperties` cannot be written in OpenAPI 3.0.",
      "An operation without responses is written as one with a `default` response.",
    ]);
    expect(messages(printed(text, "swagger-2.0"))).toEqual([
      "The summary of the API cannot be written in Swagger 2.0.",
      "A parameter in the place `cookie` cannot be written in Swagger 2.0.",
      "The keyword `patternProperties` cannot be written in Swagger 2.0.",
      "A callback cannot be written in Swagger 2.0.",
    ]);
  });
});
