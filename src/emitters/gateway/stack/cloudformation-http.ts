import type { MethodSettings } from "../../../model/index.js";
import { printValue } from "../../../expression/intrinsic.js";
import { definedMembers, type JsonObject } from "../../../util/json.js";
import { accessLog, addPermissions, variableMap } from "./cloudformation.js";
import type { ApiPlan, StagePlan } from "./plan.js";
import { HTTP_ACCESS_LOG_FORMAT, saysSomething } from "./settings-properties.js";
import { ref, sub, type Template } from "./template.js";

/** Adds an HTTP API with its stages, which deploy what changes on their own. */
export function addHttpApi(template: Template, api: ApiPlan, body: JsonObject): void {
  const { disableExecuteApi } = api.model.gateway?.endpoint ?? {};
  template.resource(api.id, "AWS::ApiGatewayV2::Api", {
    ...body,
    FailOnWarnings: false,
    ...(disableExecuteApi !== undefined && {
      DisableExecuteApiEndpoint: template.own(printValue(disableExecuteApi)),
    }),
  });
  for (const plan of api.stages) {
    const { stage } = plan;
    template.resource(plan.id, "AWS::ApiGatewayV2::Stage", {
      ApiId: ref(api.id),
      StageName: stage.name,
      AutoDeploy: true,
      ...(stage.description !== undefined && { Description: stage.description }),
      ...httpStageProperties(template, api, plan),
    });
    const host = `https://\${${api.id}}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}`;
    template.output(
      `${plan.id}Url`,
      `The address of ${api.name}, stage ${stage.name}`,
      sub(stage.name === "$default" ? `${host}/` : `${host}/${stage.name}`),
    );
  }
  addPermissions(template, api, `\${${api.id}}`);
}

/** What a stage of an HTTP API says, whatever resource holds it. */
export function httpStageProperties(template: Template, api: ApiPlan, plan: StagePlan): JsonObject {
  const { stage, methods, variables } = plan;
  return definedMembers({
    StageVariables: variables.length > 0 ? variableMap(variables) : undefined,
    DefaultRouteSettings: saysSomething(stage.defaults) ? routeSettings(stage.defaults) : undefined,
    RouteSettings:
      methods.length > 0
        ? Object.fromEntries(
            methods.map(({ path, method, settings }) => [
              `${method} ${path}`,
              routeSettings(settings),
            ]),
          )
        : undefined,
    AccessLogSettings: accessLog(template, api, plan, HTTP_ACCESS_LOG_FORMAT),
  });
}

function routeSettings({ rate, burst, metrics }: MethodSettings): JsonObject {
  return definedMembers({
    ThrottlingRateLimit: rate,
    ThrottlingBurstLimit: burst,
    DetailedMetricsEnabled: metrics,
  });
}
