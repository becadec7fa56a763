import { expect, it } from "vitest";
import { readUsage } from "../../src/diff/usage.js";
import { modelOf } from "./load-text.js";

const model = modelOf(`
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets/{petId}:
    parameters: [{name: petId, in: path, required: true, schema: {type: string}}]
    get: {operationId: getPet, responses: {"200": {description: ok}}}
    delete: {responses: {"204": {description: gone}}}
`);

it("counts calls and distinct keys by operation, however the lines name it", () => {
  const lines = [
    '{"operation": "getPet", "key": "a", "status": 200}',
    '{"operation": "GET /pets/{petId}", "key": "b"}',
    '{"httpMethod": "delete", "resourcePath": "/pets/{petId}", "apiKeyId": "a"}',
    '{"operation": "getPet", "key": "a"}',
    "",
  ];
  const { usage, diagnostics } = readUsage(lines.join("\n"), "access.jsonl", model);
  expect([...usage]).toEqual([
    ["GET /pets/{petId}", { calls: 3, keys: 2 }],
    ["DELETE /pets/{petId}", { calls: 1, keys: 1 }],
  ]);
  expect(diagnostics).toEqual([]);
});

it("passes over what is no call, and says so once", () => {
  const { usage, diagnostics } = readUsage('[]\n{"key": 1}\n{"operation": "x"}', "a.jsonl", model);
  expect([...usage]).toEqual([]);
  expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
    ["usage-line", "2 lines of a.jsonl cannot be read as a call; the first is line 1."],
    ["usage-operation", '1 recorded call names "x", which the older document does not have.'],
  ]);
});
