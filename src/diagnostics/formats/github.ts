import type { Severity } from "../diagnostic.js";
import { inOrder, type PlacedDiagnostic } from "../order.js";
import type { DiagnosticFormat } from "./format.js";

const COMMAND: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
};

/** GitHub's workflow commands (GitHub docs, "Workflow commands for GitHub Actions"): one annotation a line. */
export const formatGithub: DiagnosticFormat = (diagnostics) =>
  inOrder(diagnostics)
    .map((item) => `${annotation(item)}\n`)
    .join("");

function annotation({ diagnostic, place }: PlacedDiagnostic): string {
  const range = place?.range;
  const properties: [string, string | number | undefined][] = [
    ["file", place?.path],
    ["line", range?.start.line],
    ["col", range?.start.column],
    ["endLine", range?.end?.line],
    ["endColumn", range?.end?.column],
    ["title", diagnostic.code],
  ];
  const list = properties
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  const { message, mend } = diagnostic;
  const text = mend === undefined ? message : `${message}\nMend: ${mend}`;
  return `::${COMMAND[diagnostic.severity]} ${list.join(",")}::${escapeData(text)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
