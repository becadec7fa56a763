import { describe, expect, test } from "vitest";
import type { ImportResult } from "../../src/importer/index.js";
import { importFiles, importText } from "./import-text.js";

const head = (version: string) => `openapi: ${version}\ninfo: { title: Toys, version: "1" }\n`;
const codes = (result: ImportResult) => result.diagnostics.map(({ code }) => code);

/** A named schema without locations. */
function schema(result: ImportResult, name: string): unknown {
  const text = JSON.stringify(result.model?.components.schemas.get(name), (key, value: unknown) =>
    key === "location" ? undefined : value,
  );
  return JSON.parse(text);
}

const schemas = (version: string, text: string) =>
  importText(`${head(version)}paths: {}\ncomponents:\n  schemas:\n${text}`);

describe("OpenAPI 3.0 schemas mean 2020-12", () => {
  test("nullable joins the type and the enum", () => {
    const result = schemas("3.0.3", `    A: { type: string, nullable: true, enum: [a, b] }\n`);
    expect(codes(result)).toEqual([]);
    expect(schema(result, "A")).toEqual({
      kind: "schema",
      types: ["string", "null"],
      enum: ["a", "b", null],
    });
  });

  test("nullable beside a composition becomes an alternative", () => {
    const result = schemas(
      "3.0.3",
      `    X: { type: object }
    All: { nullable: true, description: told, allOf: [{ $ref: '#/components/schemas/X' }] }
    Any: { nullable: true, anyOf: [{ type: string }, { type: integer }] }
    One: { nullable: true, oneOf: [{ type: string }], discriminator: { propertyName: p } }
    Free: { nullable: true, description: anything }
`,
    );
    expect(codes(result)).toEqual([
      "nullable-without-type",
      "nullable-without-type",
      "nullable-without-type",
    ]);
    const nothing = { kind: "schema", types: ["null"] };
    expect(schema(result, "All")).toEqual({
      kind: "schema",
      description: "told",
      anyOf: [{ kind: "ref", name: "X" }, nothing],
    });
    expect(schema(result, "Any")).toEqual({
      kind: "schema",
      anyOf: [
        { kind: "schema", types: ["string"] },
        { kind: "schema", types: ["integer"] },
        nothing,
      ],
    });
    expect(schema(result, "One")).toMatchObject({
      anyOf: [{ oneOf: [{ types: ["string"] }], discriminator: { propertyName: "p" } }, nothing],
    });
    expect(schema(result, "Free")).toEqual({ kind: "schema", description: "anything" });
  });

  test("exclusive bounds given as booleans", () => {
    const result = schemas(
      "3.0.3",
      `    A: { type: number, minimum: 1, exclusiveMinimum: true, exclusiveMaximum: false, maximum: 9 }\n`,
    );
    expect(codes(result)).toEqual([]);
    expect(schema(result, "A")).toEqual({
      kind: "schema",
      types: ["number"],
      exclusiveMinimum: 1,
      maximum: 9,
    });
  });

  test("keywords of later versions are read, with a warning each", () => {
    const result = schemas("3.0.3", `    A: { type: [string, "null"], const: a, if: true }\n`);
    expect(codes(result)).toEqual([
      "keyword-of-other-version",
      "keyword-of-other-version",
      "keyword-of-other-version",
    ]);
    expect(schema(result, "A")).toMatchObject({ types: ["string", "null"], const: "a" });
  });

  test("names and descriptions of enum values", () => {
    const result = schemas(
      "3.0.3",
      `    A: { enum: [1, 2], x-enum-varnames: [ONE, TWO], x-enum-descriptions: [first, second] }
    B: { enum: [a, b], x-ms-enum: { name: B, values: [{ value: b, name: Bee, description: buzz }] } }
    C: { enum: [a], x-enumNames: [Aa], x-enumDescriptions: { a: told } }
`,
    );
    expect(codes(result)).toEqual([]);
    expect(schema(result, "A")).toEqual({
      kind: "schema",
      enum: [1, 2],
      enumNames: ["ONE", "TWO"],
      enumDescriptions: ["first", "second"],
    });
    expect(schema(result, "B")).toMatchObject({
      enumNames: ["a", "Bee"],
      enumDescriptions: ["", "buzz"],
      extensions: [{ name: "x-ms-enum" }],
    });
    expect(schema(result, "C")).toMatchObject({ enumNames: ["Aa"], enumDescriptions: ["told"] });
  });
});

