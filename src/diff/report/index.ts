import { DIAGNOSTIC_FORMATS } from "../../diagnostics/formats/index.js";
import { diagnostic } from "../diagnostics.js";
import { formatChangelog } from "./changelog.js";
import { formatHtml } from "./html.js";
import { formatJson } from "./json.js";
import { formatJunit } from "./junit.js";
import { formatMarkdown } from "./markdown.js";
import type { ReportFormat } from "./report.js";
import { formatText } from "./text.js";

export { summary, toDiagnostic } from "./report.js";
export type { DiffReport, FindingDiagnostic, ReportFormat, ReportOptions } from "./report.js";
export { API_CLASSES, nextVersion, suggestVersion } from "./version.js";
export type { Bump } from "./version.js";

function asDiagnostics(name: "github" | "sarif"): ReportFormat {
  return ({ findings }, options) =>
    DIAGNOSTIC_FORMATS[name](findings, { ...options, catalogue: diagnostic.catalogue });
}

/** The forms of a report, by the name that `--format` takes. */
export const REPORT_FORMATS = {
  text: formatText,
  json: formatJson,
  markdown: formatMarkdown,
  html: formatHtml,
  github: asDiagnostics("github"),
  sarif: asDiagnostics("sarif"),
  junit: formatJunit,
  changelog: formatChangelog,
} as const satisfies Record<string, ReportFormat>;

/** The name of a form. */
export type ReportFormatName = keyof typeof REPORT_FORMATS;
