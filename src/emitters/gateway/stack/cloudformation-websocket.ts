import { definedMembers, type JsonObject } from "../../../util/json.js";
import { accessLog, functionReference, variableMap } from "./cloudformation.js";
import {
  routeSettingProperties,
  saysSomething,
  SOCKET_ACCESS_LOG_FORMAT,
} from "./settings-properties.js";
import type { SocketDomain, SocketPlan, SocketStage } from "./websocket-plan.js";
import { ref, sub, type Template } from "./template.js";

/** Adds a WebSocket API: its parts, a deployment that changes with them, and its stages. */
export function addSocketApi(template: Template, plan: SocketPlan): void {
  const { api, resources, hash, stages, functions } = plan;
  const routes: string[] = [];
  for (const { id, kind, properties, references } of resources) {
    const referred = Object.entries(references).map(([name, target]) => [
      name,
      name === "Target" ? sub(`integrations/\${${target}}`) : ref(target),
    ]);
    template.resource(id, `AWS::ApiGatewayV2::${kind}`, {
      ...(Object.fromEntries(referred) as JsonObject),
      ...(template.own(properties) as JsonObject),
    });
    if (kind === "Route") routes.push(id);
  }
  const deployment = `${api}Deployment${hash.slice(0, 10)}`;
  template.resource(
    deployment,
    "AWS::ApiGatewayV2::Deployment",
    { ApiId: ref(api), Description: `Definition ${hash.slice(0, 12)}` },
    { DependsOn: routes, DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" },
  );
  for (const each of stages) {
    const { id, stage } = each;
    const { name } = stage;
    template.resource(id, "AWS::ApiGatewayV2::Stage", {
      ApiId: ref(api),
      DeploymentId: ref(deployment),
      ...stageProperties(template, api, each),
    });
    const host = `\${${api}}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}/${name}`;
    template.output(`${id}Url`, `The WebSocket address, stage ${name}`, sub(`wss://${host}`));
    const told = `Where connections are managed, stage ${name}`;
    template.output(`${id}ManagementUrl`, told, sub(`https://${host}`));
  }
  const source = `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${api}}/*`;
  for (const [index, use] of functions.entries()) {
    template.resource(`${api}Permission${index + 1}`, "AWS::Lambda::Permission", {
      Action: "lambda:InvokeFunction",
      FunctionName: functionReference(template, use),
      Principal: "apigateway.amazonaws.com",
      SourceArn: sub(source),
    });
  }
}

function stageProperties(template: Template, api: string, plan: SocketStage): JsonObject {
  const { name, description, variables, defaults } = plan.stage;
  const routes = plan.routes.map(({ name: key, value }) => [key, routeSettingProperties(value)]);
  return definedMembers({
    StageName: name,
    Description: description,
    StageVariables: variables.length > 0 ? variableMap(variables) : undefined,
    DefaultRouteSettings: saysSomething(defaults) ? routeSettingProperties(defaults) : undefined,
    RouteSettings: routes.length > 0 ? (Object.fromEntries(routes) as JsonObject) : undefined,
    AccessLogSettings: accessLog(template, { id: api }, plan, SOCKET_ACCESS_LOG_FORMAT),
  });
}

/** Adds the custom domains of WebSocket APIs, which are regional, with what leads from them to stages. */
export function addSocketDomains(template: Template, domains: readonly SocketDomain[]): void {
  for (const { id, name, certificate, securityPolicy = "TLS_1_2", mappings } of domains) {
    const parameter = `${id}Certificate`;
    const told = { Description: `The ARN of the certificate of ${name}` };
    template.resource(id, "AWS::ApiGatewayV2::DomainName", {
      DomainName: name,
      DomainNameConfigurations: [
        {
          CertificateArn: certificate ?? template.parameter(parameter, told),
          EndpointType: "REGIONAL",
          SecurityPolicy: securityPolicy,
        },
      ],
    });
    for (const [index, { basePath, api, stage }] of mappings.entries()) {
      template.resource(`${id}Mapping${index + 1}`, "AWS::ApiGatewayV2::ApiMapping", {
        DomainName: ref(id),
        ApiId: ref(api.api),
        Stage: ref(stage.id),
        ...(basePath !== "" && { ApiMappingKey: basePath }),
      });
    }
  }
}
