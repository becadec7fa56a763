import { expect, it } from "vitest";
import { locationPath } from "../../src/diagnostics/location.js";
import { importText } from "./import-text.js";

const DOCUMENT = `openapi: 3.0.3
info: { title: Toys }
paths:
  /toys/{id}:
    get:
      operationId: getToy
      parameters:
        - { name: q, in: body, schema: { type: string } }
        - { name: limit, in: query, schema: { type: integr } }
      responses: { "2000": { description: OK } }
  toys:
    get: { operationId: getToy, responses: { "200": { $ref: "#/components/responses/Toy" } } }
components:
  securitySchemes: { key: { type: apikey } }
  schemas:
    Toy:
      type: object
      required: id
      minProperties: -1
      properties:
        size: { multipleOf: 0 }
        name: { maxLength: 2.5 }
`;

it("tells each of thirteen mistakes at its place, and imports the rest", () => {
  const { model, diagnostics } = importText(DOCUMENT);
  const told = diagnostics.map(
    ({ code, location }) => `${location ? locationPath(location).join(" ") : ""}: ${code}`,
  );
  expect(told.toSorted()).toEqual([
    "components schemas Toy minProperties: wrong-type",
    "components schemas Toy properties name maxLength: wrong-type",
    "components schemas Toy properties size multipleOf: wrong-type",
    "components schemas Toy required: wrong-type",
    "components securitySchemes key type: unknown-value",
    "info: missing-member",
    "paths /toys/{id} get parameters 0 in: unknown-value",
    "paths /toys/{id} get parameters 1 schema type: unknown-value",
    "paths /toys/{id} get responses 2000: unknown-value",
    "paths /toys/{id} get: path-parameter-undeclared",
    "paths toys get responses 200 $ref: ref-not-found",
    "paths toys get: duplicate-operation-id",
    "paths toys: path-without-slash",
  ]);
  expect(model?.operations.map(({ operationId }) => operationId)).toEqual(["getToy", "getToy"]);
});
