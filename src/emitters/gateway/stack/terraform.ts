import { isIntrinsic } from "../../../expression/intrinsic.js";
import type { MethodSettings, Value } from "../../../model/index.js";
import { snakeCase } from "./snake-case.js";
import { definedMembers, type JsonObject, type JsonValue } from "../../../util/json.js";
import { addSocketApi, addSocketDomains } from "./terraform-websocket.js";
import type { ApiPlan, StackPlan, StagePlan } from "./plan.js";
import { ACCESS_LOG_FORMAT, HTTP_ACCESS_LOG_FORMAT, saysSomething } from "./settings-properties.js";
import { literal, TerraformConfiguration } from "./terraform-configuration.js";

/** Where the definition of an API stands beside the configuration. */
export type DefinitionPath = (api: ApiPlan) => string;

/** Writes a stack as a Terraform configuration in JSON (`main.tf.json`) for the `hashicorp/aws` provider. */
export function printTerraform(plan: StackPlan, definitionPath: DefinitionPath): JsonObject {
  const configuration = new TerraformConfiguration();
  for (const api of plan.apis) {
    const path = definitionPath(api);
    if (api.model.gateway?.kind === "http") addHttpApi(configuration, api, path);
    else addRestApi(configuration, api, path);
    addPermissions(configuration, api);
  }
  for (const socket of plan.sockets) addSocketApi(configuration, socket);
  addSocketDomains(configuration, plan.socketDomains);
  addUsagePlans(configuration, plan);
  addDomains(configuration, plan);
  return configuration.print();
}

function addRestApi(configuration: TerraformConfiguration, api: ApiPlan, path: string): void {
  const id = snakeCase(api.id);
  const { endpoint = {}, basePathStrategy } = api.model.gateway ?? {};
  configuration.resource("aws_api_gateway_rest_api", id, {
    name: literal(api.name),
    body: `\${file("\${path.module}/${path}")}`,
    put_rest_api_mode: "overwrite",
    ...(basePathStrategy !== undefined && { parameters: { basepath: basePathStrategy } }),
    endpoint_configuration: definedMembers({
      types: [(endpoint.type ?? "regional").toUpperCase()],
      vpc_endpoint_ids: endpoint.vpcEndpointIds?.map((value) => scalar(configuration, value)),
    }),
    ...definedMembers({
      disable_execute_api_endpoint:
        endpoint.disableExecuteApi === undefined
          ? undefined
          : scalar(configuration, endpoint.disableExecuteApi),
      policy: endpoint.policy === undefined ? undefined : literal(JSON.stringify(endpoint.policy)),
    }),
  });
  configuration.resource("aws_api_gateway_deployment", id, {
    rest_api_id: attribute("aws_api_gateway_rest_api", id, "id"),
    triggers: { redeployment: api.hash },
    lifecycle: { create_before_destroy: true },
  });
  for (const stage of api.stages) addRestStage(configuration, api, stage);
}

function addRestStage(configuration: TerraformConfiguration, api: ApiPlan, plan: StagePlan): void {
  const { stage, variables, methods } = plan;
  const { canary, cacheClusterSize, defaults } = stage;
  const id = snakeCase(plan.id);
  const apiId = attribute("aws_api_gateway_rest_api", snakeCase(api.id), "id");
  const deployment = attribute("aws_api_gateway_deployment", snakeCase(api.id), "id");
  const caches = cacheClusterSize !== undefined || defaults.cache?.enabled === true;
  configuration.resource("aws_api_gateway_stage", id, {
    rest_api_id: apiId,
    deployment_id: deployment,
    stage_name: stage.name,
    ...definedMembers({
      description: stage.description === undefined ? undefined : literal(stage.description),
      variables: variables.length > 0 ? variableMap(variables) : undefined,
      cache_cluster_enabled: caches ? true : undefined,
      cache_cluster_size: caches ? (cacheClusterSize ?? "0.5") : undefined,
      xray_tracing_enabled: stage.tracing,
      client_certificate_id: stage.clientCertificate,
      access_log_settings: accessLog(configuration, api, plan),
      canary_settings:
        canary &&
        definedMembers({
          deployment_id: deployment,
          percent_traffic: canary.percent,
          stage_variable_overrides: canary.variables && variableMap(canary.variables),
          use_stage_cache: canary.useStageCache,
        }),
    }),
  });
  const settings = [
    ...(saysSomething(defaults) ? [{ key: "*/*", settings: defaults }] : []),
    ...methods.map((each) => ({
      key: `${each.path.replace(/^\//, "")}/${each.method}`,
      settings: each.settings,
    })),
  ];
  for (const [index, each] of settings.entries()) {
    configuration.resource("aws_api_gateway_method_settings", `${id}_${index + 1}`, {
      rest_api_id: apiId,
      stage_name: attribute("aws_api_gateway_stage", id, "stage_name"),
      method_path: each.key,
      settings: methodSettings(each.settings),
    });
  }
  configuration.output(`${id}_url`, attribute("aws_api_gateway_stage", id, "invoke_url"));
}

