import { expect, test } from "vitest";
import { importText } from "./import-text.js";

const head = `openapi: 3.0.1\ninfo: { title: Toys, version: "1" }\n`;
const codes = (result: ReturnType<typeof importText>) => result.diagnostics.map(({ code }) => code);

test("an integration lands typed, its enums in lower case, its intrinsics as values", () => {
  const result = importText(`${head}
paths:
  /toys/{id+}:
    x-amazon-apigateway-any-method:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      x-amazon-apigateway-request-validator: body
      x-amazon-apigateway-auth: { type: AWS_IAM }
      x-amazon-apigateway-integration:
        type: AWS
        httpMethod: post
        uri: { "Fn::Sub": "arn:aws:apigateway:\${AWS::Region}:lambda:path/functions/\${Fn.Arn}/invocations" }
        credentials: { "Fn::GetAtt": [Role, Arn] }
        passthroughBehavior: WHEN_NO_TEMPLATES
        connectionType: VPC_LINK
        contentHandling: CONVERT_TO_TEXT
        timeoutInMillis: 5000
        cacheKeyParameters: [method.request.path.id]
        requestParameters:
          integration.request.header.X-Id: method.request.path.id
          integration.request.querystring.stage: stageVariables.name
        requestTemplates: { application/json: "{}" }
        responses:
          default:
            statusCode: 200
            responseParameters: { method.response.header.A: "'*'" }
            responseTemplates: { application/json: { Ref: Template } }
          "4\\\\d{2}": { statusCode: "400" }
        tlsConfig: { insecureSkipVerification: true }
        later: 1
      responses: { 200: { description: ok } }
`);
  expect(codes(result)).toEqual(["unknown-member"]);
  const [operation] = result.model?.operations ?? [];
  expect(operation?.key).toBe("ANY /toys/{id+}");
  expect(operation?.path.segments).toEqual([
    { kind: "static", text: "toys" },
    { kind: "greedy", name: "id" },
  ]);
  expect(operation?.extensions).toBeUndefined();
  expect(operation?.gateway).toMatchObject({
    requestValidator: "body",
    auth: "aws_iam",
    integration: {
      type: "aws",
      httpMethod: "POST",
      uri: { kind: "intrinsic", function: "Fn::Sub" },
      credentials: { kind: "intrinsic", function: "Fn::GetAtt", argument: ["Role", "Arn"] },
      passthroughBehavior: "when_no_templates",
      connectionType: "vpc_link",
      contentHandling: "convert_to_text",
      timeout: 5000,
      cacheKeyParameters: ["method.request.path.id"],
      requestParameters: [
        {
          target: "integration.request.header.X-Id",
          source: "method.request.path.id",
          expression: { kind: "request", in: "path", name: "id" },
        },
        {
          target: "integration.request.querystring.stage",
          expression: { kind: "stageVariable", name: "name" },
        },
      ],
      requestTemplates: [{ mediaType: "application/json", text: "{}" }],
      responses: [
        {
          pattern: "default",
          statusCode: "200",
          parameters: [{ expression: { kind: "static", value: "*" } }],
          templates: [{ text: { kind: "intrinsic", function: "Ref", argument: "Template" } }],
        },
        { pattern: String.raw`4\d{2}`, statusCode: "400" },
      ],
      tls: { insecureSkipVerification: true },
      unknown: [{ name: "later", value: 1 }],
    },
  });
});