test("OpenAPI 3.1: the whole of 2020-12", () => {
  const result = schemas(
    "3.1.0",
    `    Yes: true
    A:
      type: [object, "null"]
      const: { a: 1 }
      examples: [{ a: 1 }]
      patternProperties: { "^x": { type: string } }
      propertyNames: { pattern: "^[a-z]" }
      dependentRequired: { a: [b] }
      dependentSchemas: { a: { required: [c] } }
      unevaluatedProperties: false
      if: { required: [a] }
      then: { required: [b] }
      else: false
      contentMediaType: application/json
      contentEncoding: base64
      contentSchema: { type: object }
      $comment: kept
      x-mine: 1
      other: 2
    T: { type: array, prefixItems: [{ type: string }], items: false, contains: {}, minContains: 1, exclusiveMinimum: 3 }
`,
  );
  expect(codes(result)).toEqual([]);
  expect(schema(result, "Yes")).toEqual({ kind: "boolean", value: true });
  const no = { kind: "boolean", value: false };
  expect(schema(result, "A")).toEqual({
    kind: "schema",
    types: ["object", "null"],
    const: { a: 1 },
    examples: [{ a: 1 }],
    patternProperties: [{ name: "^x", value: { kind: "schema", types: ["string"] } }],
    propertyNames: { kind: "schema", pattern: "^[a-z]" },
    dependentRequired: [{ name: "a", value: ["b"] }],
    dependentSchemas: [{ name: "a", value: { kind: "schema", required: ["c"] } }],
    unevaluatedProperties: no,
    if: { kind: "schema", required: ["a"] },
    // oxlint-disable-next-line unicorn/no-thenable
    then: { kind: "schema", required: ["b"] },
    else: no,
    contentMediaType: "application/json",
    contentEncoding: "base64",
    contentSchema: { kind: "schema", types: ["object"] },
    extensions: [{ name: "x-mine", value: 1 }],
    unknown: [
      { name: "$comment", value: "kept" },
      { name: "other", value: 2 },
    ],
  });
  expect(schema(result, "T")).toMatchObject({
    prefixItems: [{ types: ["string"] }],
    items: no,
    contains: { kind: "schema" },
    minContains: 1,
    exclusiveMinimum: 3,
  });
});

test("OpenAPI 3.1: webhooks, path items of the components, overridden descriptions", () => {
  const result = importText(`${head("3.1.0")}
webhooks:
  made: { $ref: '#/components/pathItems/Made' }
components:
  pathItems: { Made: { summary: told, post: { operationId: made, responses: { 200: { $ref: '#/components/responses/Ok', description: here } } } } }
  responses: { Ok: { description: there } }
`);
  expect(codes(result)).toEqual([]);
  const [webhook] = result.model?.webhooks ?? [];
  expect(webhook).toMatchObject({
    name: "made",
    operations: [{ key: "POST", pathItem: { component: "Made", summary: "told" } }],
  });
  expect(webhook?.operations[0]?.responses[0]?.response).toMatchObject({
    component: "Ok",
    description: "here",
  });
  expect(result.model?.components.pathItems.get("Made")?.operations?.[0]?.operationId).toBe("made");
});

test("OpenAPI 3.2: what is new in it", () => {
  const result = importText(`
openapi: 3.2.0
$self: https://toys.example/api
info: { title: Toys, version: "1" }
servers: [{ url: https://toys.example, name: prod }]
tags: [{ name: a, summary: A, kind: nav }, { name: b, parent: a }]
paths:
  /toys:
    query:
      parameters: [{ name: all, in: querystring, content: { application/json: { schema: { $ref: 'https://toys.example/api#/components/schemas/Toy' } } } }]
      responses:
        200:
          summary: stream
          content:
            application/jsonl: { $ref: '#/components/mediaTypes/Toys' }
            multipart/mixed: { itemSchema: {}, prefixEncoding: [{ contentType: a/b }], itemEncoding: { contentType: c/d } }
    additionalOperations:
      LINK: { responses: { 204: { description: linked } } }
components:
  mediaTypes: { Toys: { itemSchema: { $ref: '#/components/schemas/Toy' } } }
  examples: { One: { dataValue: { id: 1 }, serializedValue: '{"id":1}' } }
  securitySchemes:
    device:
      type: oauth2
      deprecated: true
      oauth2MetadataUrl: https://id.example/meta
      flows: { deviceAuthorization: { deviceAuthorizationUrl: https://id.example/d, tokenUrl: https://id.example/t, scopes: {} } }
  schemas:
    Toy:
      discriminator: { propertyName: kind, mapping: { ball: Ball, car: '#/components/schemas/Car' }, defaultMapping: Car }
      xml: { nodeType: element }
    Ball: {}
    Car: {}
`);
  expect(codes(result)).toEqual([]);
  const model = result.model;
  expect(model?.servers[0]?.name).toBe("prod");
  expect(model?.tags).toMatchObject([{ tagKind: "nav", summary: "A" }, { parent: "a" }]);
  expect(model?.operations.map(({ key }) => key)).toEqual(["QUERY /toys", "LINK /toys"]);
  const [query] = model?.operations ?? [];
  expect(query?.parameters[0]).toMatchObject({
    in: "querystring",
    content: [{ name: "application/json", schema: { kind: "ref", name: "Toy" } }],
  });
  expect(query?.responses[0]?.response).toMatchObject({
    summary: "stream",
    content: [
      { name: "application/jsonl", component: "Toys", itemSchema: { name: "Toy" } },
      { prefixEncoding: [{ contentType: "a/b" }], itemEncoding: { contentType: "c/d" } },
    ],
  });
  expect(model?.components.examples.get("One")).toMatchObject({
    dataValue: { id: 1 },
    serializedValue: '{"id":1}',
  });
  expect(model?.components.securitySchemes.get("device")).toMatchObject({
    deprecated: true,
    oauth2MetadataUrl: "https://id.example/meta",
    flows: [{ type: "deviceAuthorization", deviceAuthorizationUrl: "https://id.example/d" }],
  });
  expect(schema(result, "Toy")).toMatchObject({
    discriminator: {
      propertyName: "kind",
      mapping: [
        { name: "ball", value: "Ball" },
        { name: "car", value: "Car" },
      ],
      defaultMapping: "Car",
    },
    xml: { nodeType: "element" },
  });
});

