import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../src/util/json.js";
import { emitted } from "./checked.js";

/** The arguments that the AWS provider documents, per resource; those with a star are required, `a.b` stand in a block. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  aws_api_gateway_rest_api:
    "name* api_key_source binary_media_types body description disable_execute_api_endpoint endpoint_configuration endpoint_configuration.types* endpoint_configuration.vpc_endpoint_ids minimum_compression_size fail_on_warnings parameters policy put_rest_api_mode tags",
  aws_api_gateway_deployment: "rest_api_id* description triggers variables",
  aws_api_gateway_stage:
    "rest_api_id* stage_name* deployment_id* access_log_settings access_log_settings.destination_arn* access_log_settings.format* cache_cluster_enabled cache_cluster_size canary_settings canary_settings.deployment_id* canary_settings.percent_traffic canary_settings.stage_variable_overrides canary_settings.use_stage_cache client_certificate_id description documentation_version variables tags xray_tracing_enabled",
  aws_api_gateway_method_settings:
    "rest_api_id* stage_name* method_path* settings* settings.metrics_enabled settings.logging_level settings.data_trace_enabled settings.throttling_burst_limit settings.throttling_rate_limit settings.caching_enabled settings.cache_ttl_in_seconds settings.cache_data_encrypted settings.require_authorization_for_cache_control settings.unauthorized_cache_control_header_strategy",
  aws_api_gateway_usage_plan:
    "name* description product_code tags api_stages api_stages.api_id* api_stages.stage* api_stages.throttle api_stages.throttle.path* api_stages.throttle.burst_limit api_stages.throttle.rate_limit quota_settings quota_settings.limit* quota_settings.offset quota_settings.period* throttle_settings throttle_settings.burst_limit throttle_settings.rate_limit",
  aws_api_gateway_usage_plan_key: "key_id* key_type* usage_plan_id*",
  aws_api_gateway_api_key: "name* customer_id description enabled value tags",
  aws_api_gateway_domain_name:
    "domain_name* endpoint_configuration endpoint_configuration.types* certificate_arn regional_certificate_arn security_policy tags",
  aws_api_gateway_base_path_mapping: "domain_name* api_id* stage_name base_path",
  aws_apigatewayv2_api:
    "name* protocol_type* api_key_selection_expression body cors_configuration description disable_execute_api_endpoint fail_on_warnings route_selection_expression tags version",
  aws_apigatewayv2_stage:
    "api_id* name* access_log_settings access_log_settings.destination_arn* access_log_settings.format* auto_deploy client_certificate_id default_route_settings default_route_settings.data_trace_enabled default_route_settings.detailed_metrics_enabled default_route_settings.logging_level default_route_settings.throttling_burst_limit default_route_settings.throttling_rate_limit deployment_id description route_settings route_settings.route_key* route_settings.data_trace_enabled route_settings.detailed_metrics_enabled route_settings.logging_level route_settings.throttling_burst_limit route_settings.throttling_rate_limit stage_variables tags",
  aws_apigatewayv2_deployment: "api_id* description triggers",
  aws_apigatewayv2_route:
    "api_id* route_key* api_key_required authorization_scopes authorization_type authorizer_id model_selection_expression operation_name request_models request_parameter route_response_selection_expression target",
  aws_apigatewayv2_integration:
    "api_id* integration_type* connection_id connection_type content_handling_strategy credentials_arn description integration_method integration_subtype integration_uri passthrough_behavior payload_format_version request_parameters request_templates response_parameters template_selection_expression timeout_milliseconds tls_config",
  aws_apigatewayv2_integration_response:
    "api_id* integration_id* integration_response_key* content_handling_strategy response_templates template_selection_expression",
  aws_apigatewayv2_model: "api_id* content_type* name* schema* description",
  aws_apigatewayv2_route_response:
    "api_id* route_id* route_response_key* model_selection_expression response_models",
  aws_apigatewayv2_authorizer:
    "api_id* authorizer_type* name* authorizer_credentials_arn authorizer_payload_format_version authorizer_result_ttl_in_seconds authorizer_uri enable_simple_responses identity_sources jwt_configuration",
  aws_apigatewayv2_domain_name:
    "domain_name* domain_name_configuration* domain_name_configuration.certificate_arn* domain_name_configuration.endpoint_type* domain_name_configuration.security_policy* mutual_tls_authentication tags",
  aws_apigatewayv2_api_mapping: "api_id* domain_name* stage* api_mapping_key",
  aws_lambda_permission:
    "action* function_name* principal* source_arn statement_id qualifier source_account",
  aws_cloudwatch_log_group: "name name_prefix retention_in_days kms_key_id tags",
};
/** Arguments that hold names of the user's own. */
const MAPS =
  /^(?:parameters|triggers|variables|stage_variables|tags|request_parameters|request_templates|response_templates|request_models|response_models|canary_settings\.stage_variable_overrides)$/;
/** What Terraform takes in any resource. */
const META = new Set(["lifecycle", "depends_on"]);
/** Attributes that a resource gives. */
const EXPORTED = /^(?:id|arn|execution_arn|invoke_url|stage_name|name|domain_name)$/;

interface Resource {
  readonly type: string;
  readonly name: string;
  readonly members: JsonObject;
}

function resourcesOf({ resource }: JsonObject): Resource[] {
  return Object.entries(isJsonObject(resource) ? resource : {}).flatMap(([type, all]) =>
    Object.entries(isJsonObject(all) ? all : {}).map(([name, members]) => ({
      type,
      name,
      members: isJsonObject(members) ? members : {},
    })),
  );
}