test("what the document says of its gateway", () => {
  const result = importText(`swagger: 2.0
info: { title: { Ref: AWS::StackName } }
paths:
  /: { get: {} }
x-amazon-apigateway-api-key-source: AUTHORIZER
x-amazon-apigateway-binary-media-types: [image/*, { Ref: Type }]
x-amazon-apigateway-minimum-compression-size: null
x-amazon-apigateway-request-validator: all
x-amazon-apigateway-request-validators:
  all: { validateRequestBody: true, validateRequestParameters: true }
x-amazon-apigateway-endpoint-configuration: { vpcEndpointIds: [vpce-1], disableExecuteApiEndpoint: true }
x-amazon-apigateway-policy: { Version: "2012-10-17" }
x-amazon-apigateway-documentation: { version: "3", documentationParts: [{ location: { type: API } }] }
x-amazon-apigateway-gateway-responses:
  DEFAULT_4XX:
    statusCode: 400
    responseParameters: { gatewayresponse.header.A: "'b'" }
    responseTemplates: { application/json: "{}" }
securityDefinitions:
  mine:
    type: apiKey
    name: Authorization
    in: header
    x-amazon-apigateway-authtype: custom
    x-amazon-apigateway-authorizer:
      type: TOKEN
      authorizerUri: arn
      authorizerResultTtlInSeconds: "60"
      identitySource: method.request.header.A, context.stage
x-other: 1
`);
  expect(codes(result)).toEqual(["version-repaired", "no-responses", "missing-member"]);
  expect(result.model?.info.title).toMatchObject({ kind: "intrinsic", function: "Ref" });
  expect(result.model?.extensions).toEqual([{ name: "x-other", value: 1 }]);
  expect(result.model?.gateway).toMatchObject({
    kind: "rest",
    apiKeySource: "authorizer",
    binaryMediaTypes: ["image/*", { kind: "intrinsic", function: "Ref" }],
    minimumCompressionSize: null,
    requestValidator: "all",
    requestValidators: [{ name: "all", value: { body: true, parameters: true } }],
    endpoint: {
      vpcEndpointIds: ["vpce-1"],
      disableExecuteApi: true,
      policy: { Version: "2012-10-17" },
    },
    documentation: { version: "3", parts: [{ location: { type: "API" } }] },
    gatewayResponses: [
      {
        name: "DEFAULT_4XX",
        value: {
          statusCode: "400",
          parameters: [{ target: "gatewayresponse.header.A" }],
          templates: [{ name: "application/json", value: "{}" }],
        },
      },
    ],
  });
  expect(result.model?.components.securitySchemes.get("mine")).toMatchObject({
    kind: "apiKey",
    authType: "custom",
    authorizer: {
      type: "token",
      uri: "arn",
      resultTtl: 60,
      identitySources: ["method.request.header.A", "context.stage"],
    },
  });
});

test("an HTTP API: named integrations, its own mappings, CORS and JWT", () => {
  const result = importText(`${head}
paths:
  /$default:
    x-amazon-apigateway-any-method:
      isDefaultRoute: true
      responses: { default: { description: any } }
      x-amazon-apigateway-integration: { $ref: '#/components/x-amazon-apigateway-integrations/back' }
x-amazon-apigateway-cors: { allowOrigins: "*", maxAge: 10 }
components:
  securitySchemes:
    jwt:
      type: oauth2
      flows: {}
      x-amazon-apigateway-authorizer:
        type: jwt
        jwtConfiguration: { issuer: https://id.example, audience: [a] }
  x-amazon-apigateway-integrations:
    back:
      type: http_proxy
      uri: https://back.example
      payloadFormatVersion: 1.0
      requestParameters: { "append:header.a": $request.header.b, "overwrite:path": $request.path }
      responseParameters: { "200": { "overwrite:statuscode": "204" } }
`);
  expect(codes(result)).toEqual([]);
  expect(result.model?.gateway).toMatchObject({
    kind: "http",
    cors: { allowOrigins: ["*"], maxAge: 10 },
  });
  expect(result.model?.operations[0]?.gateway).toMatchObject({
    isDefaultRoute: true,
    integration: {
      component: "back",
      payloadFormatVersion: "1.0",
      requestParameters: [
        { expression: { kind: "request", in: "header", name: "b" } },
        { expression: { kind: "requestPath" } },
      ],
      responseParameters: [
        { name: "200", value: [{ expression: { kind: "static", value: "204" } }] },
      ],
    },
  });
  expect(result.model?.components.securitySchemes.get("jwt")?.authorizer).toMatchObject({
    type: "jwt",
    jwt: { issuer: "https://id.example", audience: ["a"] },
  });
});

test("wrong types are reported one by one, and the rest is kept", () => {
  const result = importText(`${head}
paths:
  /:
    get:
      responses: { 200: { description: ok } }
      x-amazon-apigateway-integration:
        type: magic
        uri: 3
        connectionType: [internet]
        timeoutInMillis: soon
        requestParameters: { integration.request.header.a: true, integration.request.body: "'a'" }
        requestTemplates: { a: 1 }
        responses: { default: 3 }
x-amazon-apigateway-api-key-source: both
`);
  expect(codes(result)).toEqual([
    "unknown-value",
    "wrong-type",
    "wrong-type",
    "wrong-type",
    "mapping-target-unknown",
    "wrong-type",
    "wrong-type",
    "wrong-type",
    "unknown-value",
  ]);
  expect(result.model?.operations[0]?.gateway?.integration).toMatchObject({
    type: "unknown",
    rawType: "magic",
    uri: "3",
  });
});
