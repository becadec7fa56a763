import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { COMPILERS, typecheck } from "../../../support/typecheck.js";
import { printSchemas } from "./print-schemas.js";

const folder = mkdtempSync(join(tmpdir(), "gw-gen-unions-"));
afterAll(() => rmSync(folder, { recursive: true }));

const animal = (name: string) => ({
  type: "object",
  required: ["kind", name],
  properties: { kind: { type: "string" }, [name]: { type: "string" } },
});

const schemas = {
  Pet: {
    oneOf: [{ $ref: "Cat" }, { $ref: "Dog" }],
    discriminator: { propertyName: "kind", mapping: { cat: "Cat", dog: "Dog" } },
  },
  Cat: animal("meow"),
  Dog: animal("bark"),
  Shape: {
    type: "object",
    required: ["form", "colour"],
    properties: { form: { type: "string" }, colour: { type: "string" } },
    discriminator: { propertyName: "form" },
  },
  Circle: {
    allOf: [{ $ref: "Shape" }, { properties: { radius: { type: "number" } } }],
    required: ["radius"],
  },
  Square: {
    allOf: [{ $ref: "Shape" }, { properties: { side: { type: "number" } } }],
    required: ["side"],
  },
};

const USE = `import type { Pet, Shape, UnknownVariant } from "./models.js";

export function sound(pet: Pet): string {
  if (pet.kind === "cat") return pet.meow;
  if (pet.kind === "dog") return pet.bark;
  const other: UnknownVariant<"kind"> = pet;
  const kind: string = other.kind;
  return kind + String(other["roar"]);
}

export function area(shape: Shape): string | number {
  switch (shape.form) {
    case "Circle":
      return shape.radius;
    case "Square":
      return shape.side;
    default: {
      const form: string = shape.form;
      return form + shape.colour;
    }
  }
}

export const cat: Pet = { kind: "cat", meow: "purr" };
export const circle: Shape = { form: "Circle", colour: "red", radius: 1 };
// @ts-expect-error a variant that is sent is one that is known
export const cow: Pet = { kind: "cow", moo: "moo" };
`;

describe("discriminated unions", () => {
  it("give each variant the literals that choose it, and keep room for unknown ones", () => {
    const text = printSchemas(schemas);
    expect(text.slice(text.indexOf("export type Pet")))
      .toBe(`export type Pet = Cat | Dog | UnknownVariant<"kind">;

export interface Cat {
  kind: "cat";
  meow: string;
}

export interface Dog {
  kind: "dog";
  bark: string;
}

export type Shape = Circle | Square | UnknownShape;

export interface UnknownShape extends ShapeBase {
  form: UnknownValue;
}

export interface ShapeBase {
  form: string;
  colour: string;
}

export interface Circle extends ShapeBase {
  radius: number;
  form: "Circle";
}

export interface Square extends ShapeBase {
  side: number;
  form: "Square";
}
`);
  });

  it.each(COMPILERS)("narrow under %s", (compiler) => {
    writeFileSync(join(folder, "package.json"), '{"type":"module"}');
    writeFileSync(join(folder, "models.ts"), printSchemas(schemas));
    writeFileSync(join(folder, "use.ts"), USE);
    expect(typecheck(folder, ["*.ts"], compiler)).toEqual([]);
  });
});
