import type { TypeExpression } from "../../emitters/sdk/type-expression.js";

/** A type in a few words, as TypeScript writes it; long ones are cut short. */
export function describeType(type: TypeExpression): string {
  const text = write(type);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

const MAX_LENGTH = 120;

function write(type: TypeExpression): string {
  switch (type.kind) {
    case "primitive":
      return type.name;
    case "literal":
      return JSON.stringify(type.value);
    case "reference":
      return type.name;
    case "array":
      return `readonly ${inParentheses(type.element)}[]`;
    case "tuple":
      return `[${type.elements.map((element) => write(element.type)).join(", ")}]`;
    case "record":
      return `{ [name: string]: ${write(type.value)} }`;
    case "object":
      return `{ ${type.members.map(({ name, optional, type: of }) => `${name}${optional ? "?" : ""}: ${write(of)}`).join("; ")} }`;
    case "union":
      return type.members.map(write).join(" | ");
    case "intersection":
      return type.members.map(inParentheses).join(" & ");
    case "openEnum":
      return [...type.values.map((value) => JSON.stringify(value)), type.base].join(" | ");
    case "unknownVariant":
      return `{ ${type.discriminator}: unknown }`;
  }
}

function inParentheses(type: TypeExpression): string {
  const text = write(type);
  return text.includes(" | ") ? `(${text})` : text;
}
