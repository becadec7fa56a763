import { expect, test } from "vitest";
import { importText } from "./import-text.js";

const shop = `
openapi: 3.0.3
info: { title: Toys, version: "1" }
servers: [{ url: https://toys.example }]
security: [{ key: [] }]
paths:
  /toys/{toyId}:
    parameters:
      - { name: toyId, in: path, required: true, schema: { type: string } }
    get:
      operationId: getToy
      tags: [toys]
      parameters: [{ $ref: '#/components/parameters/Verbose' }]
      responses:
        200: { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Toy' } } } }
        default: { $ref: '#/components/responses/Problem' }
    put:
      security: []
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Toy' } } } }
      responses: { 2xx: { description: ok } }
components:
  parameters:
    Verbose: { name: verbose, in: query, schema: { type: boolean } }
  responses:
    Problem: { description: bad }
  schemas:
    Toy: { type: object, required: [id], properties: { id: { type: integer }, part: { $ref: '#/components/schemas/Toy' } } }
  securitySchemes:
    key: { type: apiKey, in: header, name: x-api-key }
`;

test("paths, components and security of a small document", () => {
  const { model, diagnostics } = importText(shop);
  expect(diagnostics).toEqual([]);
  expect(model?.operations.map((operation) => operation.key)).toEqual([
    "GET /toys/{toyId}",
    "PUT /toys/{toyId}",
  ]);
  const [get, put] = model?.operations ?? [];
  expect(get?.parameters.map((parameter) => parameter.name)).toEqual(["toyId", "verbose"]);
  expect(get?.parameters[1]).toBe(model?.components.parameters.get("Verbose"));
  expect(get?.responses.map(({ status }) => status)).toEqual(["200", "default"]);
  expect(get?.responses[1]?.response.component).toBe("Problem");
  expect(get?.security).toBeUndefined();
  expect(put?.security).toEqual([]);
  expect(put?.responses[0]?.status).toBe("2XX");
  expect(put?.requestBody?.content[0]?.schema).toMatchObject({ kind: "ref", name: "Toy" });
  expect([...(model?.components.schemas.keys() ?? [])]).toEqual(["Toy"]);
});
