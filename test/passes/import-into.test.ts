import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gateway, type GatewayOptions } from "../../src/pipeline/gateway.js";
import type { JsonObject } from "../../src/util/json.js";
import { runCli } from "../cli/run-cli.js";

const integration = (uri: string): string =>
  `{ type: http, httpMethod: GET, uri: "https://${uri}", responses: { default: { statusCode: "200" } } }`;
const response = (schema: string): string =>
  `{ 200: { description: "", content: { application/json: { schema: ${schema} } } } }`;

const BEFORE = `
openapi: 3.0.1
info: { title: Old, version: "1", description: What it was }
x-amazon-apigateway-binary-media-types: [image/heif, image/png]
x-amazon-apigateway-endpoint-configuration: { types: [PRIVATE], vpcEndpointIds: [vpce-1] }
x-amazon-apigateway-gateway-responses: { DEFAULT_4XX: { statusCode: 400 }, DEFAULT_5XX: { statusCode: 500 } }
security: [{ key: [] }]
paths:
  /kept:
    get: { responses: ${response("{ $ref: '#/components/schemas/Kept' }")}, x-amazon-apigateway-integration: ${integration("kept")} }
  /both:
    get: { responses: ${response("{ $ref: '#/components/schemas/Both' }")}, x-amazon-apigateway-integration: ${integration("before")} }
    delete: { responses: ${response("{ type: object }")}, x-amazon-apigateway-integration: ${integration("delete")} }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: x-api-key } }
  schemas:
    Kept: { type: object, properties: { kept: { type: string } } }
    Both: { type: object, properties: { before: { type: string } } }
`;
const IMPORTED = `
openapi: 3.0.1
info: { title: New, version: "2", description: What it is }
servers: [{ url: https://api.example.com/base/v2 }]
x-amazon-apigateway-binary-media-types: [image/png, image/gif]
x-amazon-apigateway-gateway-responses: { DEFAULT_5XX: { statusCode: 503 } }
paths:
  /both:
    get: { responses: ${response("{ $ref: '#/components/schemas/Both' }")}, x-amazon-apigateway-integration: ${integration("after")} }
  /new:
    get: { responses: ${response("{ type: string }")}, x-amazon-apigateway-integration: ${integration("new")} }
components:
  schemas:
    Both: { type: object, properties: { after: { type: string } } }
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-into-"));
  writeFileSync(join(folder, "before.yaml"), BEFORE);
  writeFileSync(join(folder, "api.yaml"), IMPORTED);
  writeFileSync(join(folder, "broken.yaml"), "openapi: 3.0.1\ninfo: [\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

async function made(options: GatewayOptions): Promise<JsonObject> {
  const { files, diagnostics } = await gateway("api.yaml", {
    cwd: folder,
    into: "before.yaml",
    ...options,
  });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const [main] = files ?? [];
  return JSON.parse(String(main?.content)) as JsonObject;
}

/** Where each method leads, with the keys that it asks for. */
function methods({ paths }: JsonObject): Record<string, unknown> {
  const items = Object.entries(paths as Record<string, Record<string, JsonObject>>);
  return Object.fromEntries(
    items.flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => {
        const { uri } = operation["x-amazon-apigateway-integration"] as { uri: string };
        return [`${method} ${path}`, [uri, operation["security"] ?? "open"]];
      }),
    ),
  );
}

const whole = (document: JsonObject): unknown[] => {
  const { schemas } = document["components"] as { schemas: JsonObject };
  return [
    document["info"],
    document["x-amazon-apigateway-binary-media-types"],
    document["x-amazon-apigateway-gateway-responses"],
    (document["servers"] as JsonObject[])[0]?.["x-amazon-apigateway-endpoint-configuration"],
    Object.entries(schemas).map(([name, schema]) => {
      return [name, Object.keys((schema as { properties: object }).properties)];
    }),
  ];
};

describe("an import into an API", () => {
  it("that merges replaces methods and components of a name, and keeps the rest", async () => {
    const document = await made({});
    const key = [{ key: [] }];
    expect(methods(document)).toEqual({
      "get /kept": ["https://kept", key],
      "get /both": ["https://after", "open"],
      "delete /both": ["https://delete", key],
      "get /new": ["https://new", "open"],
    });
    expect(whole(document)).toEqual([
      { title: "New", version: "2", description: "What it was" },
      ["image/heif", "image/png", "image/gif"],
      { DEFAULT_4XX: { statusCode: "400" }, DEFAULT_5XX: { statusCode: "503" } },
      { types: ["PRIVATE"], vpcEndpointIds: ["vpce-1"] },
      [
        ["Kept", ["kept"]],
        ["Both", ["after"]],
      ],
    ]);
  });

  it("that overwrites keeps the endpoint and the description alone", async () => {
    const document = await made({ importMode: "overwrite" });
    expect(Object.keys(methods(document))).toEqual(["get /both", "get /new"]);
    expect(whole(document)).toEqual([
      { title: "New", version: "2", description: "What it was" },
      ["image/png", "image/gif"],
      { DEFAULT_5XX: { statusCode: "503" } },
      { types: ["PRIVATE"], vpcEndpointIds: ["vpce-1"] },
      [["Both", ["after"]]],
    ]);
  });

  it("puts the base path of the servers where it is told to", async () => {
    const paths = async (basePath: "ignore" | "prepend" | "split") =>
      Object.keys((await made({ importMode: "overwrite", basePath }))["paths"] ?? {});
    expect([await paths("ignore"), await paths("prepend"), await paths("split")]).toEqual([
      ["/both", "/new"],
      ["/base/v2/both", "/base/v2/new"],
      ["/v2/both", "/v2/new"],
    ]);
  });

  it("into what cannot be read emits nothing", async () => {
    const out = join(folder, "out");
    const spec = join(folder, "api.yaml");
    const into = join(folder, "broken.yaml");
    const { code, stderr } = await runCli(["gateway", spec, "--into", into, "--out", out]);
    expect([code, stderr.includes("broken.yaml:3:1")]).toEqual([2, true]);
    const alone = await runCli(["gateway", spec, "--mode", "merge", "--out", out]);
    expect([alone.code, alone.stderr.includes("--into")]).toEqual([2, true]);
  });
});
