import type { Stage } from "../../../model/index.js";
import { printValue } from "../../../expression/intrinsic.js";
import { definedMembers, type JsonObject, type JsonValue } from "../../../util/json.js";
import type { ApiPlan, StackPlan, StagePlan } from "./plan.js";
import {
  ACCESS_LOG_FORMAT,
  encodedPath,
  methodSettingProperties,
  saysSomething,
} from "./settings-properties.js";
import { ref, sub, type Template } from "./template.js";

/** Adds a REST API with its deployment and stages; the deployment's id changes with the definition. */
export function addRestApi(template: Template, api: ApiPlan, body: JsonObject): void {
  template.resource(api.id, "AWS::ApiGateway::RestApi", restApiProperties(template, api, body));
  const deployment = deploymentId(api);
  template.resource(
    deployment,
    "AWS::ApiGateway::Deployment",
    { RestApiId: ref(api.id), Description: `Definition ${api.hash.slice(0, 12)}` },
    // The stages may still use the former deployment while the new one is made.
    { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" },
  );
  for (const stage of api.stages) addRestStage(template, api, stage, ref(deployment));
  addPermissions(template, api, `\${${api.id}}`);
}

/** The deployment's logical id, with the start of the definition's hash. */
export function deploymentId({ id, hash }: ApiPlan): string {
  return `${id}Deployment${hash.slice(0, 10)}`;
}

function restApiProperties(template: Template, api: ApiPlan, body: JsonObject): JsonObject {
  const { gateway } = api.model;
  const endpoint = gateway?.endpoint ?? {};
  const { vpcEndpointIds } = endpoint;
  const type = endpoint.type ?? "regional";
  const strategy = gateway?.basePathStrategy;
  return definedMembers({
    Name: api.name,
    ...body,
    EndpointConfiguration: {
      Types: [type.toUpperCase()],
      ...(vpcEndpointIds && { VpcEndpointIds: template.own(vpcEndpointIds.map(printValue)) }),
    },
    DisableExecuteApiEndpoint:
      endpoint.disableExecuteApi === undefined
        ? undefined
        : template.own(printValue(endpoint.disableExecuteApi)),
    Policy: endpoint.policy === undefined ? undefined : template.own(endpoint.policy),
    FailOnWarnings: false,
    Mode: "overwrite",
    Parameters: {
      endpointConfigurationTypes: type.toUpperCase(),
      ...(strategy !== undefined && { basepath: strategy }),
    },
  });
}

/** Adds a stage of a REST API; its deployment is a reference. */
export function addRestStage(
  template: Template,
  api: ApiPlan,
  plan: StagePlan,
  deployment: JsonObject,
): void {
  const { stage } = plan;
  template.resource(plan.id, "AWS::ApiGateway::Stage", {
    RestApiId: ref(api.id),
    DeploymentId: deployment,
    StageName: stage.name,
    ...(stage.description !== undefined && { Description: stage.description }),
    ...restStageProperties(template, api, plan, deployment),
  });
  template.output(
    `${plan.id}Url`,
    `The address of ${api.name}, stage ${stage.name}`,
    stageUrl(api, stage),
  );
}

/** The address of a stage. */
export function stageUrl({ id }: ApiPlan, { name }: Stage): JsonObject {
  return sub(`https://\${${id}}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}/${name}`);
}

/** What a stage of a REST API says, whatever resource holds it. */
export function restStageProperties(
  template: Template,
  api: ApiPlan,
  plan: StagePlan,
  deployment?: JsonObject,
): JsonObject {
  const { stage, methods, variables } = plan;
  const { cacheClusterSize, canary, tracing, clientCertificate } = stage;
  const caches = cacheClusterSize !== undefined || stage.defaults.cache?.enabled === true;
  const settings = [
    ...(saysSomething(stage.defaults)
      ? [methodSettingProperties({ path: "/*", method: "*" }, stage.defaults)]
      : []),
    ...methods.map(({ path, method, settings: own }) =>
      methodSettingProperties({ path: encodedPath(path), method }, own),
    ),
  ];
  return definedMembers({
    Variables: variables.length > 0 ? variableMap(variables) : undefined,
    MethodSettings: settings.length > 0 ? settings : undefined,
    CacheClusterEnabled: caches ? true : undefined,
    CacheClusterSize: caches ? (cacheClusterSize ?? "0.5") : undefined,
    TracingEnabled: tracing,
    ClientCertificateId: clientCertificate,
    AccessLogSetting: accessLog(template, api, plan, ACCESS_LOG_FORMAT),
    CanarySetting:
      canary &&
      definedMembers({
        DeploymentId: deployment,
        PercentTraffic: canary.percent,
        StageVariableOverrides: canary.variables && variableMap(canary.variables),
        UseStageCache: canary.useStageCache,
      }),
  });
}

/** Variables by name. */
export function variableMap(variables: StagePlan["variables"]): JsonObject {
  return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
}

/** Where a stage's access log goes: the destination that it names, else a log group of its own. */
export function accessLog(
  template: Template,
  api: { readonly id: string },
  { stage, id }: Pick<StagePlan, "stage" | "id">,
  format: string,
): JsonObject | undefined {
  if (!stage.accessLog) return undefined;
  const { destination } = stage.accessLog;
  let target: JsonValue | undefined = destination;
  if (target === undefined) {
    template.resource(`${id}Log`, "AWS::Logs::LogGroup", {
      LogGroupName: sub(`/aws/apigateway/\${${api.id}}/${stage.name}`),
    });
    target = { "Fn::GetAtt": [`${id}Log`, "Arn"] };
  }
  return { DestinationArn: target, Format: stage.accessLog.format ?? format };
}

/** Lets the API invoke its Lambda functions. */
export function addPermissions(template: Template, api: ApiPlan, source: string): void {
  for (const [index, use] of api.functions.entries()) {
    template.resource(`${api.id}Permission${index + 1}`, "AWS::Lambda::Permission", {
      Action: "lambda:InvokeFunction",
      FunctionName: functionReference(template, use),
      Principal: "apigateway.amazonaws.com",
      SourceArn: sub(
        `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:${source}/*`,
      ),
    });
  }
}

/** How a template refers to a function. */
export function functionReference(
  template: Template,
  use: ApiPlan["functions"][number],
): JsonValue {
  if (typeof use !== "string") return template.own(printValue(use));
  return use.includes("${AWS::") ? sub(use) : use;
}

/** How a template refers to a stage that it has. */
export type StageReference = (api: ApiPlan, stage: StagePlan) => JsonObject;

/** Adds usage plans with their keys; values of keys are parameters that are never shown. */
export function addUsagePlans(
  template: Template,
  plan: StackPlan,
  stageReference: StageReference,
): void {
  const keys = new Map<string, string>();
  for (const [index, key] of plan.apiKeys.entries()) {
    const id = `ApiKey${index + 1}`;
    keys.set(key.name, id);
    template.resource(id, "AWS::ApiGateway::ApiKey", {
      Name: key.name,
      Enabled: key.enabled ?? true,
      ...definedMembers({ Description: key.description, CustomerId: key.customerId }),
      ...(key.valueFrom !== undefined && {
        Value: template.parameter(`${id}Value`, {
          Description: `The value of the API key ${key.name}, from ${key.valueFrom}`,
          NoEcho: true,
          MinLength: 20,
          MaxLength: 128,
        }),
      }),
      ...(key.tags !== undefined && { Tags: tagList(key.tags) }),
    });
  }
  for (const [index, usage] of plan.usagePlans.entries()) {
    const id = `UsagePlan${index + 1}`;
    template.resource(
      id,
      "AWS::ApiGateway::UsagePlan",
      usagePlanProperties(plan, usage, stageReference),
    );
    for (const [position, name] of usage.keys.entries()) {
      const key = keys.get(name);
      if (key === undefined) continue;
      template.resource(`${id}Key${position + 1}`, "AWS::ApiGateway::UsagePlanKey", {
        KeyId: ref(key),
        KeyType: "API_KEY",
        UsagePlanId: ref(id),
      });
    }
  }
}

function usagePlanProperties(
  { apis, sockets }: StackPlan,
  { name, description, throttle, quota, stages }: StackPlan["usagePlans"][number],
  stageReference: StageReference,
): JsonObject {
  const limits = (each: { readonly rate: number; readonly burst: number }): JsonObject => ({
    RateLimit: each.rate,
    BurstLimit: each.burst,
  });
  return definedMembers({
    UsagePlanName: name,
    Description: description,
    ApiStages: stages.flatMap(({ stage, methods }) => [
      ...apis.flatMap((api) =>
        api.stages
          .filter((each) => each.stage.name === stage)
          .map((each) => ({
            ApiId: ref(api.id),
            Stage: stageReference(api, each),
            ...(methods && {
              Throttle: Object.fromEntries(
                methods.map((method) => [method.name, limits(method.value)]),
              ),
            }),
          })),
      ),
      ...sockets.flatMap(({ api, stages: held }) =>
        held
          .filter((each) => each.stage.name === stage)
          .map(({ id }) => ({ ApiId: ref(api), Stage: ref(id) })),
      ),
    ]),
    Throttle: throttle && limits(throttle),
    Quota:
      quota &&
      definedMembers({
        Limit: quota.limit,
        Period: quota.period.toUpperCase(),
        Offset: quota.offset,
      }),
  });
}

/** Tags as CloudFormation lists them. */
export function tagList(tags: JsonValue): JsonValue {
  return Object.entries(tags ?? {}).map(([Key, value]) => ({ Key, Value: String(value) }));
}

/** Adds custom domains with the base paths that lead to the stages. */
export function addDomains(
  template: Template,
  { domains }: StackPlan,
  stageReference: StageReference,
): void {
  for (const domain of domains) {
    const type = domain.endpoint ?? "regional";
    const certificate =
      domain.certificate ??
      template.parameter(`${domain.id}Certificate`, {
        Description: `The ARN of the certificate of ${domain.name}`,
      });
    template.resource(domain.id, "AWS::ApiGateway::DomainName", {
      DomainName: domain.name,
      EndpointConfiguration: { Types: [type.toUpperCase()] },
      [type === "regional" ? "RegionalCertificateArn" : "CertificateArn"]: certificate,
      ...(domain.securityPolicy !== undefined && { SecurityPolicy: domain.securityPolicy }),
    });
    for (const [index, { basePath, api, stage }] of domain.mappings.entries()) {
      const id = `${domain.id}Mapping${index + 1}`;
      const isDeep = basePath.includes("/") || api.model.gateway?.kind === "http";
      if (isDeep) {
        template.resource(id, "AWS::ApiGatewayV2::ApiMapping", {
          DomainName: ref(domain.id),
          ApiId: ref(api.id),
          Stage: stageReference(api, stage),
          ...(basePath !== "" && { ApiMappingKey: basePath }),
        });
      } else {
        template.resource(id, "AWS::ApiGateway::BasePathMapping", {
          DomainName: ref(domain.id),
          RestApiId: ref(api.id),
          Stage: stageReference(api, stage),
          ...(basePath !== "" && { BasePath: basePath }),
        });
      }
    }
  }
}
