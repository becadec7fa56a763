import { copyFileSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { gateway, type GatewayOptions } from "../../../src/pipeline/gateway.js";
import { isJsonObject, type JsonObject } from "../../../src/util/json.js";
import { python } from "../../support/checkers.js";
import { emitted } from "./checked.js";
import { runCheckers } from "./python.js";

const SETTINGS = `
gateway:
  function: "pets-{operationId}"
stages:
  dev:
    variables: { color: blue }
    throttle: { rate: 10, burst: 20 }
    accessLog: {}
    logging: info
    tracing: true
    methods:
      "GET /pets": { throttle: { rate: 1, burst: 2 }, cache: { enabled: true, ttl: 60 } }
  prod:
    cache: { enabled: true, size: "0.5" }
    metrics: true
    canary: { percent: 5, variables: { color: green } }
    domains: [{ domain: api.petstore.example, basePath: v1 }]
usagePlans:
  gold:
    throttle: { rate: 100, burst: 200 }
    quota: { limit: 1000, period: month }
    stages: [dev, { stage: prod, methods: { "GET /pets": { rate: 5, burst: 5 } } }]
    keys: [partner]
apiKeys:
  partner: { description: A partner, valueFrom: PARTNER_KEY }
domains:
  api.petstore.example: { securityPolicy: TLS_1_2 }
`;

function project(settings: string, overlays: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "gw-gen-stack-"));
  copyFileSync("fixtures/petstore/spec.yaml", join(folder, "api.yaml"));
  for (const [name, text] of Object.entries({ ...overlays, "gw-gen.yaml": settings })) {
    writeFileSync(join(folder, name), text);
  }
  return join(folder, "api.yaml");
}

async function stack(settings: string, target: GatewayOptions["target"] & string) {
  const spec = project(settings);
  return emitted(spec, { target, settings: join(spec, "..", "gw-gen.yaml") });
}

function member(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((each, name) => (isJsonObject(each) ? each[name] : undefined), value);
}

function resourceTypes(template: JsonObject): string[] {
  const { Resources } = template;
  return Object.entries(isJsonObject(Resources) ? Resources : {}).map(
    ([id, resource]) =>
      `${id.replace(/[0-9a-f]{10}$/, "HASH")} ${String(member(resource, "Type"))}`,
  );
}

