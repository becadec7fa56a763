import { expect, test } from "vitest";
import type { Schema } from "../../src/model/index.js";
import { importText } from "./import-text.js";

const head = `swagger: "2.0"\ninfo: { title: Toys, version: "1" }\n`;

test("host, basePath and schemes become servers", () => {
  const { model } = importText(
    `${head}host: toys.example\nbasePath: /v1\nschemes: [https, wss]\npaths: {}`,
  );
  expect(model?.servers.map(({ url }) => url)).toEqual([
    "https://toys.example/v1",
    "wss://toys.example/v1",
  ]);
});

test("collection formats become style and explode", () => {
  const { model, diagnostics } = importText(`${head}
paths:
  /toys/{ids}:
    get:
      parameters:
        - { name: ids, in: path, required: true, type: array, items: { type: string } }
        - { name: a, in: query, type: array, items: { type: string } }
        - { name: b, in: query, type: array, items: { type: string }, collectionFormat: multi }
        - { name: c, in: query, type: array, items: { type: string }, collectionFormat: tsv }
        - { name: d, in: query, type: array, items: { type: string }, collectionFormat: pipes }
        - { name: e, in: query, type: integer, minimum: 1, x-order: 3 }
      responses: { 200: { description: ok } }
`);
  expect(diagnostics).toEqual([]);
  expect(
    model?.operations[0]?.parameters.map(({ name, style, explode }) => [name, style, explode]),
  ).toEqual([
    ["ids", "simple", false],
    ["a", "form", false],
    ["b", "form", true],
    ["c", "tsv", false],
    ["d", "pipeDelimited", false],
    ["e", undefined, undefined],
  ]);
  const last = model?.operations[0]?.parameters[5];
  expect(last?.schema).toMatchObject({ types: ["integer"], minimum: 1 });
  expect(last?.extensions).toEqual([{ name: "x-order", value: 3 }]);
});

test("form parameters become one body, with a file in multipart", () => {
  const { model, diagnostics } = importText(`${head}
paths:
  /toys:
    post:
      parameters:
        - { name: picture, in: formData, type: file, required: true }
        - { name: tags, in: formData, type: array, items: { type: string }, collectionFormat: ssv }
      responses: { 201: { description: made } }
`);
  expect(diagnostics).toEqual([]);
  const body = model?.operations[0]?.requestBody;
  expect(body?.required).toBe(true);
  expect(body?.content.map(({ name }) => name)).toEqual(["multipart/form-data"]);
  const schema = body?.content[0]?.schema;
  expect(schema).toMatchObject({ types: ["object"], required: ["picture"] });
  expect(propertyNames(schema)).toEqual(["picture", "tags"]);
  const encoding = body?.content[0]?.encoding?.map(({ name, value }) => [name, value.style]);
  expect(encoding).toEqual([["tags", "spaceDelimited"]]);
});

test("a body and a response follow the media types of their operation", () => {
  const { model, diagnostics } = importText(`${head}
consumes: [application/json]
produces: [application/json]
paths:
  /a:
    post:
      parameters: [{ $ref: '#/parameters/Toy' }]
      responses: { 200: { $ref: '#/responses/Made' } }
  /b:
    post:
      consumes: [application/xml]
      produces: [application/xml]
      parameters: [{ $ref: '#/parameters/Toy' }]
      responses: { 200: { $ref: '#/responses/Made' } }
parameters:
  Toy: { name: toy, in: body, required: true, schema: { $ref: '#/definitions/Toy' } }
responses:
  Made: { description: made, schema: { $ref: '#/definitions/Toy' }, examples: { application/json: { id: 1 } } }
definitions:
  Toy: { type: object, discriminator: id, required: [id], properties: { id: { type: string, x-nullable: true, enum: [a] } } }
`);
  expect(diagnostics).toEqual([]);
  const [a, b] = model?.operations ?? [];
  expect(a?.requestBody?.component).toBe("Toy");
  expect(a?.requestBody).toBe(model?.components.requestBodies.get("Toy"));
  expect(b?.requestBody?.component).toBeUndefined();
  expect(b?.requestBody?.content.map(({ name }) => name)).toEqual(["application/xml"]);
  expect(a?.responses[0]?.response.content?.[0]?.examples?.[0]?.value.value).toEqual({ id: 1 });
  expect(b?.responses[0]?.response.content?.map(({ name }) => name)).toEqual(["application/xml"]);
  expect([...(model?.components.parameters.keys() ?? [])]).toEqual([]);
  const toy = model?.components.schemas.get("Toy");
  expect(toy).toMatchObject({
    discriminator: { propertyName: "id" },
    properties: [{ name: "id", value: { types: ["string", "null"], enum: ["a", null] } }],
  });
});

test("security definitions become schemes", () => {
  const { model, diagnostics } = importText(`${head}
paths: {}
securityDefinitions:
  plain: { type: basic }
  login:
    type: oauth2
    flow: accessCode
    authorizationUrl: https://toys.example/login
    tokenUrl: https://toys.example/token
    scopes: { read: to read }
`);
  expect(diagnostics).toEqual([]);
  const schemes = [...(model?.components.securitySchemes.values() ?? [])];
  expect(schemes).toMatchObject([
    { kind: "http", scheme: "basic", component: "plain" },
    {
      kind: "oauth2",
      flows: [{ type: "authorizationCode", scopes: [{ name: "read", value: "to read" }] }],
    },
  ]);
});

function propertyNames(schema: Schema | undefined): string[] {
  return schema?.kind === "schema" ? (schema.properties ?? []).map(({ name }) => name) : [];
}
