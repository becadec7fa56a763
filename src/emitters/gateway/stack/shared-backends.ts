import type { Named, Stage } from "../../../model/index.js";

/** The backends as all stages of an API name them, and what each stage's variables add. */
export interface SharedBackends {
  readonly backends: ReadonlyMap<string, string>;
  readonly variables: readonly Named<string>[];
}

/**
 * Gives the backends of a stage a form that all stages share: where they differ in more than the scheme, a stage
 * variable holds what follows the scheme, for a variable cannot hold that (API Gateway guide, "Stage variables").
 */
export function sharedBackends(stage: Stage, stages: readonly Stage[]): SharedBackends {
  const backends = new Map<string, string>();
  const variables: Named<string>[] = [];
  for (const { name, value } of stage.backends ?? []) {
    const shared = sharedUrl(name, value, stages);
    backends.set(name, shared ? `${shared.scheme}\${stageVariables.${shared.variable}}` : value);
    if (shared) variables.push({ name: shared.variable, value: value.slice(shared.scheme.length) });
  }
  return { backends, variables };
}

function sharedUrl(
  name: string,
  url: string,
  stages: readonly Stage[],
): { scheme: string; variable: string } | undefined {
  const urls = stages.map((stage) => stage.backends?.find((each) => each.name === name)?.value);
  if (urls.every((each) => each === url)) return undefined;
  const scheme = /^https?:\/\//i.exec(url)?.[0];
  const fits = urls.every(
    (each) => each !== undefined && scheme && each.startsWith(scheme) && isValue(each),
  );
  if (scheme === undefined || !fits) return undefined;
  const variable = name === "default" ? "backend" : `backend_${name.replace(/\W/g, "_")}`;
  const isTaken = stages.some((stage) => stage.variables.some((each) => each.name === variable));
  return isTaken ? undefined : { scheme, variable };
}

/** What a stage variable may hold. */
function isValue(text: string): boolean {
  return /^[A-Za-z0-9\-._~:/?#&=,]{1,512}$/.test(text);
}
