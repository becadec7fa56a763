import { describe, expect, it } from "vitest";
import { checkText, type Finding, openapi, operation } from "./check-text.js";

/** The findings of the service's rules alone, without messages. */
async function awsFindings(text: string): Promise<[string, string][]> {
  const found = await checkText(text, "aws");
  return found
    .filter(([code]) => code.startsWith("aws-"))
    .map(([code, pointer]) => [code, pointer]);
}

const MOCK = `x-amazon-apigateway-integration: { type: mock, requestTemplates: { application/json: '{"statusCode": 204}' } }`;
const mocked = (id: string, more = ""): string =>
  operation(id, more === "" ? MOCK : `${MOCK}, ${more}`);
const path = (name: string): string =>
  `{ name: ${name}, in: path, required: true, schema: { type: string } }`;

describe("the service's resources", () => {
  it("have plain segments, one variable each, greedy ones last", async () => {
    const spec = openapi(`paths:
  /a b: { get: ${mocked("a")} }
  /c/{id}.json: { parameters: [${path("id")}], get: ${mocked("b")} }
  /d/{p+}/e: { parameters: [${path("p")}], get: ${mocked("c")} }
  /f/{x}: { parameters: [${path("x")}], get: ${mocked("d")} }
  /f/{y}/g: { parameters: [${path("y")}], get: ${mocked("e")} }
  /ping: { get: ${mocked("f")} }
  /fine/{x}/{rest+}: { parameters: [${path("x")}, ${path("rest")}], get: ${mocked("g")} }`);
    expect(await awsFindings(spec)).toEqual([
      ["aws-path-segment", "/paths/~1a b"],
      ["aws-path-segment", "/paths/~1c~1{id}.json"],
      ["aws-greedy-not-last", "/paths/~1d~1{p+}~1e"],
      ["aws-sibling-variables", "/paths/~1f~1{y}~1g"],
      ["aws-path-reserved", "/paths/~1ping"],
    ]);
  });

  it("number 300 at most", async () => {
    const lines = Array.from(
      { length: 300 },
      (_, index) => `  /r${index}: { get: ${mocked(`r${index}`)} }`,
    );
    expect(await awsFindings(openapi(`paths:\n${lines.slice(1).join("\n")}`))).toEqual([]);
    expect(await awsFindings(openapi(`paths:\n${lines.join("\n")}`))).toEqual([
      ["aws-too-many-resources", ""],
    ]);
  });
});

describe("the service's parameters", () => {
  it("have plain, unique names, known places and no types", async () => {
    const parameter = (name: string, place: string, schema = "{ type: string }"): string =>
      `{ name: "${name}", in: ${place}, schema: ${schema} }`;
    const list = [
      parameter("f[x]", "query"),
      parameter("id", "query"),
      parameter("id", "header"),
      parameter("session", "cookie"),
      parameter("n", "query", "{ type: integer, minimum: 1 }"),
    ];
    const spec = openapi(
      `paths:\n  /a: { get: ${mocked("a", `parameters: [${list.join(", ")}]`)} }`,
    );
    expect(await awsFindings(spec)).toEqual([
      ["aws-parameter-name-twice", "/paths/~1a/get"],
      ["aws-parameter-name", "/paths/~1a/get/parameters/0"],
      ["aws-parameter-dropped", "/paths/~1a/get/parameters/3"],
      ["aws-parameter-not-enforced", "/paths/~1a/get/parameters/4"],
    ]);
  });
});

