import { expect, test } from "vitest";
import { firstDifference, modelsEqual } from "../../src/model/equal.js";
import type { ApiModel } from "../../src/model/index.js";
import { allOperations, schemaDirections, walkSchemas } from "../../src/model/walk.js";
import { importText } from "../importer/import-text.js";

const text = `
openapi: 3.1.0
info: { title: Toys, version: "1" }
paths:
  /toys:
    post:
      parameters: [{ name: q, in: query, schema: { type: string, title: query } }]
      requestBody:
        content: { application/json: { schema: { $ref: '#/components/schemas/New' } } }
      responses:
        200:
          description: ok
          headers: { A: { schema: { type: string, title: header } } }
          content: { application/json: { schema: { type: array, title: list, items: { $ref: '#/components/schemas/Toy' } } } }
      callbacks:
        done:
          '{$url}': { post: { requestBody: { content: { text/plain: { schema: { title: callback } } } } } }
webhooks:
  made: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Event' } } } } } }
components:
  schemas:
    New: { allOf: [{ $ref: '#/components/schemas/Toy' }], title: new }
    Toy: { title: toy, properties: { part: { $ref: '#/components/schemas/Toy' } } }
    Event: { title: event }
    Unused: { title: unused }
`;

function imported(source: string): ApiModel {
  const { model, diagnostics } = importText(source);
  expect(diagnostics).toEqual([]);
  if (!model) throw new Error("no model");
  return model;
}

test("every schema is visited once", () => {
  const titles: string[] = [];
  walkSchemas(imported(text), (schema) => {
    titles.push(schema.kind === "schema" ? (schema.title ?? "") : schema.kind);
  });
  expect(titles.filter((title) => title !== "ref").toSorted()).toEqual(
    ["callback", "event", "header", "list", "new", "query", "toy", "unused"].toSorted(),
  );
});

test("operations of callbacks and webhooks are found", () => {
  expect(allOperations(imported(text)).map(({ key }) => key)).toEqual([
    "POST /toys",
    "POST",
    "POST",
  ]);
});

test("directions reach through references", () => {
  const directions = [...schemaDirections(imported(text))].map(([name, set]) => [name, [...set]]);
  expect(directions).toEqual([
    ["New", ["request"]],
    ["Toy", ["response", "request"]],
    ["Event", ["request"]],
  ]);
});

test("equality ignores locations alone", () => {
  const model = imported(text);
  expect(modelsEqual(model, imported(`\n\n${text}`))).toBe(true);
  expect(firstDifference(model, imported(text.replace("title: toy", "title: other")))).toEqual({
    path: ["components", "schemas", 1, 1, "title"],
    left: "toy",
    right: "other",
  });
});
