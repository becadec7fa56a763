import type { Server, ServerVariable, Stage, Value } from "../../../../model/index.js";
import { camelCase } from "../../../../util/case.js";
import { NameScope } from "../names/name-scope.js";
import type { PlanContext } from "./plan-context.js";
import type { SdkPlan, ServerPlan, ServerVariablePlan } from "./sdk-plan.js";

/** The servers that a client may call, and the variables of their URLs. */
export type PlannedServers = Pick<
  SdkPlan,
  "serverOption" | "servers" | "serverVariables" | "stages"
>;

/** Plans the choice of a server: the stages of the settings where they have URLs, else the document's servers. */
export function planServers(context: PlanContext): PlannedServers {
  const { model, options } = context;
  if (typesStages(context)) return planStages(model.stages);
  const stages = model.stages.filter(
    ({ name, implicit, url }) =>
      url !== undefined && implicit !== true && (!options.stage || options.stage === name),
  );
  if (stages.length > 0) {
    const servers = stages.map(({ name, url = "", description }) => ({
      name,
      url,
      ...(description !== undefined && { description }),
    }));
    return { serverOption: "stage", servers, serverVariables: [] };
  }
  const absolute = model.servers.filter((server) => absoluteUrl(server.url) !== undefined);
  const scope = new NameScope();
  return {
    serverOption: "server",
    servers: absolute.map((server, index) => planServer(server, index, scope)),
    serverVariables: planVariables(absolute),
  };
}

/** Whether clients are typed by their stage. */
export function typesStages({ model, options }: PlanContext): boolean {
  return options.allStages === true && model.stages.some(({ implicit }) => implicit !== true);
}

/** Every stage; one without a URL has none here either, so that its clients are told theirs. */
function planStages(stages: readonly Stage[]): PlannedServers {
  const names = stages.map(({ name }) => name);
  if (stages.every(({ url }) => url === undefined)) {
    return { serverOption: "stage", servers: [], serverVariables: [], stages: names };
  }
  const servers = stages.map(({ name, url = "", description }) => {
    return { name, url, ...(description !== undefined && { description }) };
  });
  return { serverOption: "stage", servers, serverVariables: [], stages: names };
}

/** The same for the API's WebSocket: the stages that have a URL of it, else the servers that speak WebSocket. */
export function planSocketServers({ model, options }: PlanContext): PlannedServers {
  const stages = model.stages.flatMap(({ name, implicit, url, websocketUrl, description }) => {
    const found = websocketUrl ?? (url !== undefined && isSocketUrl(url) ? url : undefined);
    const isChosen = !options.stage || options.stage === name;
    if (found === undefined || implicit === true || !isChosen) return [];
    return [{ name, url: found, ...(description !== undefined && { description }) }];
  });
  if (stages.length > 0) return { serverOption: "stage", servers: stages, serverVariables: [] };
  const known = model.websocket?.servers ?? model.servers;
  const servers = known.filter(({ url }) => typeof url === "string" && isSocketUrl(url));
  const scope = new NameScope();
  return {
    serverOption: "server",
    servers: servers.map((server, index) => planServer(server, index, scope)),
    serverVariables: planVariables(servers),
  };
}

function isSocketUrl(url: string): boolean {
  return /^wss?:\/\//i.test(url);
}

/** The first absolute URL of an operation's own servers, its variables filled in. */
export function operationBaseUrl(servers: readonly Server[] | undefined): string | undefined {
  for (const server of servers ?? []) {
    const url = absoluteUrl(server.url);
    if (url === undefined) continue;
    return url.replace(/\{([^{}]+)\}/g, (text, name: string) => {
      const variable = server.variables?.find((candidate) => candidate.name === name);
      return variable ? literal(variable.value.default) : text;
    });
  }
  return undefined;
}

function absoluteUrl(url: Value<string>): string | undefined {
  return typeof url === "string" && /^(?:https?:\/\/|\{)/i.test(url) ? url : undefined;
}

function planServer(server: Server, index: number, scope: NameScope): ServerPlan {
  const { description } = server;
  const brief = description !== undefined && /^[\w .-]{1,30}$/.test(description) ? description : "";
  const name = camelCase(server.name ?? brief) || `server${index + 1}`;
  return {
    name: scope.take(name),
    url: typeof server.url === "string" ? server.url : "",
    ...(description !== undefined && { description }),
  };
}

function planVariables(servers: readonly Server[]): ServerVariablePlan[] {
  const found = new Map<string, ServerVariablePlan>();
  for (const { variables = [] } of servers) {
    for (const { name, value } of variables) {
      if (!found.has(name)) found.set(name, planVariable(name, value));
    }
  }
  return [...found.values()];
}

function planVariable(name: string, variable: ServerVariable): ServerVariablePlan {
  const { description } = variable;
  return {
    name,
    defaultValue: literal(variable.default),
    values: variable.enum ?? [],
    ...(description !== undefined && { description }),
  };
}

function literal(value: Value<string>): string {
  return typeof value === "string" ? value : "";
}
