import { describe, expect, it } from "vitest";
import { backtracks } from "../../src/checks/backtracking.js";
import { checkText, type Finding, openapi } from "./check-text.js";

/** What the rules say of one schema, by the pointer within it. */
async function checkSchema(schema: string, more = ""): Promise<Finding[]> {
  const spec = openapi(
    `paths:
  /a:
    post:
      operationId: a
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/S" } } } }
      responses: { "204": { description: x } }
components:
  schemas:
    S: ${schema}
${more}`,
    "3.1.0",
  );
  const found = await checkText(spec);
  return found.map(([code, pointer, message]) => [
    code,
    pointer.replace("/components/schemas/S", "S"),
    message,
  ]);
}

describe("a schema", () => {
  const cases: [name: string, schema: string, findings: Finding[]][] = [
    [
      "that no value meets",
      "{ type: object, properties: { a: { type: integer, minimum: 5, maximum: 3 }, b: { type: number, exclusiveMinimum: 3, maximum: 3 }, c: { type: integer, minimum: 3, maximum: 3 } } }",
      [
        [
          "schema-unsatisfiable",
          "S/properties/a",
          "No value can meet this schema: `minimum` 5 is above `maximum` 3.",
        ],
        [
          "schema-unsatisfiable",
          "S/properties/b",
          "No value can meet this schema: the exclusive bounds leave no number.",
        ],
      ],
    ],
    [
      "with enums of other, several or no types",
      "{ type: object, properties: { a: { type: string, enum: [a, 1, null] }, b: { enum: [on, 1] }, c: { enum: [a, b, null] } } }",
      [
        [
          "enum-outside-type",
          "S/properties/a",
          "The enum value `1` is never valid, for the type is string.",
        ],
        [
          "enum-mixed",
          "S/properties/b",
          "The values of the enum are of several types: string, number.",
        ],
        ["enum-without-type", "S/properties/c", "The enum has no `type`; its values say `string`."],
      ],
    ],
    [
      "with patterns that fail or hang",
      "{ type: object, properties: { a: { type: string, pattern: '(?i)x' }, b: { type: string, pattern: '^(a+)+$' }, c: { type: string, pattern: '^[a-z]+(-[a-z]+)*$' } } }",
      [
        [
          "pattern-invalid",
          "S/properties/a",
          "The pattern `(?i)x` is not a regular expression of JavaScript: Invalid group.",
        ],
        [
          "pattern-catastrophic",
          "S/properties/b",
          "The pattern `^(a+)+$` can take exponential time on a text that nearly matches.",
        ],
      ],
    ],
    [
      "with arrays of anything",
      "{ type: object, properties: { a: { type: array }, b: { type: array, items: { type: string } } } }",
      [["array-without-items", "S/properties/a", "The array does not say what its items are."]],
    ],
    [
      "whose closed parts refuse one another",
      "{ allOf: [{ type: object, properties: { a: { type: string } }, additionalProperties: false }, { type: object, properties: { b: { type: string } } }] }",
      [
        [
          "all-of-closed",
          "S/allOf/0",
          "`additionalProperties: false` here refuses properties of the other parts of the `allOf`: `b`.",
        ],
      ],
    ],
    [
      "with properties required but not described, or read-only",
      "{ type: object, required: [a, b, c], properties: { a: { type: string, readOnly: true, writeOnly: true } }, allOf: [{ type: object, properties: { c: { type: string } } }] }",
      [
        ["required-not-described", "S", "Required, but not among the properties: `b`."],
        ["required-read-only", "S", "Required and read-only: `a`."],
        [
          "read-only-and-write-only",
          "S/properties/a",
          "A property that is both read-only and write-only can be neither sent nor received.",
        ],
      ],
    ],
    [
      "with keywords and formats that say nothing",
      "{ type: object, properties: { a: { type: string, minimum: 1, maxItems: 2 }, b: { type: string, format: zip } } }",
      [
        [
          "keyword-without-effect",
          "S/properties/a",
          "`minimum`, `maxItems` have no effect on values of type string.",
        ],
        [
          "format-unknown",
          "S/properties/b",
          "The format `zip` is not a known one; it is not enforced.",
        ],
      ],
    ],
  ];
  it.each(cases)("%s", async (_name, schema, findings) => {
    const found = await checkSchema(schema);
    expect(found.toSorted()).toEqual(findings.toSorted());
  });

  it("whose variants lack the discriminator's property", async () => {
    const found = await checkSchema(
      `{ oneOf: [{ $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" }], discriminator: { propertyName: kind } }`,
      `    A: { type: object, properties: { kind: { type: string } } }
    B: { type: object, properties: { sort: { type: string } } }`,
    );
    expect(found).toEqual([
      [
        "discriminator-property-missing",
        "S/oneOf/1",
        "The variant `B` does not describe the discriminator's property `kind`.",
      ],
    ]);
  });
});

describe("examples and defaults", () => {
  it("are held against their schemas, wherever they stand", async () => {
    const spec = openapi(`paths:
  /a:
    get:
      operationId: a
      parameters:
        - { name: n, in: query, schema: { type: integer, default: none }, example: x }
      responses:
        "200":
          description: x
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Pet" }
              examples:
                good: { value: { name: Rex } }
                bad: { value: { name: Rex, age: old } }
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties: { name: { type: string, example: 5 }, age: { type: integer } }
      example: { age: 1 }`);
    expect(await checkText(spec)).toEqual([
      [
        "example-invalid",
        "/components/schemas/Pet/example",
        "The example does not fit its schema: must have required property 'name'.",
      ],
      [
        "example-invalid",
        "/components/schemas/Pet/properties/name/example",
        "The example does not fit its schema: must be string.",
      ],
      [
        "example-invalid",
        "/paths/~1a/get/parameters/0/example",
        "The example does not fit its schema: must be integer.",
      ],
      [
        "example-invalid",
        "/paths/~1a/get/responses/200/content/application~1json/examples/bad/value/age",
        "The example does not fit its schema: `age` must be integer.",
      ],
      [
        "default-invalid",
        "/paths/~1a/get/parameters/0/schema/default",
        "The default does not fit its schema: must be integer.",
      ],
    ]);
  });
});

describe("a pattern", () => {
  const slow = [
    "(a+)+$",
    "^(a*)*$",
    "(\\w|\\d)+$",
    "([a-z]+\\s?)*$",
    "(x{1,5})+y",
    "((ab)+)*c",
    "(a|a)*$",
  ];
  it.each(slow)("%s can hang", (pattern) => {
    expect(backtracks(pattern)).toBe(true);
  });

  const quick = [
    "^[a-z]+$",
    "^(\\d{3}-)*\\d+$",
    "^([a-z0-9]+\\.)+[a-z]{2,}$",
    "^[\\w.+-]+@([\\w-]+\\.)+[\\w-]{2,4}$",
    "(ab|cd)*",
    "^(?:\\d{1,3}\\.){3}\\d{1,3}$",
    "^\\p{L}+(?: \\p{L}+)*$",
    "(?<=a)b+",
    "(a)\\1+",
    "^(",
  ];
  it.each(quick)("%s does not, or is unknown", (pattern) => {
    expect(backtracks(pattern)).toBe(false);
  });
});
