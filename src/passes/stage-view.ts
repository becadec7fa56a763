import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { ApiModel, Server, Stage } from "../model/index.js";
import { diagnostic } from "./diagnostics.js";
import { pruneComponents } from "./prune-components.js";

/** One stage of the API as a model of its own; absent when there is no such stage. */
export interface StageView {
  readonly model?: ApiModel;
  readonly stage?: Stage;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The API as one stage has it: its operations, its URL as the only server where it has one, its usage plans and their
 * keys, and the components that are still needed.
 */
export function stageView(model: ApiModel, name: string): StageView {
  const stage = model.stages.find((candidate) => candidate.name === name);
  if (!stage) {
    const known = model.stages.map((candidate) => candidate.name);
    return { diagnostics: [diagnostic("stage-unknown", undefined, [name, known])] };
  }
  const operations = model.operations.filter(({ stages }) => stages?.includes(name) ?? true);
  const usagePlans = model.usagePlans
    .map((plan) => ({ ...plan, stages: plan.stages.filter((use) => use.stage === name) }))
    .filter(({ stages }) => stages.length > 0);
  const keys = new Set(usagePlans.flatMap((plan) => plan.keys));
  const view: ApiModel = {
    ...model,
    servers: stageServers(model, stage),
    operations,
    stages: [stage],
    usagePlans,
    apiKeys: model.apiKeys.filter((key) => keys.has(key.name)),
  };
  const isWhole = operations.length === model.operations.length;
  return { model: isWhole ? view : pruneComponents(view).model, stage, diagnostics: [] };
}

function stageServers(
  { servers }: ApiModel,
  { url, description, name, location }: Stage,
): readonly Server[] {
  if (url === undefined) return servers;
  return [{ url, name, ...(description !== undefined && { description }), location }];
}