describe("the service's models", () => {
  it("have plain names, no inline composition and fewer keywords", async () => {
    const spec = openapi(`paths:
  /a:
    post:
      operationId: a
      ${MOCK}
      requestBody:
        content: { application/json: { schema: { oneOf: [{ $ref: "#/components/schemas/Pet_1" }] } } }
      responses:
        "200": { description: x, content: { application/json: { schema: { type: string } } } }
components:
  schemas:
    Pet_1: { type: object, properties: { id: { type: integer, readOnly: true } } }`);
    expect((await awsFindings(spec)).toSorted()).toEqual([
      [
        "aws-inline-primitive-response",
        "/paths/~1a/post/responses/200/content/application~1json/schema",
      ],
      ["aws-keyword-ignored", "/components/schemas/Pet_1/properties/id"],
      ["aws-model-composition", "/paths/~1a/post/requestBody/content/application~1json/schema"],
      ["aws-model-name", "/components/schemas/Pet_1"],
      ["aws-request-not-validated", "/paths/~1a/post"],
    ]);
  });

  it("are checked by validators that exist", async () => {
    const spec =
      openapi(`x-amazon-apigateway-request-validators: { all: { validateRequestBody: true } }
x-amazon-apigateway-request-validator: all
paths:
  /a: { get: ${mocked("a", "x-amazon-apigateway-request-validator: none")} }`);
    expect(await awsFindings(spec)).toEqual([["aws-validator-undefined", "/paths/~1a/get"]]);
  });
});

/** What the rules say of one integration. */
async function integrationFindings(integration: string, more = ""): Promise<string[]> {
  const at = operation(
    "a",
    `x-amazon-apigateway-integration: ${integration}${more && `, ${more}`}`,
  );
  const found: Finding[] = await checkText(openapi(`paths:\n  /a: { get: ${at} }`), "aws");
  return found
    .filter(([code]) => code.startsWith("aws-"))
    .map(([code, , message]) => `${code}: ${message}`);
}

describe("the service's integrations", () => {
  const lambda = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/f/invocations";
  const fine = [
    `{ type: http_proxy, httpMethod: GET, uri: "https://b.example/x" }`,
    `{ type: aws_proxy, httpMethod: POST, uri: "${lambda}" }`,
    `{ type: aws_proxy, httpMethod: POST, uri: { "Fn::Sub": "arn:x" } }`,
    `{ type: http, httpMethod: GET, uri: "https://\${stageVariables.host}/x", timeoutInMillis: 29000 }`,
  ];
  it.each(fine)("%s is complete", async (integration) => {
    expect(await integrationFindings(integration)).toEqual([]);
  });

  const cases: [integration: string, finding: string][] = [
    [
      `{ type: http, uri: "https://b.example" }`,
      "aws-integration-incomplete: The integration of type http has no `httpMethod`.",
    ],
    [
      `{ type: http, httpMethod: GET, uri: b.example }`,
      "aws-integration-incomplete: The integration of type http has a `uri` that is no HTTP address: `b.example`.",
    ],
    [
      `{ type: aws, httpMethod: POST, uri: "arn:aws:x" }`,
      "aws-integration-incomplete: The integration of type aws has an ARN without `path` or `action`.",
    ],
    [
      `{ type: aws_proxy, httpMethod: POST, uri: "arn:aws:apigateway:eu-west-1:sqs:path/1/q" }`,
      "aws-integration-incomplete: The integration of type aws_proxy invokes neither a Lambda function nor a Firehose stream.",
    ],
    [
      `{ type: aws_proxy, httpMethod: GET, uri: "${lambda}" }`,
      "aws-integration-incomplete: The integration of type aws_proxy invokes a Lambda function by GET, which must be POST.",
    ],
    [
      `{ type: http_proxy, httpMethod: GET, uri: "https://b.example/{id}" }`,
      "aws-uri-variable-unmapped: The integration's `uri` has `{id}`, which no mapping fills.",
    ],
    [
      `{ type: http_proxy, httpMethod: GET, uri: "https://b.example", timeoutInMillis: 40000 }`,
      "aws-timeout-outside: The timeout of 40000 ms is outside 50 to 29000 ms.",
    ],
    [
      `{ type: http_proxy, httpMethod: GET, uri: "https://b.example", requestParameters: { integration.request.header.X: method.request.header.Y } }`,
      "aws-request-parameter-undeclared: The integration uses `method.request.header.Y`, which the operation does not declare as a parameter.",
    ],
    [
      `{ type: mock, requestTemplates: { application/json: "{}" } }`,
      "aws-mock-without-status: The mock integration's request templates give no `statusCode`; every call answers 500.",
    ],
    [
      `{ type: mock, requestTemplates: { application/json: '{"statusCode": 204}' }, responses: { default: { statusCode: "200" } } }`,
      "aws-status-undeclared: The integration response `default` gives status 200, which the operation does not describe.",
    ],
    [
      `{ type: mock, requestTemplates: { application/json: '{"statusCode": 204}' }, responses: { default: { statusCode: "204", responseParameters: { method.response.header.X-A: "'a'" } } } }`,
      "aws-response-header-undeclared: The mapping sets the header `X-A`, which the response 204 does not describe.",
    ],
  ];
  it.each(cases)("%s", async (integration, finding) => {
    expect(await integrationFindings(integration)).toEqual([finding]);
  });

  it("are missing where the API could not be deployed", async () => {
    expect(await awsFindings(openapi(`paths:\n  /a: { get: ${operation("a")} }`))).toEqual([
      ["aws-integration-missing", "/paths/~1a/get"],
    ]);
  });

  it("have templates of 300 KB at most", async () => {
    const text = `{ "statusCode": 204, "x": "${"y".repeat(300 * 1024)}" }`;
    const found = await integrationFindings(
      `{ type: mock, requestTemplates: { application/json: '${text}' } }`,
    );
    expect(found).toEqual([
      "aws-template-too-large: The mapping template has 301 KB; API Gateway takes 300 KB at most.",
    ]);
  });
});

