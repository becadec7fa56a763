import type { ApiModel, Operation, Value } from "../../../../model/index.js";
import { kebabCase, pascalCase } from "../../../../util/case.js";
import type { EmitInput } from "../../../../emitter/emitter.js";
import type { SdkOptions } from "../../sdk-options.js";
import { FileNames } from "../names/file-names.js";
import { NameScope } from "../names/name-scope.js";
import { functionName, nameOperations } from "../names/operation-names.js";
import { typeName } from "../names/type-names.js";
import { runtimeNames } from "../runtime-exports.js";
import { createTypePlanner } from "../types/create-type-planner.js";
import { planExamples } from "./plan-examples.js";
import { PlanContext } from "./plan-context.js";
import { planOperation } from "./plan-operation.js";
import { withStreams } from "./plan-stream.js";
import { withPaging } from "./plan-pagination.js";
import { planSchemes } from "./plan-security.js";
import { secretNames } from "./secret-names.js";
import { privateEndpoint } from "./private-endpoint.js";
import { judgeStages } from "./judge-stages.js";
import { planServers } from "./plan-servers.js";
import { planSocket } from "./plan-socket.js";
import { planWebhooks } from "./plan-webhooks.js";
import type { GroupPlan, OperationPlan, SdkPlan } from "./sdk-plan.js";

/** Names that the generated modules export beside models, operations and the runtime. */
const OWN_EXPORTS = ["AuthOptions", "ClientOptions", "ServerVariables", "createClient"];

/** Those of clients that are typed by their stage. */
const STAGE_EXPORTS = ["Stage", "StageArguments", "StageClient", "StageMark"];

/** Members of every client: no group may take them. */
const CLIENT_MEMBERS = ["call", "constructor"];

/** Plans a whole SDK: names first, then operations in the document's order, then what they asked for. */
export function planSdk({ model, options }: EmitInput<SdkOptions>): SdkPlan {
  const title = text(model.info.title) ?? "API";
  const clientName = typeName(options.clientName ?? `${pascalCase(title) || "Api"}Client`);
  const reservedNames = [
    ...runtimeNames(model.websocket !== undefined),
    ...OWN_EXPORTS,
    ...(options.allStages ? STAGE_EXPORTS : []),
    clientName,
  ];
  const types = createTypePlanner(model, { ...typeOptions(options), reservedNames });
  const context = new PlanContext(model, options, types);
  const names = nameOperations(model.operations, [...reservedNames, ...CLIENT_MEMBERS]);
  context.report(...names.diagnostics);
  const planned = planGroups(context, names.names);
  const socket = planSocket(context, clientName.replace(/Client$/, ""), title);
  const webhooks = planWebhooks(context);
  const declarations = types.declarations();
  const groups = withStreams(withPaging(context, planned, declarations), declarations);
  const operations = groups.flatMap((group) => group.operations);
  const description = text(model.info.description);
  return {
    surface: {
      packageName: options.packageName ?? packageName(title),
      packageVersion: options.packageVersion ?? packageVersion(model),
      clientName,
      types: declarations,
      operations: operations.map(({ surface }) => surface),
    },
    title,
    ...(description !== undefined && { description }),
    groups,
    ...(socket && { socket }),
    ...(webhooks && { webhooks }),
    codecs: types.codecDeclarations(),
    schemes: usedSchemes(context, [...operations, ...(socket ? [socket] : [])]),
    ...planServers(context),
    secretNames: secretNames(model, options.redact),
    ...privateEndpoint(model),
    ...planExamples(model),
    diagnostics: [...types.diagnostics, ...context.diagnostics, ...judgeStages(context)],
  };
}

function typeOptions({ int64, dates }: SdkOptions): Pick<SdkOptions, "int64" | "dates"> {
  return { ...(int64 !== undefined && { int64 }), ...(dates !== undefined && { dates }) };
}

function text(value: Value<string> | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function packageName(title: string): string {
  return `${kebabCase(title).replace(/[^a-z0-9-]/g, "") || "api"}-sdk`;
}

function packageVersion({ info }: ApiModel): string {
  const version = text(info.version) ?? "";
  return /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/.test(version) ? version : "0.0.0";
}

function planGroups(
  context: PlanContext,
  names: ReadonlyMap<string, string>,
): readonly GroupPlan[] {
  const { model } = context;
  const byMember = new Map<string, { tag: string; operations: Operation[] }>();
  const untagged = model.operations.filter(({ tags }) => tags.length === 0);
  const scope = new NameScope([
    ...CLIENT_MEMBERS,
    ...untagged.map(({ key }) => names.get(key) ?? ""),
  ]);
  const memberOfTag = new Map<string, string>();
  for (const operation of model.operations) {
    const [tag] = operation.tags;
    const wanted = tag === undefined ? "" : functionName(tag).replace(/_$/, "");
    const member = wanted && (memberOfTag.get(wanted) ?? scope.take(wanted));
    memberOfTag.set(wanted, member);
    const group = byMember.get(member) ?? { tag: tag ?? "default", operations: [] };
    group.operations.push(operation);
    byMember.set(member, group);
  }
  const files = new FileNames(["index"]);
  return [...byMember].map(([member, { tag, operations }]): GroupPlan => {
    const description = model.tags.find(({ name }) => name === tag)?.description;
    return {
      member,
      className: context.reserveName(`${pascalCase(member) || "Untagged"}Operations`),
      fileName: files.take(tag),
      ...(description !== undefined && { description }),
      operations: operations.map((operation) =>
        planOperation(context, operation, names.get(operation.key) ?? operation.key, member),
      ),
    };
  });
}

function usedSchemes(
  context: PlanContext,
  operations: readonly Pick<OperationPlan, "security">[],
): SdkPlan["schemes"] {
  const used = new Set(
    operations.flatMap(({ security }) => security.flat().map(({ scheme }) => scheme)),
  );
  return planSchemes(context).filter(({ name }) => used.has(name));
}
