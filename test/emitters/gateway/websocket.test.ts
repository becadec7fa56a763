import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gateway, type GatewayTarget } from "../../../src/pipeline/gateway.js";
import type { JsonObject } from "../../../src/util/json.js";
import { python } from "../../support/checkers.js";
import { runCheckers } from "./python.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-websocket-gateway-"));
  writeFileSync(join(folder, "spec.yaml"), SPEC);
  writeFileSync(
    join(folder, "gw-gen.yaml"),
    "stages: { dev: {}, prod: { throttle: { rate: 5, burst: 9 } } }",
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lambda = (name: string): string =>
  `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${name}/invocations`;
const SPEC = `
openapi: 3.0.3
info: { title: Chat, version: "1" }
paths: {}
components:
  securitySchemes:
    guard:
      type: apiKey
      in: query
      name: auth
      x-amazon-apigateway-authtype: custom
      x-amazon-apigateway-authorizer:
        type: request
        identitySource: route.request.querystring.auth
        authorizerUri: { Fn::Sub: "${lambda("guard")}" }
x-gw-gen-websocket:
  routes:
    $connect: { security: [{ guard: [] }], integration: { type: aws_proxy, uri: "${lambda("chat")}" } }
    say:
      modelSelection: $default
      message: { type: object, required: [text], properties: { text: { type: string } } }
      reply: { payload: {} }
      integration:
        type: http
        httpMethod: POST
        uri: https://backend.example.com/say
        timeoutInMillis: 5000
        requestParameters: { integration.request.header.who: route.request.body.name }
        requestTemplates: { $default: '{"said": $input.json("$.text")}' }
        responses:
          $default: { statusCode: 200, responseTemplates: { application/json: ok } }
          /4\\d\\d/: { statusCode: 200 }
    $default: {}
    said: { direction: receive, message: { type: object } }
`;

async function stack(target: GatewayTarget): Promise<JsonObject> {
  const { files, diagnostics } = await gateway("spec.yaml", { cwd: folder, target });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const [main] = files ?? [];
  if (typeof main?.content !== "string") throw new Error(`there is no ${target}`);
  return JSON.parse(main.content) as JsonObject;
}

describe("a WebSocket API", () => {
  it("is all of its resources in a template", async () => {
    const { Resources } = (await stack("cloudformation")) as {
      Resources: Record<string, { Type: string; Properties: JsonObject; DependsOn?: unknown }>;
    };
    const named = Object.entries(Resources).map(([id, { Type }]) => {
      const plain = id.replace(/(Deployment)[0-9a-f]{10}$/, "$1");
      return `${plain} ${Type.replace("AWS::ApiGatewayV2::", "")}`;
    });
    expect(named).toEqual([
      "SocketApi Api",
      "SocketConnectIntegration Integration",
      "SocketGuardAuthorizer Authorizer",
      "SocketConnectRoute Route",
      "SocketSayIntegration Integration",
      "SocketSayDefaultIntegrationResponse IntegrationResponse",
      "SocketSay4DDIntegrationResponse IntegrationResponse",
      "SocketSayModel Model",
      "SocketSayRoute Route",
      "SocketSayRouteResponse RouteResponse",
      "SocketDefaultIntegration Integration",
      "SocketDefaultRoute Route",
      "SocketApiDeployment Deployment",
      "SocketStageDev Stage",
      "SocketStageProd Stage",
      "SocketApiPermission1 AWS::Lambda::Permission",
      "SocketApiPermission2 AWS::Lambda::Permission",
    ]);
    expect(Resources["SocketSayRoute"]?.Properties).toEqual({
      ApiId: { Ref: "SocketApi" },
      Target: { "Fn::Sub": "integrations/${SocketSayIntegration}" },
      RouteKey: "say",
      AuthorizationType: "NONE",
      ModelSelectionExpression: "$default",
      RequestModels: { $default: "Say" },
      RouteResponseSelectionExpression: "$default",
    });
    expect(Resources["SocketSayIntegration"]?.Properties).toEqual({
      ApiId: { Ref: "SocketApi" },
      IntegrationType: "HTTP",
      IntegrationMethod: "POST",
      IntegrationUri: "https://backend.example.com/say",
      RequestTemplates: { $default: '{"said": $input.json("$.text")}' },
      TemplateSelectionExpression: "\\$default",
      RequestParameters: { "integration.request.header.who": "route.request.body.name" },
      TimeoutInMillis: 5000,
    });
    expect(Resources["SocketConnectRoute"]?.Properties).toMatchObject({
      AuthorizationType: "CUSTOM",
      AuthorizerId: { Ref: "SocketGuardAuthorizer" },
    });
    expect(Resources["SocketStageProd"]?.Properties).toMatchObject({
      DefaultRouteSettings: { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 9 },
    });
  });

  it("is the same in Terraform, under its names", async () => {
    const { resource } = (await stack("terraform")) as {
      resource: Record<string, Record<string, JsonObject>>;
    };
    expect(Object.keys(resource)).toEqual([
      "aws_apigatewayv2_api",
      "aws_apigatewayv2_integration",
      "aws_apigatewayv2_authorizer",
      "aws_apigatewayv2_route",
      "aws_apigatewayv2_integration_response",
      "aws_apigatewayv2_model",
      "aws_apigatewayv2_route_response",
      "aws_apigatewayv2_deployment",
      "aws_apigatewayv2_stage",
      "aws_lambda_permission",
    ]);
    expect(resource["aws_apigatewayv2_route"]?.["socket_say_route"]).toMatchObject({
      api_id: "${aws_apigatewayv2_api.socket_api.id}",
      route_key: "say",
      target: "integrations/${aws_apigatewayv2_integration.socket_say_integration.id}",
    });
  });

  it("has no place in an OpenAPI document", async () => {
    const { diagnostics } = await gateway("spec.yaml", { cwd: folder, target: "openapi" });
    expect(diagnostics.map(({ code }) => code)).toContain("gateway-routes-not-held");
  });

  it.skipIf(python === undefined)(
    "passes the checkers of others",
    { timeout: 60_000 },
    async () => {
      const documents = await Promise.all(
        (["cloudformation", "sam"] as const).map(async (tool) => {
          return { tool, name: tool, document: await stack(tool) };
        }),
      );
      const problems = runCheckers(documents).map(({ name, problems: found }) => [
        name,
        // What begins with an I only informs.
        found.filter((problem) => !problem.startsWith("I")),
      ]);
      expect(problems).toEqual([
        ["cloudformation", []],
        ["sam", []],
      ]);
    },
  );
});
