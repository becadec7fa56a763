import { pascalCase } from "../../../util/case.js";
import type { StageModel } from "../gateway-options.js";
import { type FunctionUse, functionsOf } from "./functions.js";
import { type SocketResources, socketResources } from "./websocket-resources.js";

/** A WebSocket API as a stack holds it. */
export interface SocketPlan extends SocketResources {
  readonly stages: readonly SocketStage[];
  readonly functions: readonly FunctionUse[];
}

/** A stage of a WebSocket API. */
export interface SocketStage {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly rate?: number;
  readonly burst?: number;
}

/** Plans the WebSocket part of the stages; undefined when there is none. All of them deploy the routes of the first. */
export function planSocket(stages: readonly StageModel[], title: string): SocketPlan | undefined {
  const [first] = stages;
  const { websocket } = first?.model ?? {};
  if (!first || !websocket) return undefined;
  const { model } = first;
  const made = socketResources(model, websocket, `${title} WebSocket`, "Socket");
  const routes = websocket.routes.map(({ integration }) => integration?.uri);
  const authorizers = [...model.components.securitySchemes.values()].map(
    ({ authorizer }) => authorizer?.uri,
  );
  const used = functionsOf(
    { ...model, operations: [] },
    stages.map(({ stage }) => stage.variables),
    [...routes, ...authorizers].filter((uri) => uri !== undefined),
  );
  return {
    ...made,
    stages: stages.map(({ stage }) => {
      const { name, description, variables, defaults } = stage;
      return {
        id: `SocketStage${pascalCase(name).replace(/[^A-Za-z0-9]/g, "")}`,
        name,
        ...(description !== undefined && { description }),
        variables: Object.fromEntries(variables.map((one) => [one.name, one.value])),
        ...(defaults.rate !== undefined && { rate: defaults.rate }),
        ...(defaults.burst !== undefined && { burst: defaults.burst }),
      };
    }),
    functions: used,
  };
}
