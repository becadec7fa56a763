import { describe, expect, test } from "vitest";
import type { Schema } from "../../src/model/index.js";
import type { ImportResult } from "../../src/importer/index.js";
import { importFiles, importText } from "./import-text.js";

const head = (version: string) => `openapi: ${version}\ninfo: { title: Toys, version: "1" }\n`;
const codes = (result: ImportResult) => result.diagnostics.map(({ code }) => code);
const names = (result: ImportResult) => [...(result.model?.components.schemas.keys() ?? [])];
const hoisted = (result: ImportResult) => [...(result.model?.components.hoisted ?? [])];

/** A schema without its locations, references by name. */
function shape(schema: Schema | undefined): unknown {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => {
      if (key === "location") return undefined;
      const isRef = typeof value === "object" && value !== null && "kind" in value;
      if (isRef && value.kind === "ref" && !("siblings" in value) && "name" in value) {
        return `-> ${String(value.name)}`;
      }
      return value;
    }),
  );
}

const component = (result: ImportResult, name: string) =>
  shape(result.model?.components.schemas.get(name));

describe("other places and files", () => {
  test("a component gives its name to what it refers to; other targets are hoisted", () => {
    const result = importFiles({
      "api.yaml": `${head("3.0.3")}
paths:
  /a:
    $ref: paths/a.yaml
components:
  schemas:
    Toy: { $ref: 'schemas/toy.yaml' }
    Alias: { $ref: '#/components/schemas/Toy' }
    Owner: { type: object, properties: { address: { type: object } } }
`,
      "paths/a.yaml": `
parameters: [{ $ref: '../common.yaml#/parameters/limit' }]
get:
  responses:
    200:
      description: ok
      content:
        application/json: { schema: { $ref: ../schemas/toy.yaml } }
        text/csv: { schema: { $ref: '../api.yaml#/components/schemas/Owner/properties/address' } }
    404: { $ref: '../common.yaml#/responses/Missing' }
`,
      "schemas/toy.yaml": `
type: object
properties:
  parent: { $ref: 'toy.yaml' }
  owner: { $ref: '../api.yaml#/components/schemas/Owner' }
  part: { $ref: 'part.yaml#/definitions/Part' }
  odd: { $ref: 'part.yaml#/definitions/a~1b%20c' }
`,
      "schemas/part.yaml": `
definitions:
  Part: { type: object, properties: { whole: { $ref: toy.yaml }, self: { $ref: '#/definitions/Part' } } }
  a/b c: { type: string }
  Owner: { type: integer }
`,
      "common.yaml": `
parameters: { limit: { name: limit, in: query, schema: { $ref: 'schemas/part.yaml#/definitions/Owner' } } }
responses: { Missing: { description: none } }
`,
    });
    expect(codes(result)).toEqual([]);
    expect(names(result)).toEqual([
      "Toy",
      "Alias",
      "Owner",
      "PartOwner",
      "OwnerAddress",
      "Part",
      "a_b_c",
    ]);
    expect(hoisted(result)).toEqual(["PartOwner", "OwnerAddress", "Part", "a_b_c"]);
    expect(component(result, "Alias")).toBe("-> Toy");
    expect(component(result, "Toy")).toMatchObject({
      properties: [
        { name: "parent", value: "-> Toy" },
        { name: "owner", value: "-> Owner" },
        { name: "part", value: "-> Part" },
        { name: "odd", value: "-> a_b_c" },
      ],
    });
    expect(component(result, "Part")).toMatchObject({
      properties: [
        { name: "whole", value: "-> Toy" },
        { name: "self", value: "-> Part" },
      ],
    });
    const [operation] = result.model?.operations ?? [];
    expect(operation?.parameters.map(({ name }) => name)).toEqual(["limit"]);
    expect(operation?.responses.map(({ status }) => status)).toEqual(["200", "404"]);
    expect(shape(operation?.responses[0]?.response.content?.[0]?.schema)).toBe("-> Toy");
    expect(operation?.location.file.path).toBe("paths/a.yaml");
  });

  test("chains that never end, missing targets and wrong targets leave the rest intact", () => {
    const result = importText(`${head("3.0.3")}
paths:
  /a:
    get:
      parameters: [{ $ref: '#/components/parameters/None' }, { $ref: '#/components/parameters/Loop' }]
      responses: { 200: { $ref: '#/components/responses/Loop' }, 201: { description: ok } }
components:
  parameters: { Loop: { $ref: '#/components/parameters/Loop' } }
  responses: { Loop: { $ref: '#/components/responses/Other' }, Other: { $ref: '#/components/responses/Loop' } }
  schemas:
    A: { $ref: '#/components/schemas/B' }
    B: { $ref: '#/components/schemas/A' }
    C: { $ref: '#/components/schemas/C' }
    D: { properties: { d: { $ref: '#/components/schemas/Nowhere' }, e: { $ref: missing.yaml } } }
    E: { $ref: '#/info/title' }
`);
    expect(codes(result).toSorted()).toEqual(
      [
        ...Array.from({ length: 8 }, () => "ref-circular"),
        ...Array.from({ length: 3 }, () => "ref-not-found"),
        "wrong-type",
      ].toSorted(),
    );
    expect(component(result, "A")).toEqual({ kind: "boolean", value: true });
    expect(component(result, "D")).toMatchObject({
      properties: [
        { name: "d", value: { kind: "boolean", value: true } },
        { name: "e", value: { kind: "boolean", value: true } },
      ],
    });
    expect(result.model?.operations[0]?.responses.map(({ status }) => status)).toEqual(["201"]);
  });

  test("names of the prototype are ordinary names", () => {
    const result = importText(`${head("3.0.3")}
paths: {}
components:
  schemas:
    constructor: { type: string }
    Toy:
      properties:
        "__proto__": { $ref: '#/components/schemas/constructor' }
        toString: { $ref: '#/components/schemas/hasOwnProperty' }
`);
    expect(codes(result)).toEqual(["ref-not-found"]);
    expect(component(result, "Toy")).toMatchObject({
      properties: [
        { name: "__proto__", value: "-> constructor" },
        { name: "toString", value: { kind: "boolean" } },
      ],
    });
  });
});

