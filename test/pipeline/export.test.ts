import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load as parseYaml } from "js-yaml";
import { afterAll, describe, expect, test } from "vitest";
import { exportDocument, type ExportOptions } from "../../src/pipeline/export.js";

const cwd = mkdtempSync(join(tmpdir(), "gw-gen-export-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const SPEC = `# The pet shop.
openapi: 3.0.3
info:
  title: Pets # as people call it
  version: "1"
servers:
  - url: https://dev.pets.example
paths:
  /pets:
    # Everyone may look.
    get:
      operationId: listPets
      tags: [pets]
      responses:
        default: { description: no }
        "200":
          description: ok
          content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
  /audit:
    get:
      operationId: audit
      x-internal: true
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: GET
        uri: https://\${stageVariables.host}/audit
      responses:
        "200":
          description: ok
          content: { application/json: { schema: { $ref: "#/components/schemas/Audit" } } }
components:
  schemas:
    # A pet.
    Pet: { type: string }
    Audit: { type: object, properties: { next: { $ref: "#/components/schemas/Audit" } } }
`;
const SETTINGS = `
stages:
  prod:
    url: https://api.pets.example
    variables: { host: inner.example }
`;

function place(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
}

async function exported(options: ExportOptions = {}) {
  place({ "api.yaml": SPEC, "gw-gen.yaml": SETTINGS });
  const { text = "", diagnostics } = await exportDocument("api.yaml", { cwd, ...options });
  return { text, codes: diagnostics.map(({ code }) => code) };
}

describe("an export to the spec's own dialect", () => {
  test("is the spec itself where nothing changes", async () => {
    expect(await exported()).toEqual({ text: SPEC, codes: [] });
  });

  test("changes only what the stage changes", async () => {
    const { text, codes } = await exported({ stage: "prod" });
    expect(codes).toEqual([]);
    expect(text).toBe(SPEC.replace("https://dev.pets.example", "https://api.pets.example"));
  });

  test("leaves out internal operations and what only they need", async () => {
    const { text, codes } = await exported({ withoutInternal: true });
    expect(codes).toEqual([]);
    const [head = ""] = SPEC.split("  /audit:");
    const components = `components:
  schemas:
    # A pet.
    Pet: { type: string }
`;
    expect(text).toBe(head + components);
  });

  test("resolves stage variables and stamps the version", async () => {
    const options = { stage: "prod", resolveVariables: true, version: "2.1.0" } as const;
    const { text, codes } = await exported(options);
    expect(codes).toEqual([]);
    expect(text).toBe(
      SPEC.replace("https://dev.pets.example", "https://api.pets.example")
        .replace("${stageVariables.host}", "inner.example")
        .replace('version: "1"', 'version: "2.1.0"'),
    );
  });

  test("keeps only the gateway extensions that are asked for", async () => {
    const { text } = await exported({ extensions: ["none"] });
    const start = SPEC.indexOf("      x-amazon-apigateway");
    const end = SPEC.indexOf("      responses:", start);
    expect(text).toBe(SPEC.slice(0, start) + SPEC.slice(end));
  });

  test("is JSON where that is asked for, in the order of the spec", async () => {
    const { text } = await exported({ out: "api.json" });
    expect(JSON.parse(text)).toEqual(parseYaml(SPEC));
    expect(text.indexOf('"default"')).toBeLessThan(text.indexOf('"200"'));
  });

  test("is printed anew where parts stand in several files, which a note says", async () => {
    place({ "shared.yaml": "Pet: { type: string, maxLength: 9 }\n" });
    const spec = SPEC.replace('"#/components/schemas/Pet"', '"shared.yaml#/Pet"');
    place({ "parts.yaml": spec, "gw-gen.yaml": SETTINGS });
    const { text = "", diagnostics } = await exportDocument("parts.yaml", { cwd });
    expect(diagnostics.map(({ code }) => code)).toEqual(["export-rebuilt"]);
    expect(text).toContain("maxLength: 9");
    expect(text).not.toContain("shared.yaml");
  });
});

describe("an export without internal operations", () => {
  test("leaves them out where paths refer to one another", async () => {
    const text = SPEC.replace("components:", '  /log: { $ref: "#/paths/~1audit" }\ncomponents:');
    place({ "refs.yaml": text });
    const options = { cwd, settings: false, withoutInternal: true } as const;
    const result = await exportDocument("refs.yaml", options);
    expect(result.diagnostics.map(({ code }) => code)).toEqual([
      "duplicate-operation-id",
      "export-rebuilt",
    ]);
    expect(Object.keys(Object(parseYaml(result.text ?? "")).paths)).toEqual(["/pets"]);
  });
});

describe("an export to another form", () => {
  test("says what it lost", async () => {
    place({ "cookie.yaml": COOKIE });
    const options = { cwd, as: "swagger-2.0", settings: false } as const;
    const { diagnostics } = await exportDocument("cookie.yaml", options);
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      "export-lost: A parameter in the place `cookie` cannot be written in Swagger 2.0.",
    ]);
  });

  test("puts references' targets in their place, recursion apart", async () => {
    const { text } = await exported({ dereference: true, out: "api.json" });
    const { paths } = JSON.parse(text);
    const schemaOf = (path: string) =>
      paths[path].get.responses["200"].content["application/json"].schema;
    expect(schemaOf("/pets")).toEqual({ type: "string" });
    expect(schemaOf("/audit")).toEqual({
      type: "object",
      properties: { next: { $ref: "#/components/schemas/Audit" } },
    });
  });

  test("may be a .http file", async () => {
    const { text } = await exported({ as: "http", stage: "prod" });
    expect(text).toBe(`@baseUrl = https://api.pets.example

### listPets
# @name listPets
GET {{baseUrl}}/pets

### audit
# @name audit
GET {{baseUrl}}/audit
`);
  });

  test("may be a Postman collection, which is read as the same operations", async () => {
    const { text } = await exported({ as: "postman" });
    place({ "collection.json": text });
    const back = await exportDocument("collection.json", { cwd, settings: false });
    expect(back.model?.operations.map(({ key }) => key)).toEqual(["GET /pets", "GET /audit"]);
    const { variable } = JSON.parse(text);
    expect(variable).toEqual([{ key: "baseUrl", value: "https://dev.pets.example" }]);
  });
});

describe("a wrong export", () => {
  test("of an unknown stage says so", async () => {
    const { codes } = await exported({ stage: "qa" });
    expect(codes).toEqual(["stage-unknown"]);
  });

  test("with a variable that the stage lacks keeps it and warns", async () => {
    place({ "api.yaml": SPEC, "gw-gen.yaml": "stages: { prod: { variables: {} } }\n" });
    const options = { cwd, stage: "prod", resolveVariables: true };
    const { text, diagnostics } = await exportDocument("api.yaml", options);
    expect(diagnostics.map(({ code }) => code)).toEqual(["stage-variable-unset"]);
    expect(text).toBe(readFileSync(join(cwd, "api.yaml"), "utf8"));
  });

  test("with a version from git needs a tag", async () => {
    const { codes } = await exported({ version: "git" });
    expect(codes).toEqual(["git-tag-missing"]);
  });
});

const COOKIE = `
openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      parameters: [{ name: session, in: cookie, schema: { type: string } }]
      responses: { "200": { description: ok } }
`;
