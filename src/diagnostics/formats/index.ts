import type { DiagnosticFormat } from "./format.js";
import { formatGithub } from "./github.js";
import { formatJson } from "./json.js";
import { formatSarif } from "./sarif.js";
import { formatText } from "./text.js";

export type { DiagnosticFormat, FormatOptions } from "./format.js";

/** The forms in which diagnostics are written, by the name that `--format` takes. */
export const DIAGNOSTIC_FORMATS = {
  text: formatText,
  json: formatJson,
  github: formatGithub,
  sarif: formatSarif,
} as const satisfies Record<string, DiagnosticFormat>;

/** The name of a form. */
export type DiagnosticFormatName = keyof typeof DIAGNOSTIC_FORMATS;
