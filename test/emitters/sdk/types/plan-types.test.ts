import { describe, expect, it } from "vitest";
import { printSchemas, printValue } from "./print-schemas.js";

describe("types of schemas", () => {
  it.each([
    [{ type: "string" }, "string;"],
    [{ type: ["string", "integer", "null"] }, "string | number | null;"],
    [{}, "unknown;"],
    [true, "unknown;"],
    [false, "never;"],
    [{ const: "a" }, '"a";'],
    [{ enum: ["a"] }, '"a";'],
    [{ enum: [true, false, null] }, "true | false | null;"],
    [{ type: "array", items: { type: ["string", "null"] } }, "(string | null)[];"],
    [{ type: "array" }, "unknown[];"],
    [
      { type: "array", prefixItems: [{ type: "string" }, { type: "number" }], items: false },
      "[string, number];",
    ],
    [
      { type: "array", prefixItems: [{ type: "string" }], minItems: 0, items: { type: "number" } },
      "[string?, ...number[]];",
    ],
    [{ anyOf: [{ type: "string" }, { enum: ["a", "b"] }] }, '"a" | "b" | (string & {});'],
    [{ oneOf: [{ type: "string" }, { type: "null" }] }, "string | null;"],
    [{ allOf: [{ type: "string" }, { maxLength: 3 }] }, "string;"],
    [{ type: "string", not: { const: "a" } }, "string;"],
    [{ type: "string", format: "byte" }, "Uint8Array;"],
    [{ type: "string", contentEncoding: "base64" }, "Uint8Array;"],
    [{ $ref: "Missing" }, "unknown;"],
  ])("%j is %s", (schema, text) => {
    expect(printValue(schema)).toBe(text);
  });

  it("gives int64 and dates the form that the options ask for", () => {
    const int64 = { type: "integer", format: "int64" };
    const date = { type: "string", format: "date-time" };
    expect(printValue(int64)).toBe("number;");
    expect(printValue(int64, { int64: "bigint" })).toBe("bigint;");
    expect(printValue(int64, { int64: "string" })).toBe("string;");
    expect(printValue(date)).toBe("string;");
    expect(printValue(date, { dates: "date" })).toBe("Date;");
  });

  it("names inline objects after their place", () => {
    const text = printSchemas({
      pet: {
        type: "object",
        required: ["owner"],
        properties: {
          owner: { type: "object", properties: { "e-mail": { type: "string" } } },
          tags: { type: "array", items: { type: "object", properties: { id: {} } } },
          labels: { type: "object", additionalProperties: { type: "string" } },
        },
      },
    });
    expect(text).toBe(`export interface Pet {
  owner: PetOwner;
  tags?: PetTagsItem[];
  labels?: Record<string, string>;
}

export interface PetOwner {
  "e-mail"?: string;
}

export interface PetTagsItem {
  id?: unknown;
}
`);
  });

  it("tells what is sent from what comes only where they differ", () => {
    const text = printSchemas(
      {
        Pet: {
          type: "object",
          required: ["id", "owner"],
          properties: {
            id: { type: "string", readOnly: true },
            owner: { $ref: "Owner" },
            tag: { $ref: "Tag" },
          },
        },
        Owner: { type: "object", properties: { password: { type: "string", writeOnly: true } } },
        Tag: { type: "object", properties: { name: { type: "string" } } },
      },
      { sent: ["Pet"] },
    );
    expect(text).toBe(`export interface Pet {
  id: string;
  owner: Owner;
  tag?: Tag;
}

export interface PetInput {
  owner: OwnerInput;
  tag?: Tag;
}

export interface Owner {}

export interface OwnerInput {
  password?: string;
}

export interface Tag {
  name?: string;
}
`);
  });

  it("extends what an allOf names, and merges what TypeScript would not extend", () => {
    const text = printSchemas({
      Base: { type: "object", required: ["id"], properties: { id: { type: "string" } } },
      Good: {
        allOf: [{ $ref: "Base" }, { properties: { name: { type: "string" } } }],
        required: ["name"],
      },
      Odd: { allOf: [{ $ref: "Base" }, { properties: { id: { type: "integer" } } }] },
      Same: { allOf: [{ $ref: "Base" }], description: "The same." },
      Union: { oneOf: [{ $ref: "Base" }, { $ref: "Good" }] },
      Both: { allOf: [{ $ref: "Union" }, { properties: { more: { type: "boolean" } } }] },
    });
    expect(text).toBe(`export interface Base {
  id: string;
}

export interface Good extends Base {
  name: string;
}

export interface Odd {
  id: number;
}

/** The same. */
export type Same = Base;

export type Union = Base | Good;

export type Both = Union & BothPart2;

export interface BothPart2 {
  more?: boolean;
}
`);
  });

  it("keeps index signatures compatible with the members", () => {
    const text = printSchemas({
      Mixed: {
        type: "object",
        required: ["a"],
        properties: { a: { type: "number" }, b: { type: "boolean" } },
        additionalProperties: { type: "string" },
      },
      Open: { type: "object", properties: { a: { type: "number" } }, additionalProperties: true },
      Map: { type: "object", additionalProperties: { $ref: "Map" } },
    });
    expect(text).toBe(`export interface Mixed {
  a: number;
  b?: boolean;
  [key: string]: string | number | boolean | undefined;
}

export interface Open {
  a?: number;
  [key: string]: unknown;
}

export interface MapModel {
  [key: string]: MapModel;
}
`);
  });

  it("declares the known values of a named enum beside its open type", () => {
    const text = printSchemas({
      Status: {
        type: "string",
        enum: ["on-sale", "sold", "+1", "-1"],
        description: "Where it stands.",
        deprecated: true,
      },
    });
    expect(text).toBe(`/**
 * Where it stands.
 *
 * @deprecated
 */
export const Status = {
  OnSale: "on-sale",
  Sold: "sold",
  Plus1: "+1",
  Minus1: "-1",
} as const;

/**
 * Where it stands.
 *
 * @deprecated
 */
export type Status = "on-sale" | "sold" | "+1" | "-1" | (string & {});
`);
  });

  it("mends aliases that TypeScript calls circular", () => {
    const text = printSchemas({
      Json: {
        oneOf: [
          { type: "string" },
          { type: "array", items: { $ref: "Json" } },
          { type: "object", additionalProperties: { $ref: "Json" } },
        ],
      },
      Self: { anyOf: [{ $ref: "Self" }, { type: "number" }] },
    });
    expect(text).toBe(`export type Json = string | Json[] | JsonMap;

export interface JsonMap {
  [key: string]: Json;
}

export type Self = number;
`);
  });
});
