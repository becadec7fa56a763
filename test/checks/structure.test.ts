import { describe, expect, it } from "vitest";
import { checkText, openapi, operation } from "./check-text.js";

const path = (name: string) =>
  `{ name: ${name}, in: path, required: true, schema: { type: string } }`;

describe("paths", () => {
  it("that differ only in variable names", async () => {
    const spec = openapi(`paths:
  /a/{x}: { parameters: [${path("x")}], get: ${operation("a")} }
  /a/{y}: { parameters: [${path("y")}], put: ${operation("b")}, get: ${operation("c")} }
  /a/b: { get: ${operation("d")} }`);
    expect(await checkText(spec)).toEqual([
      [
        "path-identical",
        "/paths/~1a~1{y}",
        "The path `/a/{y}` has the same form as `/a/{x}`; only the names of the variables differ.",
      ],
    ]);
  });

  it("of which neither is more specific", async () => {
    const spec = openapi(`paths:
  /a/{x}: { parameters: [${path("x")}], get: ${operation("a")} }
  /{y}/b: { parameters: [${path("y")}], get: ${operation("b")}, put: ${operation("c")} }
  /c/b: { get: ${operation("d")} }
  /{y}/{z}/b: { parameters: [${path("y")}, ${path("z")}], get: ${operation("e")} }`);
    expect(await checkText(spec)).toEqual([
      [
        "path-ambiguous",
        "/paths/~1{y}~1b/get",
        "A request such as `/a/b` fits both `GET /{y}/b` and `GET /a/{x}`, and neither is more specific.",
      ],
    ]);
  });
});

describe("operations", () => {
  it("without id, success, or a meaning for their body", async () => {
    const spec = openapi(`paths:
  /a:
    get:
      responses: { "404": { description: x }, "500": { description: x } }
    delete:
      operationId: drop
      requestBody: { content: { application/json: { schema: { type: string } } } }
      responses: { "204": { description: x, content: { text/plain: { schema: { type: string } } } } }
    put: ${operation("fine", "requestBody: { content: { text/plain: {} } }")}
    post:
      operationId: also
      responses: { default: { description: x } }`);
    expect(await checkText(spec)).toEqual([
      ["operation-id-missing", "/paths/~1a/get", "The operation has no `operationId`."],
      [
        "success-response-missing",
        "/paths/~1a/get",
        "The operation describes no successful response, only 404, 500.",
      ],
      [
        "body-without-meaning",
        "/paths/~1a/delete/requestBody",
        "A `DELETE` request has a body here, which has no defined meaning.",
      ],
      [
        "content-on-empty-status",
        "/paths/~1a/delete/responses/204",
        "A response with status 204 has no content, but one is described.",
      ],
    ]);
  });

  it("with parameters and tags that are ignored or unknown", async () => {
    const header = (name: string) => `{ name: ${name}, in: header, schema: { type: string } }`;
    const spec = openapi(`tags: [{ name: pets }]
paths:
  /a:
    get: ${operation("a", `tags: [pets, pest], parameters: [${header("Accept")}, ${header("X-A")}]`)}`);
    expect(await checkText(spec)).toEqual([
      ["tag-undeclared", "/paths/~1a/get", "The tag `pest` is not in the document's list of tags."],
      [
        "header-parameter-ignored",
        "/paths/~1a/get/parameters/0",
        "The header parameter `Accept` is ignored: the media types of the responses describe it.",
      ],
    ]);
  });
});

describe("security", () => {
  it("with schemes and scopes that are undefined or unused", async () => {
    const spec = openapi(`security: [{ gone: [] }]
paths:
  /a: { get: ${operation("a", "security: [{ oauth: [read, write] }, { gone: [] }]")} }
components:
  securitySchemes:
    oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://x.example", scopes: { read: r } } } }
    key: { type: apiKey, in: header, name: k }`);
    expect(await checkText(spec)).toEqual([
      ["security-scheme-undefined", "", "The security scheme `gone` is required but not defined."],
      [
        "security-scope-undefined",
        "/paths/~1a/get",
        "The scope `write` is not among the scopes of the security scheme `oauth`.",
      ],
      [
        "security-scheme-unused",
        "/components/securitySchemes/key",
        "Nothing requires the security scheme `key`.",
      ],
    ]);
  });
});

describe("servers", () => {
  it("without encryption, or with unknown variables", async () => {
    const spec = `openapi: 3.0.3
info: { title: T, version: "1" }
servers: [{ url: "http://api.example.com" }, { url: "http://localhost:80/x" }, { url: "https://{a}.{b}.x", variables: { a: { default: y } } }]
paths: { /a: { get: ${operation("a")} } }`;
    expect(await checkText(spec)).toEqual([
      [
        "server-not-https",
        "/servers/0",
        "The server `http://api.example.com` is reached without encryption.",
      ],
      [
        "server-variable-undefined",
        "/servers/2",
        "The server URL `https://{a}.{b}.x` has `{b}`, but no variable of that name.",
      ],
    ]);
  });
});

describe("components", () => {
  it("that nothing reaches", async () => {
    const spec = openapi(`paths:
  /a:
    get:
      operationId: a
      parameters: [{ $ref: "#/components/parameters/Used" }]
      responses: { "200": { description: x, content: { application/json: { schema: { $ref: "#/components/schemas/A" } } } } }
components:
  parameters:
    Used: { name: u, in: query, schema: { type: string } }
    Left: { name: l, in: query, schema: { $ref: "#/components/schemas/OnlyLeft" } }
  schemas:
    A: { type: object, properties: { b: { $ref: "#/components/schemas/B" } } }
    B: { type: object, properties: { a: { $ref: "#/components/schemas/A" } } }
    Lone: { type: object, properties: { lone: { $ref: "#/components/schemas/Lone" } } }
    OnlyLeft: { type: string }`);
    expect(await checkText(spec)).toEqual([
      ["schema-unused", "/components/schemas/Lone", "Nothing uses the schema `Lone`."],
      ["schema-unused", "/components/schemas/OnlyLeft", "Nothing uses the schema `OnlyLeft`."],
      [
        "component-unused",
        "/components/parameters/Left",
        "Nothing refers to the parameter `Left`.",
      ],
    ]);
  });
});
