import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { placeOf } from "../../src/diagnostics/place.js";
import { load } from "../../src/pipeline/load.js";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "gw-gen-templates-"))));
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const spec = (extension: string, integration = "{ type: mock }"): string => `openapi: 3.0.3
info: { title: T, version: "1" }
paths:
  /pets:
    post:
      operationId: addPet
      ${extension}
      x-amazon-apigateway-integration: ${integration}
      responses: { "200": { description: fine } }
`;

/** The templates of the one operation, the findings with their places, and the files that were read. */
async function templates() {
  const { model, diagnostics, inputs } = await load("api/spec.yaml", { cwd: folder });
  const { requestTemplates = [], responses = [] } =
    model?.operations[0]?.gateway?.integration ?? {};
  return {
    requests: requestTemplates.map(({ mediaType, text, file }) => [mediaType, text, file]),
    responses: responses.map(({ pattern, statusCode, templates: list = [] }) => [
      pattern,
      statusCode,
      list.map(({ text }) => text),
    ]),
    places: requestTemplates.map(({ location }) => placeOf(location).path),
    findings: diagnostics.map(({ code, location }) => [
      code,
      location ? placeOf(location).pointer : "",
    ]),
    inputs: inputs.map(({ path }) => path),
  };
}

describe("template files", () => {
  it("of an operation stand beside the spec", async () => {
    write(
      "api/spec.yaml",
      spec(
        "x-gw-gen-template: { request: vtl/add.vtl, responses: { 200: { application/json: vtl/ok.vtl } } }",
      ),
    );
    write("api/vtl/add.vtl", '{"statusCode": 200}');
    write("api/vtl/ok.vtl", "[]");
    expect(await templates()).toEqual({
      requests: [["application/json", '{"statusCode": 200}', "vtl/add.vtl"]],
      responses: [["200", "200", ["[]"]]],
      places: ["api/vtl/add.vtl"],
      findings: [],
      inputs: ["api/spec.yaml", "api/vtl/add.vtl", "api/vtl/ok.vtl"],
    });
  });

  it("of the settings win over those of the spec and join inline ones", async () => {
    const inline = `{ type: mock, requestTemplates: { text/plain: "{}" }, responses: { default: { statusCode: 200, responseTemplates: { application/json: "1" } } } }`;
    write("api/spec.yaml", spec("x-gw-gen-template: { request: a.vtl }", inline));
    write(
      "api/gw-gen.yaml",
      "templates: { addPet: { request: { application/json: b.vtl }, responses: { default: b.vtl } } }\n",
    );
    write("api/a.vtl", "a");
    write("api/b.vtl", "b");
    const found = await templates();
    expect([found.requests, found.responses, found.findings]).toEqual([
      [
        ["text/plain", "{}", undefined],
        ["application/json", "b", "b.vtl"],
      ],
      [["default", "200", ["b"]]],
      [],
    ]);
  });

  it("are refused where they are missing, leave the folder, or serve nothing", async () => {
    write("outside.vtl", "x");
    write(
      "api/spec.yaml",
      spec(
        "x-gw-gen-template: { request: { a/b: no.vtl, c/d: ../outside.vtl, e/f: 'https://x.example/t.vtl' }, reponses: {} }",
      ),
    );
    expect((await templates()).findings).toEqual([
      ["settings-unknown-key", "/paths/~1pets/post/x-gw-gen-template/reponses"],
      ["file-not-found", "/paths/~1pets/post/x-gw-gen-template/request/a~1b"],
      ["file-outside", "/paths/~1pets/post/x-gw-gen-template/request/c~1d"],
      ["network-not-allowed", "/paths/~1pets/post/x-gw-gen-template/request/e~1f"],
    ]);
  });
});
