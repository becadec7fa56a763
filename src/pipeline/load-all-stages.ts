import { withoutRepeated } from "../diagnostics/without-repeated.js";
import { joinStages, type StageModel } from "../passes/join-stages.js";
import { stageOverlays } from "../passes/stage-overlays.js";
import { load, type LoadOptions } from "./load.js";
import type { LoadResult } from "./load-result.js";
import { hasErrors } from "./policy.js";

/**
 * Loads a spec with the operations of all stages, each of which names the stages that have it unless all do.
 * Stages with overlays of their own are loaded one by one, for an overlay adds, removes and changes operations.
 */
export async function loadAllStages(spec: string, options: LoadOptions): Promise<LoadResult> {
  const { stage: _stage, ...all } = { ...options, imports: options.imports ?? new Map() };
  const base = await load(spec, all);
  const { model, settings } = base;
  if (!model || hasErrors(base.diagnostics)) return base;
  const common = stageOverlays(settings, undefined).length;
  const differ = model.stages.some(({ name }) => stageOverlays(settings, name).length > common);
  if (!differ) return base;
  const diagnostics = [];
  const inputs = new Map(base.inputs.map((input) => [input.path, input]));
  const views: StageModel[] = [];
  for (const { name } of model.stages) {
    const view = await load(spec, { ...all, stage: name });
    diagnostics.push(...view.diagnostics);
    for (const input of view.inputs) inputs.set(input.path, input);
    if (view.model) views.push({ stage: name, model: view.model });
  }
  const joined = joinStages(model, views);
  return {
    ...base,
    model: joined,
    inputs: [...inputs.values()],
    diagnostics: withoutRepeated(diagnostics),
  };
}
