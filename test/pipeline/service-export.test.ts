import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { exportDocument, type ExportOptions } from "../../src/pipeline/export.js";
import { casesPresent, readCases } from "../support/cases.js";

interface ExportCase {
  readonly id: string;
  readonly plane: string;
  readonly setup: { readonly spec: object };
  readonly request: {
    readonly exportType: "oas30" | "swagger";
    readonly parameters: { readonly extensions?: string };
    readonly stage: string;
  };
  readonly expect: { readonly document: object };
}

const cwd = mkdtempSync(join(tmpdir(), "gw-gen-service-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

async function exported(spec: object, settings: object, options: ExportOptions): Promise<unknown> {
  writeFileSync(join(cwd, "api.json"), JSON.stringify(spec));
  writeFileSync(join(cwd, "gw-gen.yaml"), JSON.stringify(settings));
  const { text = "null" } = await exportDocument("api.json", { cwd, like: "aws", ...options });
  return JSON.parse(text);
}

describe.skipIf(!casesPresent)("exports that the service recorded", () => {
  const cases = casesPresent
    ? readCases<{ readonly cases: readonly ExportCase[] }>("cases", "aws-oracle.json").cases
    : [];
  const exports = cases.filter(({ plane }) => plane === "export");

  test("are there", () => expect(exports.length).toBeGreaterThan(0));

  test.each(exports)("$id", async ({ setup, request, expect: expected }) => {
    const { stage, parameters, exportType } = request;
    const url = `https://abc123.execute-api.us-east-1.amazonaws.com/${stage}`;
    const actual = await exported(
      setup.spec,
      { stages: { [stage]: { url } } },
      {
        stage,
        as: exportType === "swagger" ? "swagger-2.0" : "openapi-3.0",
        version: filled(expected.document),
        ...(parameters.extensions && { extensions: [parameters.extensions as "apigateway"] }),
      },
    );
    const text = JSON.stringify(expected.document)
      .replaceAll("<api-id:1>", "abc123")
      .replaceAll("execute-api.<region>", "execute-api.us-east-1");
    const own = JSON.stringify(actual).replaceAll("execute-api.<region>", "execute-api.us-east-1");
    expect(JSON.parse(own)).toEqual(JSON.parse(text));
  });
});

/** The version that stands in a recording, a placeholder where the service wrote the time. */
function filled(document: object): string {
  const { info } = document as { readonly info: { readonly version: string } };
  return info.version;
}

describe("an export like the service's", () => {
  const spec = {
    swagger: "2.0",
    info: { title: "Orders", version: "3" },
    paths: {
      "/orders": {
        post: {
          operationId: "placeOrder",
          summary: "gone",
          tags: ["gone"],
          consumes: ["application/json"],
          parameters: [
            { name: "dry", in: "query", type: "boolean", description: "gone" },
            { name: "order", in: "body", schema: { $ref: "#/definitions/Order" } },
          ],
          responses: { "201": { description: "made" }, default: { description: "gone" } },
          "x-amazon-apigateway-integration": {
            type: "MOCK",
            httpMethod: "POST",
            timeoutInMillis: 29000,
            requestTemplates: { "application/xml": "{}" },
            responses: {
              default: { statusCode: "201", responseTemplates: { "text/plain": "ok" } },
            },
          },
        },
      },
    },
    definitions: { Order: { type: "object" } },
  };

  test("has in Swagger 2.0 what the service keeps", async () => {
    const settings = { stages: { live: {} } };
    const options = { stage: "live", as: "swagger-2.0", extensions: ["integrations"] } as const;
    expect(await exported(spec, settings, options)).toEqual({
      swagger: "2.0",
      info: { title: "Orders", version: "3" },
      host: "api-id.execute-api.us-east-1.amazonaws.com",
      basePath: "/live",
      schemes: ["https"],
      paths: {
        "/orders": {
          post: {
            operationId: "placeOrder",
            consumes: ["application/json", "application/xml"],
            produces: ["text/plain"],
            parameters: [
              { name: "dry", in: "query", required: false, type: "string" },
              {
                in: "body",
                name: "Order",
                required: true,
                schema: { $ref: "#/definitions/Order" },
              },
            ],
            responses: { "201": { description: "201 response" } },
            "x-amazon-apigateway-integration": {
              type: "mock",
              passthroughBehavior: "when_no_match",
              requestTemplates: { "application/xml": "{}" },
              responses: {
                default: { statusCode: "201", responseTemplates: { "text/plain": "ok" } },
              },
            },
          },
        },
      },
      definitions: { Order: { type: "object" } },
    });
  });
});

describe("the rules of the service's exports", () => {
  const integration = {
    type: "HTTP",
    httpMethod: "POST",
    uri: "https://backend.example",
    timeoutInMillis: 29000,
    cacheNamespace: "orders",
    connectionType: "INTERNET",
    responses: { default: { statusCode: "200" } },
  };
  const operation = {
    operationId: "getShip",
    summary: "gone",
    deprecated: true,
    security: [{ pilots: [] }],
    parameters: [
      { name: "id", in: "path", required: true, description: "gone", schema: { type: "string" } },
      { name: "full", in: "query", schema: { type: "boolean" } },
    ],
    responses: {
      200: {
        description: "gone",
        headers: { "X-Age": { description: "gone", schema: { type: "integer" } } },
      },
    },
    "x-amazon-apigateway-integration": integration,
    "x-amazon-apigateway-request-validator": "all",
  };
  const authorizer = {
    type: "token",
    authorizerUri: "arn:aws:apigateway:x:lambda:path/functions/y/invocations",
  };
  const spec = {
    openapi: "3.0.3",
    info: { title: "Ships", description: "kept", version: "5" },
    tags: [{ name: "gone" }],
    "x-amazon-apigateway-binary-media-types": ["image/png"],
    "x-amazon-apigateway-request-validators": {
      all: { validateRequestBody: true, validateRequestParameters: true },
    },
    paths: { "/ships/{id}": { get: operation } },
    components: {
      securitySchemes: {
        pilots: {
          type: "apiKey",
          name: "Authorization",
          in: "header",
          "x-amazon-apigateway-authtype": "custom",
          "x-amazon-apigateway-authorizer": authorizer,
        },
      },
    },
  };
  const settings = { stages: { live: {} } };
  const of = (options: ExportOptions) => exported(spec, settings, { stage: "live", ...options });

  test("give OpenAPI 3.0.1 with the base path as a variable, and texts left out", async () => {
    expect(await of({ as: "openapi-3.0", extensions: ["none"] })).toEqual({
      openapi: "3.0.1",
      info: { title: "Ships", description: "kept", version: "5" },
      servers: [
        {
          url: "https://api-id.execute-api.us-east-1.amazonaws.com/{basePath}",
          variables: { basePath: { default: "live" } },
        },
      ],
      paths: {
        "/ships/{id}": {
          get: {
            operationId: "getShip",
            parameters: [
              { name: "id", in: "path", required: true, schema: { type: "string" } },
              { name: "full", in: "query", schema: { type: "string" } },
            ],
            responses: {
              200: {
                description: "200 response",
                headers: { "X-Age": { schema: { type: "string" } } },
                content: {},
              },
            },
            security: [{ pilots: [] }],
          },
        },
      },
      components: {
        securitySchemes: { pilots: { type: "apiKey", name: "Authorization", in: "header" } },
      },
    });
  });

  test("add what is asked for: integrations, authorizers, or the gateway's all", async () => {
    const members = async (extensions: ExportOptions["extensions"] & {}): Promise<string[]> => {
      const text = JSON.stringify(await of({ as: "openapi-3.0", extensions }));
      const found = text.matchAll(/"x-amazon-apigateway-([\w-]+)"/g);
      return [...new Set([...found].map((match) => match[1] ?? ""))].sort();
    };
    expect(await members(["none"])).toEqual([]);
    expect(await members(["authorizers"])).toEqual(["authorizer", "authtype"]);
    const gateway = ["binary-media-types", "integration", "request-validators"];
    expect(await members(["integrations"])).toEqual(gateway);
    expect(await members(["apigateway"])).toEqual([...gateway, "request-validator"].toSorted());
    expect(await members(["integrations", "authorizers"])).toEqual([
      "authorizer",
      "authtype",
      ...gateway,
    ]);
  });

  test("write of an integration what is not the default, in lower case", async () => {
    const document = await of({ as: "swagger-2.0", extensions: ["apigateway"] });
    expect(document).toMatchObject({
      paths: {
        "/ships/{id}": {
          get: {
            "x-amazon-apigateway-integration": {
              type: "http",
              httpMethod: "POST",
              uri: "https://backend.example",
              passthroughBehavior: "when_no_match",
              responses: { default: { statusCode: "200" } },
            },
          },
        },
      },
    });
    expect(JSON.stringify(document)).not.toMatch(/cacheNamespace|connectionType|timeoutInMillis/);
    expect(document).not.toHaveProperty("definitions");
  });
});
