import { definedMembers, type JsonObject } from "../../../util/json.js";
import { functionReference } from "./cloudformation.js";
import type { SocketPlan } from "./websocket-plan.js";
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
  for (const { id, name, description, variables, rate, burst } of stages) {
    const limits = definedMembers({ ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst });
    template.resource(
      id,
      "AWS::ApiGatewayV2::Stage",
      definedMembers({
        ApiId: ref(api),
        DeploymentId: ref(deployment),
        StageName: name,
        Description: description,
        StageVariables: Object.keys(variables).length > 0 ? variables : undefined,
        DefaultRouteSettings: Object.keys(limits).length > 0 ? limits : undefined,
      }),
    );
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
