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
  writeFileSync(join(folder, "stages.yaml"), STAGES);
  writeFileSync(join(folder, "prod.yaml"), OVERLAY);
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

const STAGES = `
stages:
  dev: {}
  test:
    logging: error
    metrics: true
    variables: { color: blue }
    accessLog: { format: $context.routeKey }
    routes: { say: { throttle: { rate: 2, burst: 3 } }, elsewhere: { metrics: true } }
  prod:
    overlays: [prod.yaml]
    domains: [{ domain: ws.example.com, basePath: chat }]
domains: { ws.example.com: { certificate: "arn:cert" } }
usagePlans: { basic: { stages: [prod] } }
`;
const OVERLAY = `
overlay: 1.0.0
info: { title: Production, version: "1" }
actions: [{ target: "$['x-gw-gen-websocket'].routes.say", remove: true }]
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

  it("is one API for stages with the same routes, with logs, limits and domains of each", async () => {
    const { files, diagnostics } = await gateway("spec.yaml", {
      cwd: folder,
      target: "cloudformation",
      settings: "stages.yaml",
    });
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      [
        "gateway-stages-differ",
        "The stages dev and test, prod have definitions of their own; each becomes one API.",
      ],
    ]);
    const main = files?.find(({ path }) => path === "template.json");
    const { Resources } = JSON.parse(String(main?.content)) as {
      Resources: Record<string, { Type: string; Properties: JsonObject }>;
    };
    const properties = (id: string): JsonObject | undefined => Resources[id]?.Properties;
    const held = Object.entries(Resources).flatMap(([id, { Type, Properties }]) =>
      Type === "AWS::ApiGatewayV2::Route" ? [`${id} ${String(Properties["RouteKey"])}`] : [],
    );
    expect(held).toEqual([
      "SocketDevTestConnectRoute $connect",
      "SocketDevTestSayRoute say",
      "SocketDevTestDefaultRoute $default",
      "SocketProdConnectRoute $connect",
      "SocketProdDefaultRoute $default",
    ]);
    expect(properties("SocketStageTest")).toEqual({
      ApiId: { Ref: "SocketDevTestApi" },
      DeploymentId: { Ref: expect.stringMatching(/^SocketDevTestApiDeployment[0-9a-f]{10}$/) },
      StageName: "test",
      StageVariables: { color: "blue" },
      DefaultRouteSettings: { LoggingLevel: "ERROR", DetailedMetricsEnabled: true },
      RouteSettings: { say: { ThrottlingRateLimit: 2, ThrottlingBurstLimit: 3 } },
      AccessLogSettings: {
        DestinationArn: { "Fn::GetAtt": ["SocketStageTestLog", "Arn"] },
        Format: "$context.routeKey",
      },
    });
    expect(properties("UsagePlan1")?.["ApiStages"]).toEqual([
      { ApiId: { Ref: "SocketProdApi" }, Stage: { Ref: "SocketStageProd" } },
    ]);
    expect(properties("SocketDomainWsExampleCom")).toEqual({
      DomainName: "ws.example.com",
      DomainNameConfigurations: [
        { CertificateArn: "arn:cert", EndpointType: "REGIONAL", SecurityPolicy: "TLS_1_2" },
      ],
    });
    expect(properties("SocketDomainWsExampleComMapping1")).toEqual({
      DomainName: { Ref: "SocketDomainWsExampleCom" },
      ApiId: { Ref: "SocketProdApi" },
      Stage: { Ref: "SocketStageProd" },
      ApiMappingKey: "chat",
    });
    const terraform = await gateway("spec.yaml", {
      cwd: folder,
      target: "terraform",
      settings: "stages.yaml",
    });
    const [configuration] = terraform.files ?? [];
    const { resource } = JSON.parse(String(configuration?.content)) as {
      resource: Record<string, Record<string, JsonObject>>;
    };
    expect(resource["aws_apigatewayv2_stage"]?.["socket_stage_test"]).toEqual({
      api_id: "${aws_apigatewayv2_api.socket_dev_test_api.id}",
      deployment_id: "${aws_apigatewayv2_deployment.socket_dev_test_api.id}",
      name: "test",
      stage_variables: { color: "blue" },
      default_route_settings: { logging_level: "ERROR", detailed_metrics_enabled: true },
      route_settings: [{ route_key: "say", throttling_rate_limit: 2, throttling_burst_limit: 3 }],
      access_log_settings: {
        destination_arn: "${aws_cloudwatch_log_group.socket_stage_test.arn}",
        format: "$context.routeKey",
      },
    });
    expect(resource["aws_apigatewayv2_api_mapping"]).toEqual({
      socket_domain_ws_example_com_1: {
        domain_name: "${aws_apigatewayv2_domain_name.socket_domain_ws_example_com.id}",
        api_id: "${aws_apigatewayv2_api.socket_prod_api.id}",
        stage: "${aws_apigatewayv2_stage.socket_stage_prod.id}",
        api_mapping_key: "chat",
      },
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
