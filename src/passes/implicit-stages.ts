import { kebabCase } from "../util/case.js";
import type { ApiModel, Server, Stage } from "../model/index.js";

/** Words at the start of a server's description that name its stage. */
const STAGE_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:prod|production|live)$/, "prod"],
  [/^(?:stage|staging|preprod|preproduction)$/, "staging"],
  [/^(?:dev|development|developer)$/, "dev"],
  [/^(?:test|testing)$/, "test"],
  [/^(?:qa|uat|beta|sandbox|demo|preview|mock)$/, "$&"],
  [/^(?:local|localhost)$/, "local"],
];

/**
 * The stages of an API whose settings name none: one for each named server, else the single stage `default`.
 * A server is named by `name` (OAS 3.2) or `x-name`, or by a description that begins with a word for an environment,
 * such as "Production" or "Sandbox server". Stages have the server's URL, with its variables' defaults.
 */
export function implicitStages(model: ApiModel): Stage[] {
  const stages = new Map<string, Stage>();
  for (const server of model.servers) {
    const name = stageName(server);
    if (name === undefined || stages.has(name)) continue;
    const url = plainUrl(server);
    stages.set(name, {
      ...emptyStage(name, server.location),
      ...(server.description !== undefined && { description: server.description }),
      ...(url !== undefined && { url }),
    });
  }
  return stages.size > 0 ? [...stages.values()] : [emptyStage("default", model.location)];
}

function emptyStage(name: string, location: Stage["location"]): Stage {
  return { name, implicit: true, variables: [], defaults: {}, overrides: [], location };
}

function stageName({ name, description, extensions }: Server): string | undefined {
  const extension = extensions?.find((item) => item.name === "x-name")?.value;
  const given = name ?? (typeof extension === "string" ? extension : undefined);
  if (given !== undefined) return kebabCase(given) || undefined;
  const word = /^\W*(\w+)/.exec(description ?? "")?.[1]?.toLowerCase();
  if (word === undefined) return undefined;
  const known = STAGE_WORDS.find(([pattern]) => pattern.test(word));
  return known && word.replace(known[0], known[1]);
}

function plainUrl({ url, variables = [] }: Server): string | undefined {
  if (typeof url !== "string") return undefined;
  return url.replace(/\{([^{}]+)\}/g, (text, name: string) => {
    const value = variables.find((variable) => variable.name === name)?.value.default;
    return typeof value === "string" ? value : text;
  });
}
