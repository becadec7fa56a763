import { describe, expect, it } from "vitest";
import { diffModels } from "../../src/diff/index.js";
import { planSdk } from "../../src/emitters/sdk/typescript/plan/plan-sdk.js";
import type { ApiModel } from "../../src/model/index.js";
import { modelOf } from "./load-text.js";

interface Parts {
  readonly title?: string;
  readonly operationId?: string;
  readonly tag?: string;
  readonly name?: string;
  readonly parameters?: string;
  readonly sent?: string;
  readonly received?: string;
  readonly more?: string;
}

function spec(parts: Parts): ApiModel {
  const { title = "Zoo", operationId = "swap", tag = "pets", name = "", parameters = "" } = parts;
  const { sent = "a: {type: string}", received = "a: {type: string}", more = "" } = parts;
  return modelOf(`
openapi: 3.1.0
info: {title: ${title}, version: 1.0.0}
paths:
  /swap:
    post:
      tags: [${tag}]
      operationId: ${operationId}
      ${name}
      parameters: [${parameters}]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Sent"}}}
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {$ref: "#/components/schemas/Received"}}}
components:
  schemas:
    Sent: {type: object, properties: {${sent}}}
    Received: {type: object, required: [a], properties: {${received}}}
    ${more}
`);
}

function sourceBreaks(before: Parts, after: Parts): string[] {
  const [old, next] = [spec(before), spec(after)];
  const surfaceOf = (model: ApiModel) => planSdk({ model, options: {}, inputs: [] }).surface;
  const policy = { today: new Date("2026-01-01"), graceDays: { stable: 0, beta: 0 } };
  return diffModels(old, next, policy, { old: surfaceOf(old), new: surfaceOf(next) })
    .filter(({ rule }) => rule.class === "source")
    .map(({ rule, message }) => `${rule.id}: ${message}`);
}

const query = (name: string, type: string, required = false): string =>
  `{name: ${name}, in: query, required: ${required}, schema: {type: ${type}}}`;

describe("what users of the SDK must change", () => {
  it.each<[string, Parts, Parts, string[]]>([
    ["nothing", {}, {}, []],
    [
      "the client's name",
      {},
      { title: "Farm" },
      ["source-client: The class `ZooClient` is now `FarmClient`."],
    ],
    [
      "a method's group",
      {},
      { tag: "animals" },
      ["source-method: The method `pets.swap` is now `animals.swap`."],
    ],
    [
      "a method's name, told of once",
      {},
      { operationId: "trade" },
      ["operation-id-changed: The operationId `swap` became `trade`."],
    ],
    [
      "a method's name by extension",
      {},
      { name: "x-gw-gen-name: exchange" },
      ["source-method: The method `pets.swap` is now `pets.exchange`."],
    ],
    [
      "arguments that came, went and changed",
      { parameters: `${query("old", "string")}, ${query("kind", "string")}` },
      { parameters: `${query("fresh", "string", true)}, ${query("kind", "integer")}` },
      [
        "source-argument-removed: The request has no member `old` any more.",
        "source-argument-type: The type of the request's member `kind` changed from `string` to `number`.",
        "source-argument-required: The request's member `fresh` is now required.",
      ],
    ],
    ["an optional argument that came", {}, { parameters: query("fresh", "string") }, []],
    [
      "members that went",
      { sent: "a: {type: string}, b: {type: string}" },
      {},
      ["source-member-removed: `Sent.b` is gone."],
    ],
    ["members that came", {}, { received: "a: {type: string}, b: {type: string}" }, []],
    [
      "a member of a nested object",
      { received: "a: {type: object, properties: {b: {type: array, items: {type: string}}}}" },
      { received: "a: {type: object, properties: {b: {type: array, items: {type: integer}}}}" },
      ["source-type: The type of `ReceivedA.b[]` changed from `string` to `number`."],
    ],
    [
      "a wider type that is sent",
      { sent: "a: {type: string}" },
      { sent: "a: {type: [string, integer]}" },
      [],
    ],
    [
      "a wider type that is received",
      { received: "a: {type: string}" },
      { received: "a: {type: [string, 'null']}" },
      ["source-type: The type of `Received.a` changed from `string` to `string | null`."],
    ],
    [
      "a value that an open enum gained",
      { received: "a: {type: string, enum: [x, y]}" },
      { received: "a: {type: string, enum: [x, y, z]}" },
      [],
    ],
  ])("%s", (_name, before, after, expected) => {
    expect(sourceBreaks(before, after)).toEqual(expected);
  });

  it("goes on where types are recursive", () => {
    const tree = (type: string): Parts => ({
      sent: 'a: {$ref: "#/components/schemas/Tree"}',
      more: `Tree: {type: object, properties: {value: {type: ${type}}, next: {$ref: "#/components/schemas/Tree"}}}`,
    });
    expect(sourceBreaks(tree("string"), tree("string"))).toEqual([]);
    expect(sourceBreaks(tree("string"), tree("integer"))).toEqual([
      "source-type: The type of `Tree.value` changed from `string` to `number`.",
    ]);
  });
});
