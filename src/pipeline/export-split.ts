import type { OutputFile } from "../source/output-file.js";
import { exportFrom } from "./export.js";
import { type ExportFolderOptions, type ExportFolderResult, placeFiles } from "./export-folder.js";
import { diagnostic } from "./diagnostics.js";
import { load } from "./load.js";
import { hasErrors } from "./policy.js";

/** Writes the export of a spec as a folder: a root file, and one file for each path and each component. */
export async function exportSplit(
  spec: string,
  options: ExportFolderOptions,
): Promise<ExportFolderResult> {
  const loaded = await load(spec, options);
  const { out: _out, ...shared } = options;
  const result = await exportFrom(loaded, { ...shared, bundle: true });
  const { document, as, inputs, diagnostics } = result;
  if (hasErrors(diagnostics)) return { diagnostics };
  if (!document) {
    const refused = diagnostic("split-not-openapi", undefined, [as ?? "export"]);
    return { diagnostics: [...diagnostics, refused] };
  }
  const { splitDocument } = await import("../emitters/export/split-document.js");
  const { jsonText } = await import("../printer/json-text.js");
  const { yamlText } = await import("../printer/yaml-text.js");
  const format = options.format ?? loaded.document?.root.format ?? "yaml";
  const files = splitDocument(document, format).map(({ path, value }): OutputFile => ({
    path,
    content: format === "json" ? `${jsonText(value)}\n` : yamlText(value),
    ownership: "generated",
  }));
  return placeFiles(files, inputs, diagnostics, options);
}
