import { expect, it } from "vitest";
import { printSchemas } from "./print-schemas.js";

it("tells in one line what values must meet", () => {
  const text = printSchemas({
    pet: {
      type: "object",
      minProperties: 1,
      properties: {
        name: {
          type: "string",
          description: "How it is called.",
          default: "Rex",
          minLength: 1,
          maxLength: 64,
          pattern: "^[A-Z]+$",
        },
        age: { type: "integer", minimum: 0, exclusiveMaximum: 50, multipleOf: 0.5 },
        weight: { type: "number", exclusiveMinimum: 0, maximum: 1e21 },
        tags: { type: "array", minItems: 1, maxItems: 9, uniqueItems: true, items: {} },
        free: { type: "array", minItems: 0, uniqueItems: false, items: {} },
      },
    },
  });
  expect(text).toBe(`/** Constraints: minProperties 1. */
export interface Pet {
  /**
   * How it is called.
   *
   * Constraints: minLength 1, maxLength 64, pattern \`^[A-Z]+$\`.
   *
   * @default "Rex"
   */
  name?: string;
  /** Constraints: multipleOf 0.5, minimum 0, exclusiveMaximum 50. */
  age?: number;
  /** Constraints: exclusiveMinimum 0, maximum 1e+21. */
  weight?: number;
  /** Constraints: minItems 1, maxItems 9, uniqueItems. */
  tags?: unknown[];
  free?: unknown[];
}
`);
});

it.each([
  ["a*/b", "`a*\\/b`"],
  ["a\n@b\u2028", "`a\\n@b\\u2028`"],
  ["`", "`` ` ``"],
  ["a``b", "```a``b```"],
  ["", "`  `"],
])("keeps the pattern %j in its line", (pattern, shown) => {
  const text = printSchemas({ code: { type: "string", pattern } });
  expect(text).toBe(`/** Constraints: pattern ${shown}. */\nexport type Code = string;\n`);
});

it("adds up what the parts of an allOf say", () => {
  const text = printSchemas({
    pet: {
      allOf: [
        { properties: { name: { type: "string", description: "Its name.", minLength: 1 } } },
        { properties: { name: { type: "string", minLength: 1, maxLength: 9 } } },
      ],
    },
  });
  expect(text).toBe(`export interface Pet {
  /**
   * Its name.
   *
   * Constraints: minLength 1, maxLength 9.
   */
  name?: string;
}
`);
});