const UNAUTHORIZED = {
  fail_403: "FAIL_WITH_403",
  succeed_with_header: "SUCCEED_WITH_RESPONSE_HEADER",
  succeed_without_header: "SUCCEED_WITHOUT_RESPONSE_HEADER",
} as const;

function methodSettings({
  rate,
  burst,
  cache,
  logging,
  dataTrace,
  metrics,
}: MethodSettings): JsonObject {
  return definedMembers({
    throttling_rate_limit: rate,
    throttling_burst_limit: burst,
    caching_enabled: cache?.enabled,
    cache_ttl_in_seconds: cache?.ttl,
    cache_data_encrypted: cache?.encrypted,
    require_authorization_for_cache_control: cache?.requireAuthorization,
    unauthorized_cache_control_header_strategy:
      cache?.unauthorized === undefined ? undefined : UNAUTHORIZED[cache.unauthorized],
    logging_level: logging?.toUpperCase(),
    data_trace_enabled: dataTrace,
    metrics_enabled: metrics,
  });
}

function addHttpApi(configuration: TerraformConfiguration, api: ApiPlan, path: string): void {
  const id = snakeCase(api.id);
  const { endpoint = {} } = api.model.gateway ?? {};
  configuration.resource("aws_apigatewayv2_api", id, {
    name: literal(api.name),
    protocol_type: "HTTP",
    body: `\${file("\${path.module}/${path}")}`,
    ...(endpoint.disableExecuteApi !== undefined && {
      disable_execute_api_endpoint: scalar(configuration, endpoint.disableExecuteApi),
    }),
  });
  for (const plan of api.stages) {
    const { stage, variables, methods } = plan;
    const stageId = snakeCase(plan.id);
    const routes = methods.map(({ path: route, method, settings }) => ({
      route_key: `${method} ${route}`,
      ...routeSettings(settings),
    }));
    configuration.resource("aws_apigatewayv2_stage", stageId, {
      api_id: attribute("aws_apigatewayv2_api", id, "id"),
      name: stage.name,
      auto_deploy: true,
      ...definedMembers({
        description: stage.description === undefined ? undefined : literal(stage.description),
        stage_variables: variables.length > 0 ? variableMap(variables) : undefined,
        default_route_settings: saysSomething(stage.defaults)
          ? routeSettings(stage.defaults)
          : undefined,
        route_settings: routes.length > 0 ? routes : undefined,
        access_log_settings: accessLog(configuration, api, plan),
      }),
    });
    configuration.output(
      `${stageId}_url`,
      attribute("aws_apigatewayv2_stage", stageId, "invoke_url"),
    );
  }
}

function routeSettings({ rate, burst, metrics }: MethodSettings): JsonObject {
  return definedMembers({
    throttling_rate_limit: rate,
    throttling_burst_limit: burst,
    detailed_metrics_enabled: metrics,
  });
}

function accessLog(
  configuration: TerraformConfiguration,
  api: ApiPlan,
  { stage, id }: StagePlan,
): JsonObject | undefined {
  if (!stage.accessLog) return undefined;
  const isHttp = api.model.gateway?.kind === "http";
  const name = snakeCase(id);
  const resource = isHttp ? "aws_apigatewayv2_api" : "aws_api_gateway_rest_api";
  if (stage.accessLog.destination === undefined) {
    configuration.resource("aws_cloudwatch_log_group", name, {
      name: `/aws/apigateway/${attribute(resource, snakeCase(api.id), "id")}/${literal(stage.name)}`,
    });
  }
  const format = stage.accessLog.format ?? (isHttp ? HTTP_ACCESS_LOG_FORMAT : ACCESS_LOG_FORMAT);
  return {
    destination_arn:
      stage.accessLog.destination ?? attribute("aws_cloudwatch_log_group", name, "arn"),
    format: literal(format),
  };
}

function addPermissions(configuration: TerraformConfiguration, api: ApiPlan): void {
  const isHttp = api.model.gateway?.kind === "http";
  const resource = isHttp ? "aws_apigatewayv2_api" : "aws_api_gateway_rest_api";
  const id = snakeCase(api.id);
  for (const [index, use] of api.functions.entries()) {
    configuration.resource("aws_lambda_permission", `${id}_${index + 1}`, {
      action: "lambda:InvokeFunction",
      function_name:
        typeof use === "string" ? configuration.pseudo(use) : configuration.computed(use),
      principal: "apigateway.amazonaws.com",
      source_arn: `${attribute(resource, id, "execution_arn")}/*`,
    });
  }
}

