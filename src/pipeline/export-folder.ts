import { resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { InputFile } from "../emitter/emitter.js";
import type { OutputFile } from "../source/output-file.js";
import {
  compareFolder,
  type CompareResult,
  writeFolder,
  type WriteResult,
} from "../source/output-folder.js";
import { definedMembers } from "../util/json.js";
import type { ExportOptions } from "./export.js";

/** How exports of several files are written. */
export interface ExportFolderOptions extends Omit<ExportOptions, "out"> {
  /** The folder, relative to `cwd`. */
  readonly out: string;
  /** `check` compares the folder with what would be written. Default `write`. */
  readonly mode?: "write" | "check";
  /** Replace files that gw-gen did not write. */
  readonly force?: boolean;
}

/** What writing a folder of exports gave; with an error among the diagnostics nothing was written. */
export interface ExportFolderResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly write?: WriteResult;
  readonly compare?: CompareResult;
}

/** Writes the files of an export into its folder, or compares them with it. */
export function placeFiles(
  files: readonly OutputFile[],
  inputs: readonly InputFile[],
  diagnostics: readonly Diagnostic[],
  options: ExportFolderOptions,
): ExportFolderResult {
  const folder = resolve(options.cwd ?? ".", options.out);
  if (options.mode === "check") {
    const compare = compareFolder(folder, files);
    return { compare, diagnostics: [...diagnostics, ...compare.diagnostics] };
  }
  const { as, format, extensions, version } = options;
  const record = definedMembers({ as, format, extensions, version });
  const { force = false } = options;
  const write = writeFolder(folder, files, { inputs, options: record, force });
  return { write, diagnostics: [...diagnostics, ...write.diagnostics] };
}
