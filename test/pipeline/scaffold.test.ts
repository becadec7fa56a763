import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { scaffoldTemplates } from "../../src/pipeline/scaffold.js";
import { renderTemplate } from "../../src/vtl/index.js";
import { runCli } from "../cli/run-cli.js";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "gw-gen-scaffold-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const SPEC = {
  openapi: "3.1.0",
  info: { title: "Orders", version: "1" },
  paths: {
    "/orders": {
      post: {
        operationId: "placeOrder",
        requestBody: {
          content: { "application/json": { schema: { $ref: "#/components/schemas/Order" } } },
        },
        responses: {
          "201": {
            description: "placed",
            content: {
              "application/json": {
                schema: { type: "array", items: { $ref: "#/components/schemas/Order" } },
              },
            },
          },
        },
      },
    },
    "/health": { get: { operationId: "health", responses: { "204": { description: "well" } } } },
  },
  components: {
    schemas: {
      Base: { type: "object", required: ["id"], properties: { id: { type: "integer" } } },
      Order: {
        allOf: [
          { $ref: "#/components/schemas/Base" },
          {
            type: "object",
            properties: {
              note: { type: ["string", "null"] },
              paid: { type: "boolean" },
              total: { type: ["number", "null"] },
              "gift-wrap's $colour": { type: "string" },
              'größe "x"': { type: "string" },
              class: { type: "string" },
              secret: { type: "string", readOnly: true },
              lines: { type: "array", items: { $ref: "#/components/schemas/Line" } },
              grid: { type: "array", items: { type: "array", items: { type: "integer" } } },
              labels: { type: "object", additionalProperties: { type: "string" } },
              anything: {},
              parent: { $ref: "#/components/schemas/Order" },
              payment: {
                anyOf: [
                  { type: "object", required: ["iban"], properties: { iban: { type: "string" } } },
                  { type: "null" },
                ],
              },
            },
          },
        ],
      },
      Line: {
        type: "object",
        properties: {
          sku: { type: "string" },
          count: { type: "integer" },
          extra: { type: "object" },
          ünits: {},
          options: {
            type: "array",
            items: { type: "object", properties: { a: { type: "string" }, b: {} } },
          },
        },
      },
    },
  },
};

const FULL = {
  id: 1,
  note: `it's "quoted"\n\\ é </b> #if($x)`,
  paid: false,
  total: 12.5,
  "gift-wrap's $colour": "red",
  'größe "x"': "L",
  class: "first",
  lines: [
    { sku: "a", count: 2, extra: { deep: [1, null] }, options: [{ a: "x", b: 1 }, { b: [2] }] },
    { sku: "", count: 3, ünits: { of: "kg" } },
    {},
  ],
  grid: [[1, 2], [], [3]],
  labels: { a: "b", "c d": "e" },
  anything: [1, { two: "2" }],
  parent: { id: 2, note: "inner" },
  payment: { iban: "DE00" },
};

/** Bodies that the schema allows and that come out as they went in. */
const ORDERS = [
  FULL,
  { id: 2 },
  { id: 3, note: null, total: null, anything: null, payment: null, lines: [], grid: [] },
  { id: 4, note: "", anything: "", paid: true, labels: {} },
  { id: 5, lines: [{ options: [] }, { ünits: null }, { ünits: "" }], grid: [[]] },
];

async function templates(): Promise<Map<string, string>> {
  writeFileSync(join(folder, "api.json"), JSON.stringify(SPEC));
  const { files = [], diagnostics } = await scaffoldTemplates("api.json", { cwd: folder });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return new Map(files.map(({ path, content }) => [path, String(content)]));
}

const rendered = (template: string | undefined, body: unknown): unknown => {
  const { output } = renderTemplate(template ?? "", { event: { body: JSON.stringify(body) } });
  return JSON.parse(output);
};

describe("starter templates", () => {
  it("write every body again as it was sent", async () => {
    const made = await templates();
    expect([...made.keys()]).toEqual([
      "placeOrder/request.application-json.vtl",
      "placeOrder/response.201.application-json.vtl",
    ]);
    const [request, response] = [...made.values()];
    for (const order of ORDERS) expect(rendered(request, order)).toEqual(order);
    for (const list of [ORDERS, [], [FULL]]) expect(rendered(response, list)).toEqual(list);
  });

  it("leave out what does not travel that way", async () => {
    const [request, response] = [...(await templates()).values()];
    const order = { id: 1, secret: "s" };
    expect(rendered(request, order)).toEqual({ id: 1 });
    expect(rendered(response, [order])).toEqual([order]);
  });

  it("read as a person would begin one", async () => {
    const schema = {
      type: "object",
      required: ["name", "tags"],
      properties: {
        age: { type: "integer" },
        name: { type: "string" },
        tags: { type: "array", items: { type: "number" } },
      },
    };
    const content = { "application/json": { schema } };
    const post = { operationId: "add", requestBody: { content }, responses: {} };
    const spec = { ...SPEC, paths: { "/a": { post } } };
    writeFileSync(join(folder, "small.json"), JSON.stringify(spec));
    const { files } = await scaffoldTemplates("small.json", { cwd: folder });
    expect(files?.map(({ content: text }) => text)).toEqual([
      String.raw`#set($inputRoot = $input.path('$'))
{
  "name": "$util.escapeJavaScript($inputRoot.name).replaceAll("\\'", "'")",
  "tags": [
#foreach($elem in $inputRoot.tags)
    $elem#if($foreach.hasNext),#end
#end
  ]
#if($inputRoot.containsKey('age'))
  ,"age": $inputRoot.age
#end
}
`,
    ]);
  });
});

describe("gw-gen gateway --scaffold", () => {
  const run = (...words: string[]) =>
    runCli(["gateway", "api.json", "--scaffold", ...words], { cwd: folder });
  const request = () =>
    readFileSync(join(folder, "vtl/placeOrder/request.application-json.vtl"), "utf8");

  it("keeps files that are there unless it is forced", async () => {
    const made = await templates();
    expect((await run("--operation", "placeOrder", "--out", "vtl")).code).toBe(0);
    const first = made.get("placeOrder/request.application-json.vtl");
    expect(request()).toBe(first);
    writeFileSync(join(folder, "vtl/placeOrder/request.application-json.vtl"), "mine");
    const again = await run("--out", "vtl");
    expect([again.code, request()]).toEqual([0, "mine"]);
    expect(again.stderr).toContain("0 templates written, 2 kept");
    expect((await run("--out", "vtl", "--force")).code).toBe(0);
    expect(request()).toBe(first);
  });

  it("says what it cannot make", async () => {
    await templates();
    const unknown = await run("--operation", "placeOrdr", "--out", "vtl");
    expect([unknown.code, unknown.stderr.includes("operation-unknown")]).toEqual([2, true]);
    const bare = await run("--operation", "health", "--out", "vtl");
    expect([bare.code, bare.stderr.includes("scaffold-without-body")]).toEqual([2, true]);
    expect((await run("--check", "--out", "vtl")).code).toBe(2);
  });
});
