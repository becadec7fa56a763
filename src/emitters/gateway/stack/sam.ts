import { definedMembers, type JsonObject } from "../../../util/json.js";
import { addPermissions, addRestStage, restStageProperties, stageUrl } from "./cloudformation.js";
import { httpStageProperties } from "./cloudformation-http.js";
import type { ApiPlan } from "./plan.js";
import { ref, sub, type Template } from "./template.js";
import { printValue } from "../../../expression/intrinsic.js";

/**
 * Adds an API as SAM's resource, which makes the deployment and the first stage; further stages are CloudFormation's
 * own. SAM gives the deployment an id with the definition's hash.
 */
export function addSamApi(template: Template, api: ApiPlan, body: JsonObject): void {
  const [first, ...others] = api.stages;
  if (!first) return;
  const isHttp = api.model.gateway?.kind === "http";
  if (isHttp) addSamHttpApi(template, api, body);
  else {
    template.resource(api.id, "AWS::Serverless::Api", samRestProperties(template, api, body));
    template.output(
      `${first.id}Url`,
      `The address of ${api.name}, stage ${first.stage.name}`,
      stageUrl(api, first.stage),
    );
    for (const stage of others) addRestStage(template, api, stage, ref(`${api.id}.Deployment`));
  }
  addPermissions(template, api, `\${${api.id}}`);
}

function samRestProperties(template: Template, api: ApiPlan, body: JsonObject): JsonObject {
  const [first] = api.stages;
  const { gateway } = api.model;
  const endpoint = gateway?.endpoint ?? {};
  const type = endpoint.type ?? "regional";
  const { AccessLogSetting, ...stage } = first ? restStageProperties(template, api, first) : {};
  return definedMembers({
    Name: api.name,
    StageName: first?.stage.name,
    ...body,
    OpenApiVersion: "3.0.1",
    EndpointConfiguration: {
      Type: type.toUpperCase(),
      ...(endpoint.vpcEndpointIds && {
        VPCEndpointIds: template.own(endpoint.vpcEndpointIds.map(printValue)),
      }),
    },
    DisableExecuteApiEndpoint:
      endpoint.disableExecuteApi === undefined
        ? undefined
        : template.own(printValue(endpoint.disableExecuteApi)),
    Mode: "overwrite",
    ...stage,
    AccessLogSetting,
  });
}

function addSamHttpApi(template: Template, api: ApiPlan, body: JsonObject): void {
  const [first, ...others] = api.stages;
  if (!first) return;
  template.resource(api.id, "AWS::Serverless::HttpApi", {
    StageName: first.stage.name,
    ...body,
    ...httpStageProperties(template, api, first),
  });
  for (const plan of others) {
    template.resource(plan.id, "AWS::ApiGatewayV2::Stage", {
      ApiId: ref(api.id),
      StageName: plan.stage.name,
      AutoDeploy: true,
      ...httpStageProperties(template, api, plan),
    });
  }
  const host = `https://\${${api.id}}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}`;
  for (const { id, stage } of api.stages) {
    const path = stage.name === "$default" ? "/" : `/${stage.name}`;
    template.output(
      `${id}Url`,
      `The address of ${api.name}, stage ${stage.name}`,
      sub(host + path),
    );
  }
}
