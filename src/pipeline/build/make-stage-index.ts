import type { InputFile } from "../../emitter/emitter.js";
import { type StageEntry, stageIndex } from "../../emitters/export/stage-index.js";
import { load, type LoadOptions } from "../load.js";
import { exportVersion } from "../export.js";
import { hasErrors } from "../policy.js";
import { type BuildOutput, exportEnding } from "./outputs.js";

/** The `index.html` of the exports of all stages; a stage that cannot be loaded is not in it, its own output says why. */
export async function makeStageIndex(
  output: BuildOutput & { readonly stages: readonly string[] },
  options: LoadOptions,
): Promise<{ readonly content: string; readonly inputs: readonly InputFile[] }> {
  const inputs = new Map<string, InputFile>();
  const entries: StageEntry[] = [];
  const given = output.options["version-as"];
  const stamped = typeof given === "string" ? exportVersion(given, options.cwd) : undefined;
  for (const stage of output.stages) {
    const { model, inputs: read, diagnostics } = await load(output.spec, { ...options, stage });
    for (const input of read) inputs.set(input.path, input);
    if (!model || hasErrors(diagnostics)) continue;
    const { title, version } = model.info;
    const { url, description } = model.stages.find(({ name }) => name === stage) ?? {};
    entries.push({
      stage,
      title: typeof title === "string" ? title : "API",
      version: stamped ?? (typeof version === "string" ? version : ""),
      file: `${stage}${exportEnding(output)}`,
      ...(url !== undefined && { url }),
      ...(description !== undefined && { description }),
    });
  }
  return { content: stageIndex(entries), inputs: [...inputs.values()] };
}
