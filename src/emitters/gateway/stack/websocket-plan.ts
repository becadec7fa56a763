import type { MethodSettings, Named, Stage } from "../../../model/index.js";
import { pascalCase } from "../../../util/case.js";
import { groupBy } from "../../../util/group-by.js";
import type { DomainSettings, GatewayInput, StageModel } from "../gateway-options.js";
import { type FunctionUse, functionsOf } from "./functions.js";
import { Ids } from "./ids.js";
import { type SocketResources, socketResources } from "./websocket-resources.js";

/** A WebSocket API as a stack holds it, with the stages that deploy the same routes. */
export interface SocketPlan extends SocketResources {
  readonly name: string;
  readonly stages: readonly SocketStage[];
  readonly functions: readonly FunctionUse[];
}

/** A stage of a WebSocket API. */
export interface SocketStage {
  readonly id: string;
  readonly stage: Stage;
  /** The settings of single routes that the API has. */
  readonly routes: readonly Named<MethodSettings>[];
}

/** A custom domain of WebSocket APIs, which no other API can share. */
export interface SocketDomain extends DomainSettings {
  readonly id: string;
  readonly name: string;
  readonly mappings: readonly {
    readonly basePath: string;
    readonly api: SocketPlan;
    readonly stage: SocketStage;
  }[];
}

/** Plans the WebSocket part of the stages: those with the same routes share one API, the others have one each. */
export function planSockets(stages: readonly StageModel[], title: string): SocketPlan[] {
  const name = `${title} WebSocket`;
  const held = stages.flatMap(({ stage, model }) => {
    const { websocket } = model;
    if (!websocket) return [];
    return [{ stage, model, websocket, hash: socketResources(model, websocket, "", "").hash }];
  });
  const groups = [...groupBy(held, ({ hash }) => hash)];
  const ids = new Ids();
  return groups.flatMap(([, members]): SocketPlan[] => {
    const [first] = members;
    if (!first) return [];
    const names = members.map(({ stage }) => stage.name);
    const isOnly = groups.length === 1;
    const prefix = ids.take(
      `Socket${isOnly ? "" : names.map((each) => pascalCase(each)).join("")}`,
    );
    const own = isOnly ? name : `${name} (${names.join(", ")})`;
    const made = socketResources(first.model, first.websocket, own, prefix);
    const keys = new Set(first.websocket.routes.map(({ key }) => key));
    return [
      {
        ...made,
        name: own,
        stages: members.map(({ stage }) => ({
          id: ids.take(`SocketStage${pascalCase(stage.name)}`),
          stage,
          routes: (stage.routeOverrides ?? []).filter((route) => keys.has(route.name)),
        })),
        functions: usedFunctions(members),
      },
    ];
  });
}

function usedFunctions(members: readonly StageModel[]): readonly FunctionUse[] {
  const [first] = members;
  if (!first) return [];
  const { model } = first;
  const routes = (model.websocket?.routes ?? []).map(({ integration }) => integration?.uri);
  const authorizers = [...model.components.securitySchemes.values()].map(
    ({ authorizer }) => authorizer?.uri,
  );
  return functionsOf(
    { ...model, operations: [] },
    members.map(({ stage }) => stage.variables),
    [...routes, ...authorizers].filter((uri) => uri !== undefined),
  );
}

/** Plans the custom domains that lead to WebSocket APIs; all that stages name when they have nothing else. */
export function planSocketDomains(
  sockets: readonly SocketPlan[],
  domains: GatewayInput["domains"],
  isOnly: boolean,
): SocketDomain[] {
  const ids = new Ids();
  const uses = sockets.flatMap((api) =>
    api.stages.flatMap((stage) =>
      (stage.stage.domains ?? [])
        .filter((mapping) => isOnly || mapping.api === "websocket")
        .map(({ domain, basePath }) => ({ domain, basePath, api, stage })),
    ),
  );
  return [...groupBy(uses, ({ domain }) => domain)].map(([name, mappings]) => ({
    ...domains.get(name),
    id: ids.take(`SocketDomain${pascalCase(name.replace(/[^A-Za-z0-9]+/g, "-"))}`),
    name,
    mappings,
  }));
}