test("paths: overrides, mixed segments, undeclared and unused variables, duplicate ids", () => {
  const result = importText(`${head("3.0.3")}
paths:
  /a/{x}.{y}/{rest+}:
    parameters:
      - { name: x, in: path, required: true, description: item, schema: { type: string } }
      - { name: z, in: path, required: true, schema: { type: string } }
      - { name: q, in: query, schema: { type: string } }
    servers: [{ url: https://item.example }]
    get:
      operationId: one
      parameters: [{ name: x, in: path, required: true, description: own, schema: { type: integer } }]
      responses: { 200: { description: ok } }
    delete: { operationId: one, servers: [], responses: { 200: { description: ok } } }
  b/: { get: { operationId: two, responses: { 200: { description: ok } }, x-gw-gen-name: fetch } }
`);
  const [get, remove, other] = result.model?.operations ?? [];
  expect(get?.path.segments).toEqual([
    { kind: "static", text: "a" },
    { kind: "mixed", parts: [{ name: "x" }, ".", { name: "y" }] },
    { kind: "greedy", name: "rest" },
  ]);
  expect(get?.parameters.map(({ name, description }) => [name, description])).toEqual([
    ["x", "own"],
    ["z", undefined],
    ["q", undefined],
    ["y", undefined],
    ["rest", undefined],
  ]);
  expect(get?.servers?.map(({ url }) => url)).toEqual(["https://item.example"]);
  expect(remove?.servers).toEqual([]);
  expect(other?.path.segments).toEqual([
    { kind: "static", text: "b" },
    { kind: "static", text: "" },
  ]);
  expect(other?.extensions).toEqual([{ name: "x-gw-gen-name", value: "fetch" }]);
  expect(codes(result)).toEqual([
    "path-parameter-unused",
    "path-parameter-undeclared",
    "path-parameter-undeclared",
    "path-parameter-undeclared",
    "path-parameter-undeclared",
    "path-without-slash",
    "duplicate-operation-id",
  ]);
});

describe("versions", () => {
  test.each([
    ["openapi: 3.0", "openapi-3.0", ["version-repaired"]],
    ["openapi: '3.1'", "openapi-3.1", ["version-repaired"]],
    ["openapi: 3.0.4-rc1", "openapi-3.0", []],
    ["openapi: 3.9.0", "openapi-3.2", ["version-repaired"]],
    ["swagger: 2.0", "swagger-2.0", ["version-repaired"]],
    ["swagger: '2.0'", "swagger-2.0", []],
    ["components: {}", "openapi-3.0", ["version-repaired"]],
  ])("%s", (line, dialect, expected) => {
    const result = importText(`${line}\ninfo: { title: a, version: "1" }\npaths: {}\n`);
    expect(result.model?.source.dialect).toBe(dialect);
    expect(codes(result)).toEqual(expected);
  });

  test.each([
    ["swagger: '1.2'", "unsupported-version"],
    ["swagger: '3.0'", "unsupported-version"],
    ["openapi: 4.0.0", "unsupported-version"],
    ["openapi: [3]", "unsupported-version"],
    ["name: none", "not-an-api-description"],
  ])("%s", (line, code) => {
    const result = importText(`${line}\n`);
    expect(result.model).toBeUndefined();
    expect(codes(result)).toEqual([code]);
  });
});

test("what is misspelt is kept, and named with what was meant", () => {
  const result = importText(`${head("3.0.3")}
paths:
  /a: { get: { sumary: told, responses: { 200: { description: ok } } } }
components: { schemas: { A: { requried: [a], x-own: 1 } } }
`);
  expect(result.diagnostics.map(({ message, mend }) => [message, mend])).toEqual([
    ["`sumary` has no meaning here.", "Did you mean `summary`?"],
    ["`requried` has no meaning here.", "Did you mean `required`?"],
  ]);
  expect(result.model?.operations[0]?.unknown).toEqual([{ name: "sumary", value: "told" }]);
});

test("a reference in the place of an operation is followed", () => {
  const result = importFiles({
    "api.yaml": `${head("3.0.3")}paths: { /a: { get: { $ref: get.yaml } } }`,
    "get.yaml": "operationId: getA\nresponses: { 200: { description: ok } }\n",
  });
  expect(codes(result)).toEqual([]);
  expect(result.model?.operations.map(({ operationId }) => operationId)).toEqual(["getA"]);
});
