import type { Integration, Operation, Stage } from "../../../model/index.js";
import { methodSettings } from "../../../runtime/aws/method-settings.js";
import { defineRule } from "../../rule.js";
import { isHttpApi } from "./kind.js";

/** Cached answers that depend on more than their key. */
export const cacheKeyIncomplete = defineRule({
  code: "aws-cache-key-incomplete",
  profile: "aws",
  severity: "warning",
  message: (stage: string, what: readonly string[]) =>
    `The answers are cached in the stage \`${stage}\`, and the cache key lacks ${what.join(", ")}: callers that differ in it get one another's answers.`,
  mend: "Add them to the integration's `cacheKeyParameters`, or switch the cache of this method off.",
  explain:
    "The key of a cached answer is the method and the parameters that `cacheKeyParameters` lists, nothing else. Path and query parameters that are not among them do not tell answers apart, and neither does who is calling: an answer for one user is given to the next.",
  start: (report, { model }) => {
    const stages = model.stages.filter(({ cacheClusterSize }) => cacheClusterSize !== undefined);
    return {
      operation(operation, site) {
        const { integration } = operation.gateway ?? {};
        if (!integration || operation.method !== "GET" || isHttpApi(model)) return;
        const security = operation.security ?? model.security ?? [];
        const isPersonal =
          security.length > 0 && security.every(({ schemes }) => schemes.some(isIdentity));
        const lacking = lackingParts(operation, integration, isPersonal);
        for (const stage of stages.filter((one) => isCached(one, operation))) {
          if (lacking.length > 0) report(integration.location, [stage.name, lacking], site);
        }
      },
    };

    function isIdentity({ name }: { readonly name: string }): boolean {
      const scheme = model.components.securitySchemes.get(name);
      return scheme !== undefined && !(scheme.kind === "apiKey" && !scheme.authorizer);
    }
  },
});

function isCached(stage: Stage, operation: Operation): boolean {
  if (!(operation.stages?.includes(stage.name) ?? true)) return false;
  return methodSettings(stage, operation).cache?.enabled === true;
}

function lackingParts(
  { parameters }: Operation,
  { cacheKeyParameters = [], requestParameters = [] }: Integration,
  isPersonal: boolean,
): readonly string[] {
  const places = { path: "path", query: "querystring" } as const;
  const sources = new Map(requestParameters.map(({ target, source }) => [target, source]));
  // A key may name what a parameter was mapped to.
  const keys = new Set(cacheKeyParameters.flatMap((key) => [key, sources.get(key)]));
  const lacking = parameters.flatMap(({ name, in: place }) => {
    if (place !== "path" && place !== "query") return [];
    const forms = [places[place], `multivalue${places[place]}`];
    const isIn = forms.some((form) => keys.has(`method.request.${form}.${name}`));
    return isIn ? [] : [`the ${place} parameter \`${name}\``];
  });
  const tellsCaller = [...keys].some(
    (key) =>
      typeof key === "string" &&
      /^(method\.request\.(multivalue)?header\.(authorization|cookie|x-.*)|context\.(authorizer|identity)\.)/i.test(
        key,
      ),
  );
  return isPersonal && !tellsCaller ? [...lacking, "the caller's identity"] : lacking;
}
