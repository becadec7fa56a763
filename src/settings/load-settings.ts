import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { readBeside, readSource, type ReadOptions } from "../source/read-source.js";
import type { ReadResult, SourceReader } from "../source/source-file.js";
import { checkShape } from "./check-shape.js";
import type { Settings } from "./settings.js";
import { settingsShape } from "./settings-shape.js";

/** The names under which settings stand beside a spec; the first that exists counts. */
export const SETTINGS_NAMES = ["gw-gen.yaml", "gw-gen.yml", "gw-gen.json"] as const;

/** The settings and the reader of the files that they name. */
export interface LoadSettingsResult {
  readonly settings: Settings;
  readonly reader?: SourceReader;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the settings of a spec: those at `path` (as a spec argument), else those beside the spec, in the same commit
 * where it comes from git. Without any, all defaults hold.
 */
export async function loadSettings(
  spec: string,
  path: string | undefined,
  options: ReadOptions,
): Promise<LoadSettingsResult> {
  const found =
    path === undefined
      ? readBeside(spec, SETTINGS_NAMES, options)
      : await readSource(path, { ...options, allowOutside: true });
  if (!found) return { settings: {}, diagnostics: [] };
  return { ...checkSettings(found), reader: found.reader };
}

/** Holds a file against the shape of settings. */
export function checkSettings({ file, diagnostics }: ReadResult): {
  settings: Settings;
  diagnostics: readonly Diagnostic[];
} {
  if (!file) return { settings: {}, diagnostics };
  const checked = checkShape(settingsShape, file.value, { file });
  const content = checked.value;
  return {
    settings: { file, ...(content && { content }) },
    diagnostics: [...diagnostics, ...checked.diagnostics],
  };
}
