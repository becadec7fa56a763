import { describe, expect, it } from "vitest";
import { checkText, openapi } from "./check-text.js";

const SCHEMAS = `components:
  schemas:
    Order: { type: object, required: [id, lines], properties: { id: { type: string }, note: { type: string }, lines: { type: array, items: { $ref: "#/components/schemas/Line" } } } }
    Line: { type: object, required: [sku], properties: { sku: { type: string }, count: { type: integer } } }
    Row: { type: object, additionalProperties: false, required: [KEY, ITEMS], properties: { KEY: { type: string }, NOTE: { type: string }, ITEMS: { type: array, items: { $ref: "#/components/schemas/Item" } } } }
    Item: { type: object, additionalProperties: false, required: [SKU, N], properties: { SKU: { type: string }, N: { type: number } } }`;

/** What the rules on transforms say of the transform of one operation, with the places below it. */
async function findings(transform: string): Promise<string[]> {
  const text = openapi(`paths:
  /orders/{id}:
    post:
      operationId: addOrder
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: mode, in: query, schema: { type: string } }
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
      responses: { "200": { description: fine, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } } }
      x-gw-gen-transform: ${transform}
${SCHEMAS}`);
  const root = "/paths/~1orders~1{id}/post/x-gw-gen-transform/";
  return (await checkText(text, "openapi"))
    .filter(([code]) => code.startsWith("transform-"))
    .map(
      ([code, pointer, message]) =>
        `${code.replace("transform-", "")} ${pointer.replace(root, "")}: ${message}`,
    );
}

const ITEM = "{ fields: { SKU: $item.sku, N: { from: $item.count, type: number, default: 1 } } }";

describe("transforms", () => {
  it("may fit the schemas on both sides", async () => {
    expect(
      await findings(
        `{ request: { backend: Row, body: { fields: { KEY: $path.id, NOTE: $.note, ITEMS: { each: $.lines, where: { exists: $item.sku }, value: ${ITEM} } } }, query: { m: $query.mode }, headers: { A: $header.Authorization } }, responses: { 200: { backend: Row, body: { fields: { id: $.KEY, lines: { each: $.ITEMS, value: { fields: { sku: $item.SKU } } } } } } } }`,
      ),
    ).toEqual([]);
  });

  const WRONG: [transform: string, expected: string[]][] = [
    [
      "{ request: { backend: Rwo, body: $ } }",
      [
        "schema-unknown request: There is no schema `Rwo` among the components. Did you mean `Row`?",
      ],
    ],
    [
      "{ request: { body: [$.nte, $.lines.sku, { each: $.id, value: 1 }, { each: $.lines, value: $item.cont }], query: { a: $query.mod, b: $path.key } } }",
      [
        "source-impossible request/body/0: Nothing is ever at `$.nte`: there is no member `nte`. Did you mean `note`?",
        "source-impossible request/body/1: Nothing is ever at `$.lines.sku`: it is of type array.",
        "source-impossible request/body/2: Nothing is ever at `$.id`: it is of type string.",
        "source-impossible request/body/3/value: Nothing is ever at `$item.cont`: there is no member `cont`. Did you mean `count`?",
        "source-impossible request/query/a: Nothing is ever at `$query.mod`: the operation declares no such parameter. Did you mean `mode`?",
        "source-impossible request/query/b: Nothing is ever at `$path.key`: the operation declares no such parameter.",
      ],
    ],
    [
      "{ request: { backend: Row, body: { fields: { KEY: $.note, ITEMZ: 1, ITEMS: { each: $.lines, value: { fields: { N: $item.count } } } } } } }",
      [
        "field-unknown request/body/fields/ITEMZ: The target's schema has no member `ITEMZ`. Did you mean `ITEMS`?",
        "field-missing request/body/fields/ITEMS/value: The target requires `SKU`, which the transform does not make.",
        "field-missing request/body/fields/ITEMS/value/fields/N: The target requires `N`, and its source may be absent.",
        "field-missing request/body/fields/KEY: The target requires `KEY`, and its source may be absent.",
      ],
    ],
    [
      "{ responses: { 200: { backend: Row, body: { fields: { id: 5, lines: [ { fields: { sku: $.ITEMS, count: $.KEY } } ] } } } } }",
      [
        "type-wrong responses/200/body/fields/id: The value is of type integer, and the target takes string.",
        "type-wrong responses/200/body/fields/lines/0/fields/sku: The value is of type array, and the target takes string.",
        "type-wrong responses/200/body/fields/lines/0/fields/count: The value is of type string, and the target takes integer.",
      ],
    ],
  ];
  it.each(WRONG)("are wrong: %s", async (transform, expected) => {
    expect(await findings(transform)).toEqual(expected);
  });
});

describe("schemas of backends", () => {
  it("count as used where a transform names them", async () => {
    const text = openapi(`paths:
  /a:
    get:
      operationId: a
      responses: { "200": { description: fine } }
      x-gw-gen-transform: { responses: { 200: { backend: Row, body: $.key } } }
components: { schemas: { Row: { type: object, properties: { key: { $ref: "#/components/schemas/Key" } } }, Key: { type: string }, Other: {} } }`);
    const unused = (await checkText(text)).filter(([code]) => code === "schema-unused");
    expect(unused.map(([, pointer]) => pointer)).toEqual(["/components/schemas/Other"]);
  });
});
