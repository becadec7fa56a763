import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { withoutRepeated } from "../diagnostics/without-repeated.js";
import type { InputFile } from "../emitter/emitter.js";
import type { StageEntry } from "../emitters/export/stage-index.js";
import type { OutputFile } from "../source/output-file.js";
import { exportFrom, type ExportResult } from "./export.js";
import { type ExportFolderOptions, type ExportFolderResult, placeFiles } from "./export-folder.js";
import { load } from "./load.js";
import { hasErrors, judgedInPart } from "./policy.js";

/** Writes one export for each stage of a spec, and an `index.html` that lists them. */
export async function exportStages(
  spec: string,
  options: ExportFolderOptions,
): Promise<ExportFolderResult> {
  const { out: _out, ...shared } = options;
  const { stage: _stage, ...all } = { ...shared, imports: shared.imports ?? new Map() };
  const base = await load(spec, all);
  const found = judgedInPart(base.diagnostics, base.settings, options);
  if (!base.model || hasErrors(found)) return { diagnostics: found };
  const files: OutputFile[] = [];
  const entries: StageEntry[] = [];
  const inputs = new Map<string, InputFile>();
  const diagnostics: Diagnostic[] = [];
  // One after the other: the stages share imports, and the order of findings is that of the settings.
  for (const { name, url, description } of base.model.stages) {
    const loaded = await load(spec, { ...all, stage: name });
    const result = await exportFrom(loaded, { ...all, stage: name });
    for (const input of result.inputs) inputs.set(input.path, input);
    diagnostics.push(...result.diagnostics);
    const { text, model } = result;
    if (text === undefined || !model) continue;
    const format = options.format ?? loaded.document?.root.format ?? "yaml";
    const file = `${encodeURIComponent(name)}${endingOf(result, format)}`;
    files.push({ path: file, content: text, ownership: "generated" });
    const { info } = model;
    entries.push({
      stage: name,
      title: typeof info.title === "string" ? info.title : "API",
      version: result.version ?? (typeof info.version === "string" ? info.version : ""),
      file,
      ...(url !== undefined && { url }),
      ...(description !== undefined && { description }),
    });
  }
  const told = withoutRepeated(diagnostics);
  if (hasErrors(told)) return { diagnostics: told };
  const { stageIndex } = await import("../emitters/export/stage-index.js");
  files.push({ path: "index.html", content: stageIndex(entries), ownership: "generated" });
  return placeFiles(files, [...inputs.values()], told, options);
}

function endingOf({ as }: ExportResult, format: "json" | "yaml"): string {
  if (as === "http") return ".http";
  return as === "postman" ? ".postman_collection.json" : `.${format}`;
}
