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

describe("what Swagger 2.0 cannot say", () => {
  const operation = (more: string): string => `openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: "https://{host}/v1", variables: { host: { default: pets.example } } }]
paths:
  /pets:
    post:
${more}
`;

  test("the media type of a response without a schema", () => {
    const text = operation(
      "      responses: { 200: { description: ok, content: { application/jsonl: {} } } }",
    );
    expect(messages(printed(text, "swagger-2.0"))).toContain(
      "The media type of a response without a schema cannot be written in Swagger 2.0.",
    );
  });

  test.each([
    ["is required, and none of its fields", "required: true,", ""],
    ["may be left out", "", "required: [name],"],
  ])("that a form %s", (what, ofBody, ofSchema) => {
    const text = operation(`      requestBody:
        { ${ofBody} content: { multipart/form-data: { schema: { type: object, ${ofSchema} properties: { name: { type: string } } } } } }
      responses: { 204: { description: ok } }`);
    expect(messages(printed(text, "swagger-2.0"))).toContain(
      `That a form ${what} cannot be written in Swagger 2.0.`,
    );
  });

  test("a body without a schema is one with any", () => {
    const text = operation(`      requestBody: { content: { application/json: {} } }
      responses: { 204: { description: ok } }`);
    expect(printed(text, "swagger-2.0").document["paths"]).toMatchObject({
      "/pets": { post: { parameters: [{ name: "body", in: "body", schema: {} }] } },
    });
  });

  test("a relative address of a token server is one at the API's server", () => {
    const text = `${operation("      responses: { 204: { description: ok } }")}components:
  securitySchemes:
    login: { type: oauth2, flows: { clientCredentials: { tokenUrl: /token, scopes: {} } } }
`;
    const { document } = printed(text, "swagger-2.0");
    expect(document["securityDefinitions"]).toMatchObject({
      login: { flow: "application", tokenUrl: "https://pets.example/token" },
    });
  });

  test("a default of null", () => {
    const text = `${operation("      responses: { 204: { description: ok } }")}components:
  schemas: { Age: { type: [integer, "null"], default: null } }
`;
    const result = printed(text, "swagger-2.0");
    expect(result.document["definitions"]).toEqual({
      Age: { type: "integer", "x-nullable": true },
    });
    expect(messages(result)).toContain("A default of null cannot be written in Swagger 2.0.");
  });

  test("a host that is none", () => {
    const text = operation("      responses: { 204: { description: ok } }").replace(
      "https://{host}/v1",
      "https://<id:1>.example/v1",
    );
    const { document, losses } = printed(text, "swagger-2.0");
    expect(document["host"]).toBeUndefined();
    expect(losses.map(({ message }) => message)).toContain(
      "The host <id:1>.example cannot be written in Swagger 2.0.",
    );
  });
});

test("OpenAPI 3.2 takes no header whose name HTTP does not take", () => {
  const text = `openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      responses: { 200: { description: ok, headers: { "a b": { schema: {} }, ok: { schema: {} } } } }
`;
  const { document, losses } = printed(text, "openapi-3.2");
  expect(losses.map(({ message }) => message)).toEqual([
    "The header `a b` cannot be written in OpenAPI 3.2.",
  ]);
  expect(JSON.stringify(document)).not.toContain("a b");
});

describe("extensions of what is no node of the model", () => {
  const text = `openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  x-paths: 1
  /pets:
    get:
      responses: { x-responses: { a: 1 }, "200": { description: ok } }
components:
  x-components: [1]
  securitySchemes:
    login:
      type: oauth2
      flows:
        x-flows: 2
        implicit: { x-flow: 3, authorizationUrl: "https://a.example", scopes: {} }
`;

  test.each(["openapi-3.0", "openapi-3.1", "openapi-3.2"] as const)("stay in %s", (dialect) => {
    const { document, losses } = printed(text, dialect);
    expect(losses).toEqual([]);
    expect(document).toMatchObject({
      paths: { "x-paths": 1, "/pets": { get: { responses: { "x-responses": { a: 1 } } } } },
      components: {
        "x-components": [1],
        securitySchemes: { login: { flows: { "x-flows": 2, implicit: { "x-flow": 3 } } } },
      },
    });
  });

  test("stay in Swagger 2.0 where it has the place, and are told where not", () => {
    const result = printed(text, "swagger-2.0");
    expect(result.document).toMatchObject({
      paths: { "x-paths": 1, "/pets": { get: { responses: { "x-responses": { a: 1 } } } } },
    });
    expect(messages(result)).toEqual([
      "Extensions of `components` cannot be written in Swagger 2.0.",
      "Extensions of OAuth flows cannot be written in Swagger 2.0.",
      "Extensions of an OAuth flow cannot be written in Swagger 2.0.",
    ]);
  });
});
