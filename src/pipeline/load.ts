import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { openDocument } from "../document/open-document.js";
import { importDocument } from "../importer/index.js";
import { readSource, type ReadOptions } from "../source/read-source.js";
import type { LoadResult } from "./load-result.js";

/** How a spec is loaded. */
export type LoadOptions = ReadOptions;

/**
 * Reads a spec and imports it into the model.
 * Bad input never throws: it gives diagnostics, and no model when nothing could be imported.
 */
export async function load(spec: string, options: LoadOptions = {}): Promise<LoadResult> {
  const { file, reader, diagnostics: read } = await readSource(spec, options);
  const diagnostics: Diagnostic[] = [...read];
  const settings = {};
  const inputs = () => reader.files.map(({ path, hash }) => ({ path, hash }));
  if (!file) return { settings, inputs: inputs(), diagnostics };
  const opened = openDocument(file, reader);
  diagnostics.push(...opened.diagnostics);
  if (!opened.document) return { settings, inputs: inputs(), diagnostics };
  const imported = importDocument(opened.document);
  diagnostics.push(...imported.diagnostics);
  return {
    document: opened.document,
    ...(imported.model && { model: imported.model }),
    settings,
    inputs: inputs(),
    diagnostics,
  };
}
