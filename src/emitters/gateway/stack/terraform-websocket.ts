import {
  definedMembers,
  isJsonObject,
  type JsonObject,
  type JsonValue,
} from "../../../util/json.js";
import type { MethodSettings } from "../../../model/index.js";
import { saysSomething, SOCKET_ACCESS_LOG_FORMAT } from "./settings-properties.js";
import { snakeCase } from "./snake-case.js";
import { literal, type TerraformConfiguration } from "./terraform-configuration.js";
import type { SocketDomain, SocketPlan, SocketStage } from "./websocket-plan.js";
import type { SocketResource } from "./websocket-resources.js";

/** Properties that Terraform calls otherwise than CloudFormation. */
const NAMES: Readonly<Record<string, string>> = {
  TimeoutInMillis: "timeout_milliseconds",
  IdentitySource: "identity_sources",
};

/** Adds a WebSocket API: its parts, a deployment that changes with them, and its stages. */
export function addSocketApi(configuration: TerraformConfiguration, plan: SocketPlan): void {
  const { api, resources, hash, stages, functions } = plan;
  const kinds = new Map(resources.map(({ id, kind }) => [id, typeOf(kind)]));
  const idOf = (id: string): string => `\${${kinds.get(id) ?? ""}.${snakeCase(id)}.id}`;
  for (const { id, kind, properties, references } of resources) {
    const referred = Object.entries(references).map(([name, target]) => {
      return [snakeCase(name), name === "Target" ? `integrations/${idOf(target)}` : idOf(target)];
    });
    configuration.resource(typeOf(kind), snakeCase(id), {
      ...(Object.fromEntries(referred) as JsonObject),
      ...members(configuration, properties),
    });
  }
  const apiId = idOf(api);
  const routes = resources.filter(({ kind }) => kind === "Route").map(({ id }) => id);
  configuration.resource("aws_apigatewayv2_deployment", snakeCase(api), {
    api_id: apiId,
    triggers: { redeployment: hash },
    lifecycle: { create_before_destroy: true },
    depends_on: routes.map((id) => `aws_apigatewayv2_route.${snakeCase(id)}`),
  });
  for (const each of stages) {
    const id = snakeCase(each.id);
    configuration.resource("aws_apigatewayv2_stage", id, {
      api_id: apiId,
      deployment_id: `\${aws_apigatewayv2_deployment.${snakeCase(api)}.id}`,
      ...stageArguments(configuration, apiId, each),
    });
    configuration.output(`${id}_url`, `\${aws_apigatewayv2_stage.${id}.invoke_url}`);
  }
  for (const [index, use] of functions.entries()) {
    configuration.resource("aws_lambda_permission", `${snakeCase(api)}_${index + 1}`, {
      action: "lambda:InvokeFunction",
      function_name:
        typeof use === "string" ? configuration.pseudo(use) : configuration.computed(use),
      principal: "apigateway.amazonaws.com",
      source_arn: `\${aws_apigatewayv2_api.${snakeCase(api)}.execution_arn}/*`,
    });
  }
}

function stageArguments(
  configuration: TerraformConfiguration,
  apiId: string,
  { id, stage, routes }: SocketStage,
): JsonObject {
  const { name, description, variables, defaults, accessLog } = stage;
  const log = snakeCase(id);
  if (accessLog && accessLog.destination === undefined) {
    configuration.resource("aws_cloudwatch_log_group", log, {
      name: `/aws/apigateway/${apiId}/${literal(name)}`,
    });
  }
  return definedMembers({
    name,
    description: description === undefined ? undefined : literal(description),
    stage_variables:
      variables.length > 0
        ? Object.fromEntries(variables.map((one) => [one.name, literal(one.value)]))
        : undefined,
    default_route_settings: saysSomething(defaults) ? routeArguments(defaults) : undefined,
    route_settings:
      routes.length > 0
        ? routes.map((route) => ({ route_key: route.name, ...routeArguments(route.value) }))
        : undefined,
    access_log_settings: accessLog && {
      destination_arn: accessLog.destination ?? `\${aws_cloudwatch_log_group.${log}.arn}`,
      format: literal(accessLog.format ?? SOCKET_ACCESS_LOG_FORMAT),
    },
  });
}

function routeArguments({ rate, burst, logging, dataTrace, metrics }: MethodSettings): JsonObject {
  return definedMembers({
    throttling_rate_limit: rate,
    throttling_burst_limit: burst,
    logging_level: logging?.toUpperCase(),
    data_trace_enabled: dataTrace,
    detailed_metrics_enabled: metrics,
  });
}

/** Adds the custom domains of WebSocket APIs, which are regional, with what leads from them to stages. */
export function addSocketDomains(
  configuration: TerraformConfiguration,
  domains: readonly SocketDomain[],
): void {
  for (const { id: domainId, name, certificate, securityPolicy, mappings } of domains) {
    const id = snakeCase(domainId);
    const told = { description: literal(`The ARN of the certificate of ${name}`) };
    configuration.resource("aws_apigatewayv2_domain_name", id, {
      domain_name: literal(name),
      domain_name_configuration: {
        certificate_arn: certificate ?? configuration.variable(`${id}_certificate`, told),
        endpoint_type: "REGIONAL",
        security_policy: securityPolicy ?? "TLS_1_2",
      },
    });
    for (const [index, { basePath, api, stage }] of mappings.entries()) {
      configuration.resource("aws_apigatewayv2_api_mapping", `${id}_${index + 1}`, {
        domain_name: `\${aws_apigatewayv2_domain_name.${id}.id}`,
        api_id: `\${aws_apigatewayv2_api.${snakeCase(api.api)}.id}`,
        stage: `\${aws_apigatewayv2_stage.${snakeCase(stage.id)}.id}`,
        ...(basePath !== "" && { api_mapping_key: basePath }),
      });
    }
  }
}

function typeOf(kind: SocketResource["kind"]): string {
  return `aws_apigatewayv2_${snakeCase(kind)}`;
}

/** Properties under Terraform's names; a model's schema is a text there. */
function members(configuration: TerraformConfiguration, properties: JsonObject): JsonObject {
  const entries = Object.entries(properties).map(([name, value]) => {
    const key = NAMES[name] ?? snakeCase(name);
    if (name === "Schema") return [key, literal(JSON.stringify(value))] as const;
    return [key, valueOf(configuration, value)] as const;
  });
  return Object.fromEntries(entries);
}

function valueOf(configuration: TerraformConfiguration, value: JsonValue): JsonValue {
  if (typeof value === "string") return configuration.pseudo(value);
  if (Array.isArray(value)) return value.map((item: JsonValue) => valueOf(configuration, item));
  if (!isJsonObject(value)) return value;
  const [only, ...others] = Object.entries(value);
  if (only && others.length === 0 && (only[0] === "Ref" || only[0].startsWith("Fn::"))) {
    const [name, argument] = only;
    return configuration.computed({ kind: "intrinsic", function: name, argument });
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, valueOf(configuration, each)]),
  );
}
