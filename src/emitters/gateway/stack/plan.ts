import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import type {
  ApiKey,
  ApiModel,
  MethodSettings,
  Named,
  Stage,
  UsagePlan,
} from "../../../model/index.js";
import { methodSettings } from "../../../runtime/aws/method-settings.js";
import { groupBy } from "../../../util/group-by.js";
import { pascalCase } from "../../../util/case.js";
import { definitionHash, type Definition, makeDefinition } from "../definition.js";
import { diagnostic } from "../diagnostics.js";
import type { DomainSettings, GatewayInput, StageModel } from "../gateway-options.js";
import { Ids } from "./ids.js";
import { type FunctionUse, functionsOf } from "./functions.js";
import {
  planSocketDomains,
  planSockets,
  type SocketDomain,
  type SocketPlan,
} from "./websocket-plan.js";
import { sharedBackends } from "./shared-backends.js";

/** What a stack consists of, whatever it is written in. */
export interface StackPlan {
  readonly title: string;
  readonly apis: readonly ApiPlan[];
  readonly usagePlans: readonly UsagePlan[];
  readonly apiKeys: readonly ApiKey[];
  readonly domains: readonly DomainPlan[];
  readonly sockets: readonly SocketPlan[];
  readonly socketDomains: readonly SocketDomain[];
  readonly diagnostics: readonly Diagnostic[];
}

/** One API with the stages that deploy it. */
export interface ApiPlan extends Definition {
  /** Letters and digits, unique in the stack. */
  readonly id: string;
  readonly name: string;
  readonly hash: string;
  readonly stages: readonly StagePlan[];
  readonly functions: readonly FunctionUse[];
}

/** One stage of an API. */
export interface StagePlan {
  /** Letters and digits, unique in the stack. */
  readonly id: string;
  readonly stage: Stage;
  readonly variables: readonly Named<string>[];
  /** Settings of single methods where they differ from the stage's. */
  readonly methods: readonly MethodPlan[];
}

/** The settings of one method in a stage. */
export interface MethodPlan {
  /** As in the document, `/pets/{petId}`. */
  readonly path: string;
  readonly method: string;
  readonly settings: MethodSettings;
}

/** A custom domain with the base paths that lead to stages. */
export interface DomainPlan extends DomainSettings {
  readonly id: string;
  readonly name: string;
  readonly mappings: readonly {
    readonly basePath: string;
    readonly api: ApiPlan;
    readonly stage: StagePlan;
  }[];
}

/** Plans the stack of an API: stages with the same definition share one API, the others have one each. */
export function planStack({ stages, integration, domains }: GatewayInput): StackPlan {
  const [first] = stages;
  const title = first ? titleOf(first.model) : "API";
  const all = stages.map(({ stage }) => stage);
  const sockets = planSockets(stages, title);
  // An API of routes alone has no REST API beside it.
  const isSocketOnly =
    sockets.length > 0 && stages.every(({ model }) => model.operations.length === 0);
  const defined = isSocketOnly ? [] : stages.map((each) => defineStage(each, all, integration));
  const groups = [...groupBy(defined, ({ definition }) => definitionHash(definition.document))];
  const ids = new Ids();
  const apis = groups.map(([hash, members]) =>
    planApi({ hash, members, title, isOnly: groups.length === 1 }, ids),
  );
  const diagnostics = [
    ...apis.flatMap((api) => api.diagnostics),
    ...stagesDiffer(apis),
    ...stagesDiffer(sockets),
  ];
  return {
    title,
    sockets,
    socketDomains: planSocketDomains(sockets, domains, isSocketOnly),
    apis,
    usagePlans: joinPlans(stages),
    apiKeys: uniqueByName(stages.flatMap(({ model }) => model.apiKeys)),
    domains: planDomains(apis, domains, ids),
    diagnostics,
  };
}

/** Says so when stages that could be one API are several. */
function stagesDiffer(
  apis: readonly { readonly stages: readonly { readonly stage: Stage }[] }[],
): Diagnostic[] {
  if (apis.length < 2) return [];
  const names = apis.map(({ stages }) => stages.map(({ stage }) => stage.name).join(" and "));
  return [diagnostic("gateway-stages-differ", undefined, [names])];
}

interface DefinedStage {
  readonly stage: Stage;
  readonly variables: readonly Named<string>[];
  readonly definition: Definition;
}

function defineStage(
  { stage, model }: StageModel,
  stages: readonly Stage[],
  integration: GatewayInput["integration"],
): DefinedStage {
  const { backends, variables } = sharedBackends(stage, stages);
  const definition = makeDefinition(model, { ...integration, backends, stage: stage.name });
  return { stage, variables: [...stage.variables, ...variables], definition };
}

interface ApiGroup {
  readonly hash: string;
  readonly members: readonly DefinedStage[];
  readonly title: string;
  readonly isOnly: boolean;
}

function planApi({ hash, members, title, isOnly }: ApiGroup, ids: Ids): ApiPlan {
  const names = members.map(({ stage }) => stage.name);
  const suffix = isOnly ? "" : names.map((name) => pascalCase(name)).join("");
  const definition = members[0]?.definition;
  if (!definition) throw new Error("a group of stages has no member");
  const { model } = definition;
  return {
    ...definition,
    id: ids.take(`Api${suffix}`),
    name: isOnly ? title : `${title} (${names.join(", ")})`,
    hash,
    functions: functionsOf(
      model,
      members.map(({ variables }) => variables),
    ),
    stages: members.map(({ stage, variables }) => ({
      id: ids.take(`Stage${pascalCase(stage.name)}`),
      stage,
      variables,
      methods: planMethods(stage, model),
    })),
  };
}

/** The methods that an override of the stage names, with all that holds for them. */
function planMethods(stage: Stage, model: ApiModel): MethodPlan[] {
  if (stage.overrides.length === 0) return [];
  return model.operations.flatMap((operation): MethodPlan[] => {
    const settings = methodSettings(stage, operation);
    const own = methodSettings({ ...stage, overrides: [] }, operation);
    if (JSON.stringify(settings) === JSON.stringify(own)) return [];
    return [{ path: operation.path.raw, method: operation.method, settings }];
  });
}

function joinPlans(stages: readonly StageModel[]): UsagePlan[] {
  const plans = new Map<string, UsagePlan>();
  for (const plan of stages.flatMap(({ model }) => model.usagePlans)) {
    const known = plans.get(plan.name);
    plans.set(plan.name, known ? { ...known, stages: [...known.stages, ...plan.stages] } : plan);
  }
  return [...plans.values()];
}

function uniqueByName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [item.name, item])).values()];
}

function planDomains(
  apis: readonly ApiPlan[],
  domains: GatewayInput["domains"],
  ids: Ids,
): DomainPlan[] {
  const uses = apis.flatMap((api) =>
    api.stages.flatMap((stage) =>
      (stage.stage.domains ?? [])
        .filter((mapping) => mapping.api !== "websocket")
        .map(({ domain, basePath }) => ({ domain, basePath, api, stage })),
    ),
  );
  return [...groupBy(uses, ({ domain }) => domain)].map(([name, mappings]) => ({
    ...domains.get(name),
    id: ids.take(`Domain${pascalCase(name.replace(/[^A-Za-z0-9]+/g, "-"))}`),
    name,
    mappings,
  }));
}

function titleOf({ info }: ApiModel): string {
  return typeof info.title === "string" && info.title.trim() !== "" ? info.title : "API";
}