/** Arguments that the provider does not know, and those that it misses. */
function problemsOf({ type, name, members }: Resource): string[] {
  const known = ARGUMENTS[type]?.split(" ");
  if (!known) return [`${type} is no known resource`];
  const allowed = new Set(known.map((argument) => argument.replace("*", "")));
  const problems: string[] = [];
  const check = (value: JsonObject, place: string): void => {
    const missing = known.filter((argument) => {
      const inner = argument.startsWith(place) ? argument.slice(place.length) : undefined;
      return inner?.endsWith("*") && !inner.includes(".") && !(inner.slice(0, -1) in value);
    });
    for (const argument of missing) problems.push(`${type}.${name} misses ${argument}`);
    for (const [key, member] of Object.entries(value)) {
      const argument = place + key;
      if (place === "" && META.has(key)) continue;
      if (!allowed.has(argument)) problems.push(`${type}.${name} has ${argument}`);
      if (MAPS.test(argument)) continue;
      for (const item of Array.isArray(member) ? member : [member]) {
        if (isJsonObject(item)) check(item, `${argument}.`);
      }
    }
  };
  check(members, "");
  return problems;
}

/** The expressions in all texts of a value. */
function expressionsOf(value: JsonValue): string[] {
  if (typeof value === "string") {
    const plain = value.replace(/\$\$\{/g, "");
    return [...plain.matchAll(/\$\{([^}]*)\}/g)].map(([, expression = ""]) => expression);
  }
  if (Array.isArray(value)) return value.flatMap(expressionsOf);
  return isJsonObject(value) ? Object.values(value).flatMap(expressionsOf) : [];
}

/** Expressions that name nothing that the configuration has. */
function lostReferences(configuration: JsonObject): string[] {
  const resources = resourcesOf(configuration);
  const named = new Set(resources.map(({ type, name }) => `${type}.${name}`));
  const member = (section: string): JsonObject => {
    const value = configuration[section];
    return isJsonObject(value) ? value : {};
  };
  const variables = member("variable");
  const data = member("data");
  const depended = resources.flatMap(({ members }) => members["depends_on"] ?? []);
  const lost = expressionsOf(configuration).filter((expression) => {
    if (/^file\("\$\{path\.module$|^path\.module$/.test(expression)) return false;
    if (expression.startsWith("file(")) return false;
    const [first = "", second = "", third = ""] = expression.split(".");
    if (first === "var") return !(second in variables);
    if (first === "data") return !(second in data);
    return !named.has(`${first}.${second}`) || !EXPORTED.test(third);
  });
  return [...lost, ...depended.map(String).filter((name) => !named.has(name))];
}

const SETTINGS = `
gateway: { function: "pets-{operationId}" }
endpoint: { type: private, vpcEndpointIds: [vpce-1], allowFrom: { vpcEndpoints: [vpce-1] } }
stages:
  dev:
    description: Costs \${nothing}
    variables: { color: blue }
    throttle: { rate: 10, burst: 20 }
    accessLog: {}
    logging: info
    dataTrace: true
    tracing: true
    clientCertificate: abc
    cache: { enabled: true, ttl: 60, size: "0.5", encrypted: true, requireAuthorization: true, unauthorized: fail_403 }
    methods: { "GET /pets": { throttle: { rate: 1, burst: 2 }, cache: { enabled: true } } }
  prod:
    overlays: [prod.yaml]
    metrics: true
    accessLog: { destination: "arn:aws:logs:eu-west-1:1:log-group:x", format: $context.requestId }
    canary: { percent: 5, variables: { color: green }, useStageCache: true }
    domains:
      - { domain: api.example.com, basePath: v1 }
      - { domain: api.example.com, basePath: deep/path }
      - { domain: edge.example.com }
usagePlans:
  gold:
    description: Of gold
    throttle: { rate: 100, burst: 200 }
    quota: { limit: 1000, period: month, offset: 1 }
    stages: [dev, { stage: prod, methods: { "GET /pets": { rate: 5, burst: 5 } } }]
    keys: [partner]
apiKeys:
  partner: { description: A partner, valueFrom: PARTNER_KEY, customerId: c, tags: { a: b } }
domains:
  api.example.com: { securityPolicy: TLS_1_2 }
  edge.example.com: { endpoint: edge, certificate: "arn:aws:acm:us-east-1:1:certificate/x" }
`;
const OVERLAY = `
overlay: 1.0.0
info: { title: Production, version: "1" }
actions: [{ target: $.info, update: { description: Production } }]
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-terraform-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function configured(fixture: string): Promise<JsonObject> {
  const own = join(folder, fixture);
  mkdirSync(own);
  copyFileSync(`fixtures/${fixture}/spec.yaml`, join(own, "spec.yaml"));
  writeFileSync(join(own, "gw-gen.yaml"), SETTINGS);
  writeFileSync(join(own, "prod.yaml"), OVERLAY);
  const settings = join(own, "gw-gen.yaml");
  return emitted(join(own, "spec.yaml"), { target: "terraform", settings });
}

const judge = (configuration: JsonObject): readonly string[][] => [
  resourcesOf(configuration).flatMap(problemsOf),
  lostReferences(configuration),
];

describe("a Terraform configuration", () => {
  test.each(readdirSync("fixtures"))("of fixtures/%s has what the provider takes", async (name) => {
    const configuration = await emitted(`fixtures/${name}/spec.yaml`, { target: "terraform" });
    expect(resourcesOf(configuration).length).toBeGreaterThan(0);
    expect(judge(configuration)).toEqual([[], []]);
  });

  test.each(["petstore", "gateway", "websocket", "security"])(
    "of fixtures/%s with all settings has what the provider takes",
    async (name) => {
      const configuration = await configured(name);
      expect(judge(configuration)).toEqual([[], []]);
    },
  );
});
