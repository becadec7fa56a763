import { expect, test } from "vitest";
import { gateway } from "../../../src/pipeline/gateway.js";

const SPEC = "fixtures/petstore/spec.yaml";

test("gives a plain document mocks, models and validators, with its templates beside it", async () => {
  const { files = [], diagnostics, stages } = await gateway(SPEC, { settings: false });
  expect(stages).toEqual(["prod"]);
  expect(files.map(({ path }) => path)).toEqual([
    "openapi.json",
    "templates/listPets/request.application-json.vtl",
    "templates/listPets/response.default.application-json.vtl",
    "templates/createPet/request.application-json.vtl",
    "templates/createPet/response.default.application-json.vtl",
    "templates/getPet/request.application-json.vtl",
    "templates/getPet/response.default.application-json.vtl",
    "templates/deletePet/request.application-json.vtl",
    "templates/placeOrder/request.application-json.vtl",
    "templates/placeOrder/response.default.application-json.vtl",
    "REPORT.md",
  ]);
  const told = diagnostics
    .filter(({ code }) => code.startsWith("gateway-"))
    .map(({ code, operation }) => `${code} ${operation ?? "-"}`);
  expect(told).toEqual([
    "gateway-integration-added GET /pets",
    "gateway-integration-added POST /pets",
    "gateway-integration-added GET /pets/{petId}",
    "gateway-integration-added DELETE /pets/{petId}",
    "gateway-integration-added POST /orders",
    "gateway-validation-loosened -",
    "gateway-not-enforced GET /pets",
    "gateway-not-enforced POST /pets",
    "gateway-not-enforced GET /pets/{petId}",
    "gateway-not-enforced DELETE /pets/{petId}",
    "gateway-not-held DELETE /pets/{petId}",
    "gateway-not-enforced POST /orders",
  ]);
  const document = JSON.parse(String(files[0]?.content));
  expect(document.openapi).toBe("3.0.1");
  expect(document["x-amazon-apigateway-request-validator"]).toBe("params-and-body");
  expect(document["x-amazon-apigateway-request-validators"]).toEqual({
    "params-and-body": { validateRequestBody: true, validateRequestParameters: true },
  });
  expect(document.paths["/pets/{petId}"].delete["x-amazon-apigateway-integration"]).toEqual({
    type: "mock",
    httpMethod: "POST",
    uri: "",
    passthroughBehavior: "when_no_match",
    requestTemplates: { "application/json": '{"statusCode": 204}' },
    responses: { default: { statusCode: "204" } },
  });
});

test("proxies to a backend, with the variables of the path", async () => {
  const options = { settings: false, backend: "https://pets.internal/v1/" } as const;
  const { files = [] } = await gateway(SPEC, options);
  const document = JSON.parse(String(files[0]?.content));
  expect(document.paths["/pets/{petId}"].get["x-amazon-apigateway-integration"]).toEqual({
    type: "http_proxy",
    httpMethod: "GET",
    uri: "https://pets.internal/v1/pets/{petId}",
    passthroughBehavior: "when_no_match",
    requestParameters: { "integration.request.path.petId": "method.request.path.petId" },
  });
});

test("invokes a Lambda function by the pattern of its name", async () => {
  const options = { settings: false, function: "pets-{operationId}-{stage}" } as const;
  const { files = [] } = await gateway(SPEC, options);
  const document = JSON.parse(String(files[0]?.content));
  expect(document.paths["/pets"].get["x-amazon-apigateway-integration"]).toEqual({
    type: "aws_proxy",
    httpMethod: "POST",
    uri: "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:pets-listPets-prod/invocations",
    passthroughBehavior: "when_no_match",
  });
});

test("answers preflights from mocks, and adds the origin to what the gateway itself answers", async () => {
  const options = { settings: false, corsOrigins: ["https://app.example"] } as const;
  const { files = [] } = await gateway(SPEC, options);
  const document = JSON.parse(String(files[0]?.content));
  const paths = Object.entries<Record<string, unknown>>(document.paths);
  expect(paths.map(([path, item]) => [path, Object.keys(item)])).toEqual([
    ["/pets", ["get", "post", "options"]],
    ["/pets/{petId}", ["get", "delete", "options"]],
    ["/orders", ["post", "options"]],
  ]);
  expect(document.paths["/orders"].options["x-amazon-apigateway-integration"].responses).toEqual({
    default: {
      statusCode: "204",
      responseParameters: {
        "method.response.header.Access-Control-Allow-Methods": "'POST,OPTIONS'",
        "method.response.header.Access-Control-Allow-Headers":
          "'Content-Type,Authorization,X-Amz-Date,X-Api-Key,X-Amz-Security-Token'",
        "method.response.header.Access-Control-Allow-Origin": "'https://app.example'",
      },
    },
  });
  expect(document["x-amazon-apigateway-gateway-responses"]).toEqual({
    DEFAULT_4XX: {
      responseParameters: {
        "gatewayresponse.header.Access-Control-Allow-Origin": "'https://app.example'",
      },
    },
    DEFAULT_5XX: {
      responseParameters: {
        "gatewayresponse.header.Access-Control-Allow-Origin": "'https://app.example'",
      },
    },
  });
});

test("refuses a proxy without a backend", async () => {
  const { files, diagnostics } = await gateway(SPEC, {
    settings: false,
    integration: "http_proxy",
    include: ["listPets"],
  });
  expect(files).toBe(undefined);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.map(({ code, operation }) => `${code} ${operation}`)).toEqual([
    "gateway-integration-impossible GET /pets",
  ]);
});
