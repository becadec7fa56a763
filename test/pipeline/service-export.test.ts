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