describe("siblings of a reference", () => {
  const siblings = `
paths: {}
components:
  schemas:
    A: { type: string }
    B:
      properties:
        a: { $ref: '#/components/schemas/A', description: told }
        b: { $ref: '#/components/schemas/A', maxLength: 3, nullable: true }
`;

  test("until 3.0 they have no effect, but nullable is honoured", () => {
    const result = importText(head("3.0.3") + siblings);
    expect(codes(result)).toEqual(["ref-siblings-ignored", "nullable-without-type"]);
    expect(component(result, "B")).toMatchObject({
      properties: [
        { name: "a", value: "-> A" },
        { name: "b", value: { anyOf: ["-> A", { types: ["null"] }] } },
      ],
    });
  });

  test("from 3.1 on they count", () => {
    const result = importText(head("3.1.0") + siblings.replace(", nullable: true", ""));
    expect(codes(result)).toEqual([]);
    expect(component(result, "B")).toMatchObject({
      properties: [
        { name: "a", value: { name: "A", siblings: { description: "told" } } },
        { name: "b", value: { name: "A", siblings: { maxLength: 3 } } },
      ],
    });
  });
});

describe("identifiers and anchors", () => {
  test("$id, $anchor and $defs", () => {
    const result = importText(`${head("3.1.0")}
paths: {}
components:
  schemas:
    Toy:
      $id: https://toys.example/toy
      $defs:
        size: { $anchor: size, type: integer }
        maker: { $id: maker, type: object, properties: { toy: { $ref: toy } } }
      properties:
        size: { $ref: '#size' }
        again: { $ref: '#/$defs/size' }
        maker: { $ref: maker }
        self: { $ref: '#' }
        box: { $ref: '#/components/schemas/Box' }
    Box:
      properties:
        toy: { $ref: https://toys.example/toy }
        maker: { $ref: 'https://toys.example/maker' }
        size: { $ref: 'https://toys.example/toy#size' }
`);
    expect(codes(result)).toEqual([]);
    expect(names(result)).toEqual(["Toy", "Box", "size", "maker"]);
    expect(component(result, "Toy")).toMatchObject({
      properties: [
        { name: "size", value: "-> size" },
        { name: "again", value: "-> size" },
        { name: "maker", value: "-> maker" },
        { name: "self", value: "-> Toy" },
        { name: "box", value: "-> Box" },
      ],
    });
    expect(component(result, "Box")).toMatchObject({
      properties: [{ value: "-> Toy" }, { value: "-> maker" }, { value: "-> size" }],
    });
    expect(component(result, "maker")).toMatchObject({ properties: [{ value: "-> Toy" }] });
  });

  test("a generic schema becomes one schema for each binding", () => {
    const result = importText(`${head("3.1.0")}
paths:
  /toys:
    get:
      responses:
        200:
          description: ok
          content:
            application/json:
              schema:
                $defs: { item: { $dynamicAnchor: item, $ref: '#/components/schemas/Toy' } }
                $ref: '#/components/schemas/Page'
        201:
          description: ok
          content:
            application/json:
              schema:
                $defs: { item: { $dynamicAnchor: item, type: string } }
                $ref: '#/components/schemas/Page'
components:
  schemas:
    Page:
      $id: https://toys.example/page
      $defs: { item: { $dynamicAnchor: item, not: {} } }
      type: object
      properties: { items: { type: array, items: { $dynamicRef: '#item' } }, next: { $ref: '#/components/schemas/Page' } }
    Toys:
      $defs: { item: { $dynamicAnchor: item, $ref: '#/components/schemas/Toy' } }
      $ref: '#/components/schemas/Page'
    Toy: { type: object }
    Lost: { $dynamicRef: '#nowhere' }
`);
    expect(codes(result)).toEqual(["dynamic-ref-not-found"]);
    const page = (schema: unknown) => ({
      properties: [{ name: "items", value: { items: schema } }, { name: "next" }],
    });
    const [plain, other] = result.model?.operations[0]?.responses ?? [];
    expect(shape(plain?.response.content?.[0]?.schema)).toBe("-> Toys");
    expect(shape(other?.response.content?.[0]?.schema)).toBe("-> PageItem");
    expect(component(result, "Toys")).toMatchObject(page("-> Toy"));
    expect(component(result, "Toys")).toMatchObject({ properties: [{}, { value: "-> Toys" }] });
    expect(component(result, "Page")).toMatchObject({ properties: [{}, { value: "-> Page" }] });
    expect(names(result)).toEqual([
      "Page",
      "Toys",
      "Toy",
      "Lost",
      "PageItem",
      "item",
      "ToysGet201Item",
    ]);
  });

  test("a recursive schema that is extended stays extended on every level", () => {
    const result = importText(`${head("3.1.0")}
paths: {}
components:
  schemas:
    Tree:
      $id: https://toys.example/tree
      $dynamicAnchor: node
      properties: { children: { type: array, items: { $dynamicRef: '#node' } } }
    Strict:
      $id: https://toys.example/strict
      $dynamicAnchor: node
      $ref: tree
      unevaluatedProperties: false
`);
    expect(codes(result)).toEqual([]);
    expect(component(result, "Tree")).toMatchObject({
      properties: [{ value: { items: "-> Tree" } }],
    });
    expect(component(result, "Strict")).toMatchObject({
      name: "TreeStrict",
      siblings: { unevaluatedProperties: { value: false } },
    });
    expect(component(result, "TreeStrict")).toMatchObject({
      properties: [{ value: { items: "-> Strict" } }],
    });
  });
});