function addUsagePlans(configuration: TerraformConfiguration, plan: StackPlan): void {
  const keys = new Map<string, string>();
  for (const [index, key] of plan.apiKeys.entries()) {
    const id = `key_${index + 1}`;
    keys.set(key.name, id);
    configuration.resource("aws_api_gateway_api_key", id, {
      name: literal(key.name),
      enabled: key.enabled ?? true,
      ...(key.description !== undefined && { description: literal(key.description) }),
      ...(key.customerId !== undefined && { customer_id: literal(key.customerId) }),
      ...(key.valueFrom !== undefined && {
        value: configuration.variable(`${id}_value`, {
          description: literal(`The value of the API key ${key.name}, from ${key.valueFrom}`),
          sensitive: true,
        }),
      }),
      ...(key.tags !== undefined && { tags: tagMap(key.tags) }),
    });
  }
  for (const [index, usage] of plan.usagePlans.entries()) {
    const id = `plan_${index + 1}`;
    configuration.resource("aws_api_gateway_usage_plan", id, usagePlan(plan, usage));
    for (const [position, name] of usage.keys.entries()) {
      const key = keys.get(name);
      if (key === undefined) continue;
      configuration.resource("aws_api_gateway_usage_plan_key", `${id}_${position + 1}`, {
        key_id: attribute("aws_api_gateway_api_key", key, "id"),
        key_type: "API_KEY",
        usage_plan_id: attribute("aws_api_gateway_usage_plan", id, "id"),
      });
    }
  }
}

function usagePlan(
  { apis, sockets }: StackPlan,
  usage: StackPlan["usagePlans"][number],
): JsonObject {
  const { name, description, throttle, quota, stages } = usage;
  const limits = (each: { readonly rate: number; readonly burst: number }): JsonObject => ({
    rate_limit: each.rate,
    burst_limit: each.burst,
  });
  const apiStages = stages.flatMap(({ stage, methods = [] }) => [
    ...apis.flatMap((api) =>
      api.stages
        .filter((each) => each.stage.name === stage)
        .map((each) => ({
          api_id: attribute("aws_api_gateway_rest_api", snakeCase(api.id), "id"),
          stage: attribute("aws_api_gateway_stage", snakeCase(each.id), "stage_name"),
          ...(methods.length > 0 && {
            throttle: methods.map((method) => ({ path: method.name, ...limits(method.value) })),
          }),
        })),
    ),
    ...sockets.flatMap(({ api, stages: held }) =>
      held
        .filter((each) => each.stage.name === stage)
        .map(({ id }) => ({
          api_id: attribute("aws_apigatewayv2_api", snakeCase(api), "id"),
          stage: attribute("aws_apigatewayv2_stage", snakeCase(id), "name"),
        })),
    ),
  ]);
  return definedMembers({
    name: literal(name),
    description: description === undefined ? undefined : literal(description),
    api_stages: apiStages,
    throttle_settings: throttle && limits(throttle),
    quota_settings:
      quota &&
      definedMembers({
        limit: quota.limit,
        period: quota.period.toUpperCase(),
        offset: quota.offset,
      }),
  });
}

function addDomains(configuration: TerraformConfiguration, { domains }: StackPlan): void {
  for (const domain of domains) {
    const id = snakeCase(domain.id);
    const type = domain.endpoint ?? "regional";
    const certificate =
      domain.certificate ??
      configuration.variable(`${id}_certificate`, {
        description: literal(`The ARN of the certificate of ${domain.name}`),
      });
    configuration.resource("aws_api_gateway_domain_name", id, {
      domain_name: literal(domain.name),
      endpoint_configuration: { types: [type.toUpperCase()] },
      [type === "regional" ? "regional_certificate_arn" : "certificate_arn"]: certificate,
      ...(domain.securityPolicy !== undefined && { security_policy: domain.securityPolicy }),
    });
    for (const [index, { basePath, api, stage }] of domain.mappings.entries()) {
      const name = `${id}_${index + 1}`;
      const isHttp = api.model.gateway?.kind === "http";
      const domainName = attribute("aws_api_gateway_domain_name", id, "domain_name");
      const apiResource = isHttp ? "aws_apigatewayv2_api" : "aws_api_gateway_rest_api";
      const apiId = attribute(apiResource, snakeCase(api.id), "id");
      const stageName = isHttp
        ? attribute("aws_apigatewayv2_stage", snakeCase(stage.id), "name")
        : attribute("aws_api_gateway_stage", snakeCase(stage.id), "stage_name");
      if (isHttp || basePath.includes("/")) {
        configuration.resource("aws_apigatewayv2_api_mapping", name, {
          domain_name: domainName,
          api_id: apiId,
          stage: stageName,
          ...(basePath !== "" && { api_mapping_key: basePath }),
        });
      } else {
        configuration.resource("aws_api_gateway_base_path_mapping", name, {
          domain_name: domainName,
          api_id: apiId,
          stage_name: stageName,
          ...(basePath !== "" && { base_path: basePath }),
        });
      }
    }
  }
}

function attribute(type: string, name: string, member: string): string {
  return `\${${type}.${name}.${member}}`;
}

function variableMap(variables: StagePlan["variables"]): JsonObject {
  return Object.fromEntries(variables.map(({ name, value }) => [name, literal(value)]));
}

function tagMap(tags: JsonValue): JsonValue {
  return Object.fromEntries(
    Object.entries(tags ?? {}).map(([name, value]) => [name, literal(String(value))]),
  );
}

function scalar(
  configuration: TerraformConfiguration,
  value: Value<string | number | boolean>,
): JsonValue {
  if (isIntrinsic(value)) return configuration.computed(value);
  return typeof value === "string" ? literal(value) : value;
}
