import * as fc from "fast-check";
import { load as parseYaml } from "js-yaml";
import { expect, test } from "vitest";
import type { ApiModel, Schema } from "../../src/model/index.js";
import { walkSchemas } from "../../src/model/walk.js";
import type { JsonObject, JsonValue } from "../../src/util/json.js";
import { isJsonObject } from "../../src/util/json.js";
import { importValue } from "./import-text.js";

const documents = [
  `
swagger: "2.0"
info: { title: a, version: "1" }
host: a.example
paths:
  /a/{id}:
    parameters: [{ name: id, in: path, required: true, type: string }]
    post:
      consumes: [application/json]
      parameters: [{ name: b, in: body, schema: { $ref: '#/definitions/A' } }, { $ref: '#/parameters/P' }]
      responses: { 200: { description: ok, schema: { type: array, items: { $ref: '#/definitions/A' } } } }
      x-amazon-apigateway-integration: { type: mock, responses: { default: { statusCode: 200 } } }
parameters: { P: { name: p, in: query, type: array, items: { type: string } } }
definitions:
  A: { type: object, discriminator: k, required: [k], properties: { k: { type: string, enum: [x] } } }
`,
  `
openapi: 3.1.0
info: { title: a, version: "1" }
paths:
  /a:
    get:
      parameters: [{ $ref: '#/components/parameters/P' }]
      requestBody: { content: { multipart/form-data: { schema: { type: object }, encoding: { a: { headers: { H: { $ref: '#/components/headers/H' } } } } } } }
      responses: { default: { description: ok, links: { l: { operationId: b } }, content: { a/b: { schema: { $ref: '#/components/schemas/B' } } } } }
      callbacks: { c: { '{$url}': { $ref: '#/components/pathItems/I' } } }
      security: [{ s: [a] }, {}]
webhooks: { w: { $ref: '#/components/pathItems/I' } }
components:
  parameters: { P: { name: p, in: query, content: { application/json: { schema: true } } } }
  headers: { H: { schema: { type: string } } }
  pathItems: { I: { post: { responses: { 200: { $ref: '#/components/responses/R' } } } } }
  responses: { R: { description: r } }
  securitySchemes: { s: { type: oauth2, flows: { implicit: { authorizationUrl: a, scopes: { a: b } } } } }
  schemas:
    A: { $id: https://a.example/a, $dynamicAnchor: t, $defs: { d: { $anchor: d } }, properties: { t: { $dynamicRef: '#t' }, d: { $ref: '#d' } } }
    B: { $dynamicAnchor: t, allOf: [{ $ref: https://a.example/a }], oneOf: [{ $ref: '#/components/schemas/A' }], discriminator: { propertyName: t, mapping: { a: A } } }
`,
].map((text) => parseYaml(text) as JsonObject);

