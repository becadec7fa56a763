import { isJsonObject, type JsonObject, type JsonValue } from "../../../util/json.js";
import { snakeCase } from "./snake-case.js";
import { literal, type TerraformConfiguration } from "./terraform-configuration.js";
import type { SocketPlan } from "./websocket-plan.js";
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
  for (const { id, name, description, variables, rate, burst } of stages) {
    const limits = {
      ...(rate !== undefined && { throttling_rate_limit: rate }),
      ...(burst !== undefined && { throttling_burst_limit: burst }),
    };
    configuration.resource("aws_apigatewayv2_stage", snakeCase(id), {
      api_id: apiId,
      name,
      deployment_id: `\${aws_apigatewayv2_deployment.${snakeCase(api)}.id}`,
      ...(description !== undefined && { description: literal(description) }),
      ...(Object.keys(variables).length > 0 && {
        stage_variables: Object.fromEntries(
          Object.entries(variables).map(([key, value]) => [key, literal(value)]),
        ),
      }),
      ...(Object.keys(limits).length > 0 && { default_route_settings: limits }),
    });
    const url = `\${aws_apigatewayv2_stage.${snakeCase(id)}.invoke_url}`;
    configuration.output(`${snakeCase(id)}_url`, url);
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
