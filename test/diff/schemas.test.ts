import { expect, it } from "vitest";
import { diffModels } from "../../src/diff/index.js";
import { modelOf } from "./load-text.js";

const spec = (place: string, schema: string): string => `
openapi: 3.1.0
info: {title: Toys, version: "1"}
paths:
  /a:
    get:
      parameters: [{name: q, in: ${place}, schema: ${schema}}]
      responses: {"204": {description: Done}}
`;

function messages(before: string, after: string): string[] {
  const policy = { today: new Date("2026-01-01"), graceDays: { stable: 0, beta: 0 } };
  return diffModels(modelOf(before), modelOf(after), policy).map(({ message }) => message);
}

function changes(place: string, before: string, after: string): string[] {
  const policy = { today: new Date("2026-01-01"), graceDays: { stable: 0, beta: 0 } };
  return diffModels(modelOf(spec(place, before)), modelOf(spec(place, after)), policy).map(
    ({ rule, severity }) => `${severity} ${rule.id}`,
  );
}

const text = "{type: string}";

it.each(["query", "header"])("tells a limit of a %s parameter's text once", (place) => {
  const short = "{type: string, maxLength: 5}";
  expect(changes(place, text, short)).toEqual(["error request-max-length-narrowed"]);
  expect(changes(place, short, text)).toEqual(["info request-max-length-widened"]);
  const listed = "{type: string, enum: [a, b]}";
  expect(changes(place, text, listed)).toEqual(["error request-enum-narrowed"]);
  expect(changes(place, listed, text)).toEqual(["info request-enum-widened"]);
});

it("judges what a parameter's text may be read as", () => {
  expect(changes("query", text, "{type: integer}")).toEqual(["error request-type-narrowed"]);
  expect(changes("query", "{type: integer}", text)).toEqual(["info request-type-widened"]);
});

it("says in words whether a property is required", () => {
  const body = (required: string): string => `
openapi: 3.1.0
info: {title: Toys, version: "1"}
paths:
  /a:
    post:
      requestBody:
        content: {application/json: {schema: {type: object, required: [${required}], properties: {n: {type: string}}}}}
      responses: {"204": {description: Done}}
`;
  expect(messages(body(""), body("n"))).toEqual(["The property `n` is now required."]);
  expect(messages(body("n"), body(""))).toEqual(["The property `n` is no longer required."]);
});

it("calls the text of a parameter a string", () => {
  expect(messages(spec("query", text), spec("query", "{type: integer}"))).toEqual([
    'The type changed from `"string"` to `"integer"`.',
  ]);
});