const values = fc.oneof(
  fc.constantFrom<JsonValue>(null, true, 0, -1.5, "", "x", [], {}, "__proto__", "\0"),
  fc.constantFrom<JsonValue>(
    ...["#/components/schemas/A", "#/definitions/A", "#", "#/", "#t", "a.yaml", "#/paths/~1a"].map(
      (ref) => ({ $ref: ref }),
    ),
  ),
  fc.constantFrom<JsonValue>({ $ref: "#", x: 1 }, { "Fn::If": ["a", {}, {}] }, { Ref: "a" }),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<JsonValue>,
);
const change = fc.record({
  steps: fc.array(fc.nat(7), { maxLength: 8 }),
  action: fc.constantFrom("replace" as const, "remove" as const, "copy" as const),
  name: fc.constantFrom("$ref", "$id", "allOf", "properties", "__proto__", "in", "type", "x-a"),
  value: values,
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** A copy of a value in which the place that the steps lead to is changed. */
function changed(value: JsonValue, { steps, action, name, value: put }: Change, at = 0): JsonValue {
  const step = steps[at];
  if (typeof value !== "object" || value === null || step === undefined) {
    return action === "copy" && isJsonObject(value) ? withMember(value, name, put) : put;
  }
  const keys = Object.keys(value);
  const key = keys[step % Math.max(keys.length, 1)];
  if (key === undefined) return put;
  if (Array.isArray(value)) {
    return value.map((item: JsonValue, index) =>
      String(index) === key ? changed(item, { steps, action, name, value: put }, at + 1) : item,
    );
  }
  const object = value as JsonObject;
  if (action === "remove" && at === steps.length - 1) {
    return Object.fromEntries(Object.entries(object).filter(([member]) => member !== key));
  }
  const inner = changed(object[key] as JsonValue, { steps, action, name, value: put }, at + 1);
  return withMember(object, key, inner);
}

function withMember(object: JsonObject, name: string, value: JsonValue): JsonObject {
  const copy = { ...object };
  Object.defineProperty(copy, name, { value, enumerable: true, configurable: true });
  return copy;
}

function brokenReferences(model: ApiModel): string[] {
  const broken: string[] = [];
  walkSchemas(model, (schema: Schema) => {
    if (schema.kind === "ref" && !model.components.schemas.has(schema.name)) {
      broken.push(schema.name);
    }
  });
  return broken;
}

test("any change to a document gives a model or an error, and every reference leads somewhere", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...documents),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      (document, changes) => {
        const value = changes.reduce<JsonValue>((old, next) => changed(old, next), document);
        if (!isJsonObject(value)) return;
        const { model, diagnostics } = importValue(value);
        const failed = diagnostics.some(({ severity }) => severity === "error");
        expect(model !== undefined || failed).toBe(true);
        expect(model ? brokenReferences(model) : []).toEqual([]);
        expect(diagnostics.filter(({ location }) => !location)).toEqual([]);
      },
    ),
    { numRuns: 1500 },
  );
});

test("nesting without end is cut off", () => {
  let schema: JsonObject = { type: "string" };
  for (let depth = 0; depth < 20_000; depth++) schema = { items: schema };
  const { model, diagnostics } = importValue({
    openapi: "3.0.3",
    info: { title: "deep", version: "1" },
    paths: {},
    components: { schemas: { Deep: schema } },
  });
  expect(diagnostics.map(({ code }) => code)).toEqual(["nesting-too-deep"]);
  expect(model?.components.schemas.size).toBe(1);
});

test("ten mistakes give ten diagnostics, each with its place", () => {
  const { diagnostics } = importValue({
    openapi: "3.0.3",
    info: { title: 1, version: "1", contact: [] },
    tags: "none",
    paths: {
      a: { get: { responses: { 299: { $ref: "#/no" }, abc: { description: "" } } } },
      "/b/{c}": { get: { deprecated: "maybe", responses: {} } },
    },
    components: {
      schemas: { A: { type: "text", minLength: "a lot" } },
      securitySchemes: { s: { type: "apiKey", in: "body", name: "n" } },
    },
  });
  expect(diagnostics.map(({ code }) => code).toSorted()).toEqual(
    [
      ...Array.from({ length: 5 }, () => "wrong-type"),
      ...Array.from({ length: 3 }, () => "unknown-value"),
      "no-responses",
      "path-parameter-undeclared",
      "path-without-slash",
      "ref-not-found",
    ].toSorted(),
  );
  expect(diagnostics.every(({ location }) => location?.key !== undefined)).toBe(true);
});

test("path items that refer to one another through callbacks are read once each", () => {
  const names = Array.from({ length: 40 }, (_, index) => `/p${index}`);
  const all = Object.fromEntries(
    names.map((name) => [name, { $ref: `#/paths/${name.replace("/", "~1")}` }]),
  );
  const paths = Object.fromEntries(
    names.map((name) => [
      name,
      { get: { responses: { 200: { description: "ok" } }, callbacks: { all } } },
    ]),
  );
  const { model } = importValue({ openapi: "3.0.3", info: { title: "a", version: "1" }, paths });
  expect(model?.operations.length).toBe(40);
});