describe("a stack", () => {
  test("holds everything around the API in CloudFormation", async () => {
    const template = await stack(SETTINGS, "cloudformation");
    expect(resourceTypes(template)).toEqual([
      "Api AWS::ApiGateway::RestApi",
      "ApiDeploymentHASH AWS::ApiGateway::Deployment",
      "StageDevLog AWS::Logs::LogGroup",
      "StageDev AWS::ApiGateway::Stage",
      "StageProd AWS::ApiGateway::Stage",
      ...[1, 2, 3, 4, 5].map((index) => `ApiPermission${index} AWS::Lambda::Permission`),
      "ApiKey1 AWS::ApiGateway::ApiKey",
      "UsagePlan1 AWS::ApiGateway::UsagePlan",
      "UsagePlan1Key1 AWS::ApiGateway::UsagePlanKey",
      "DomainApiPetstoreExample AWS::ApiGateway::DomainName",
      "DomainApiPetstoreExampleMapping1 AWS::ApiGateway::BasePathMapping",
    ]);
    expect(Object.keys(template["Parameters"] ?? {})).toEqual([
      "ApiKey1Value",
      "DomainApiPetstoreExampleCertificate",
    ]);
    const dev = member(template, "Resources", "StageDev", "Properties", "MethodSettings");
    expect(dev).toEqual([
      {
        ResourcePath: "/*",
        HttpMethod: "*",
        ThrottlingRateLimit: 10,
        ThrottlingBurstLimit: 20,
        LoggingLevel: "INFO",
      },
      {
        ResourcePath: "/~1pets",
        HttpMethod: "GET",
        ThrottlingRateLimit: 1,
        ThrottlingBurstLimit: 2,
        CachingEnabled: true,
        CacheTtlInSeconds: 60,
        LoggingLevel: "INFO",
      },
    ]);
  });

  test("holds the same in Terraform, and deploys what changes before it destroys", async () => {
    const configuration = await stack(SETTINGS, "terraform");
    const { resource } = configuration;
    const names = Object.entries(isJsonObject(resource) ? resource : {}).map(
      ([type, all]) => `${type} ${Object.keys(isJsonObject(all) ? all : {}).join(" ")}`,
    );
    expect(names).toEqual([
      "aws_api_gateway_rest_api api",
      "aws_api_gateway_deployment api",
      "aws_cloudwatch_log_group stage_dev",
      "aws_api_gateway_stage stage_dev stage_prod",
      "aws_api_gateway_method_settings stage_dev_1 stage_dev_2 stage_prod_1",
      "aws_lambda_permission api_1 api_2 api_3 api_4 api_5",
      "aws_api_gateway_api_key key_1",
      "aws_api_gateway_usage_plan plan_1",
      "aws_api_gateway_usage_plan_key plan_1_1",
      "aws_api_gateway_domain_name domain_api_petstore_example",
      "aws_api_gateway_base_path_mapping domain_api_petstore_example_1",
    ]);
    expect(member(resource, "aws_api_gateway_deployment", "api")).toEqual({
      rest_api_id: "${aws_api_gateway_rest_api.api.id}",
      triggers: { redeployment: expect.stringMatching(/^[0-9a-f]{64}$/) },
      lifecycle: { create_before_destroy: true },
    });
    expect(member(configuration, "variable", "key_1_value", "sensitive")).toBe(true);
  });

  test("deploys a changed definition again, and nothing else", async () => {
    const deployment = async (settings: string): Promise<string | undefined> => {
      const template = await stack(settings, "cloudformation");
      return Object.keys(template["Resources"] ?? {}).find((id) => id.includes("Deployment"));
    };
    const first = await deployment(SETTINGS);
    expect(await deployment(SETTINGS.replace("rate: 10,", "rate: 11,"))).toBe(first);
    expect(await deployment(SETTINGS.replace("pets-{", "pet-{"))).not.toBe(first);
  });

  test("has one API for each definition where overlays make stages differ", async () => {
    const overlay = `
overlay: 1.0.0
info: { title: Without orders, version: "1" }
actions:
  - target: $.paths['/orders']
    remove: true
`;
    const settings = "stages:\n  dev: {}\n  test: {}\n  prod: { overlays: [prod.yaml] }\n";
    const spec = project(settings, { "prod.yaml": overlay });
    const { files = [], diagnostics } = await gateway(spec, { target: "cloudformation" });
    const template: JsonObject = JSON.parse(String(files[0]?.content));
    expect(resourceTypes(template)).toEqual([
      "ApiDevTest AWS::ApiGateway::RestApi",
      "ApiDevTestDeploymentHASH AWS::ApiGateway::Deployment",
      "StageDev AWS::ApiGateway::Stage",
      "StageTest AWS::ApiGateway::Stage",
      "ApiProd AWS::ApiGateway::RestApi",
      "ApiProdDeploymentHASH AWS::ApiGateway::Deployment",
      "StageProd AWS::ApiGateway::Stage",
    ]);
    expect(
      diagnostics
        .filter(({ code }) => code === "gateway-stages-differ")
        .map(({ message }) => message),
    ).toEqual([
      "The stages dev and test, prod have definitions of their own; each becomes one API.",
    ]);
  });

  test("shares one API where stages differ in the host of the backend alone", async () => {
    const settings =
      "stages:\n  dev: { backends: https://dev.internal/v1 }\n  prod: { backends: https://internal/v1 }\n";
    const template = await stack(settings, "cloudformation");
    const body = member(template, "Resources", "Api", "Properties", "Body");
    expect(member(body, "paths", "/pets", "get", "x-amazon-apigateway-integration", "uri")).toBe(
      "https://${stageVariables.backend}/pets",
    );
    const variables = ["StageDev", "StageProd"].map((id) =>
      member(template, "Resources", id, "Properties", "Variables"),
    );
    expect(variables).toEqual([{ backend: "dev.internal/v1" }, { backend: "internal/v1" }]);
  });

  test.skipIf(python === undefined)(
    "is accepted by cfn-lint and translated by SAM",
    async () => {
      const cloudformation = await stack(SETTINGS, "cloudformation");
      const sam = await stack(SETTINGS, "sam");
      const answers = runCheckers([
        { tool: "cloudformation", name: "cloudformation", document: cloudformation },
        { tool: "cloudformation", name: "sam", document: sam },
        { tool: "sam", name: "translated", document: sam },
      ]);
      expect(answers.map(({ name, problems }) => ({ name, problems }))).toEqual([
        { name: "cloudformation", problems: [] },
        { name: "sam", problems: [] },
        { name: "translated", problems: [] },
      ]);
    },
    60_000,
  );
});