describe("the service's import", () => {
  it("drops schemes, callbacks and links, and limits lifetimes", async () => {
    const spec = openapi(`paths:
  /a: { get: ${mocked("a", "deprecated: true, security: [{ token: [] }], servers: [{ url: 'https://x.example' }]")} }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
    key: { type: apiKey, in: header, name: Authorization, x-amazon-apigateway-authorizer: { type: token, authorizerUri: "arn:x", authorizerResultTtlInSeconds: 4000 } }`);
    expect((await awsFindings(spec)).toSorted()).toEqual([
      ["aws-part-dropped", "/paths/~1a/get"],
      ["aws-security-scheme-ignored", "/components/securitySchemes/token"],
      ["aws-ttl-outside", "/components/securitySchemes/key/x-amazon-apigateway-authorizer"],
    ]);
  });

  it("takes 6 MB at most", async () => {
    const long = "x".repeat(6 * 1024 * 1024);
    const spec = openapi(`paths:\n  /a: { get: ${mocked("a", `description: ${long}`)} }`);
    expect(await awsFindings(spec)).toEqual([["aws-document-too-large", ""]]);
  });

  it("of an HTTP API knows proxies only", async () => {
    const spec = openapi(`x-amazon-apigateway-cors: { allowOrigins: ["*"] }
x-amazon-apigateway-importexport-version: "1.0"
paths:
  /a: { get: ${mocked("a")} }`);
    expect(await awsFindings(spec)).toEqual([
      ["aws-http-api-lacks", "/paths/~1a/get/x-amazon-apigateway-integration"],
      ["aws-http-api-lacks", "/paths/~1a/get/x-amazon-apigateway-integration"],
    ]);
  });
});

describe("the profile", () => {
  it("is the service's where the document carries its extensions", async () => {
    const bare = openapi(`paths:\n  /ping: { get: ${operation("a")} }`);
    expect(await checkText(bare)).toEqual([]);
    const carrying = openapi(`paths:\n  /ping: { get: ${mocked("a")} }`);
    expect((await checkText(carrying)).map(([code]) => code)).toEqual(["aws-path-reserved"]);
  });
});
