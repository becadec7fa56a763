import type { Diagnostic, Severity } from "../../diagnostics/diagnostic.js";
import { countSeverities } from "../../diagnostics/order.js";
import type { Finding } from "../finding.js";

/** A finding as a diagnostic, so that settings can change its severity or ignore it. */
export interface FindingDiagnostic extends Diagnostic {
  readonly finding: Finding;
}

/** What a report is made from. */
export interface DiffReport {
  /** The two sides as the user named them. */
  readonly old: string;
  readonly new: string;
  readonly findings: readonly FindingDiagnostic[];
}

/** What a form may use beside the report. */
export interface ReportOptions {
  /** Whether the reader's terminal shows colours; only `text` has any. */
  readonly colour: boolean;
  /** gw-gen's version. */
  readonly version: string;
}

/** Writes a report down. */
export type ReportFormat = (report: DiffReport, options: ReportOptions) => string;

/** A finding with its place, on the newer side where it stands there. */
export function toDiagnostic(finding: Finding): FindingDiagnostic {
  const { rule, change, message, severity } = finding;
  const location = change.places.new ?? change.places.old;
  const before = change.places.new && change.places.old;
  return {
    code: rule.id,
    severity,
    message: change.subject === "operation" ? message : `${capital(change.subject)}: ${message}`,
    ...(rule.mend !== "" && { mend: rule.mend }),
    ...(location && { location }),
    ...(before && { related: [{ message: "before", location: before }] }),
    ...(change.operation !== undefined && { operation: change.operation }),
    finding,
  };
}

/** Findings by operation, in order; those of the document as a whole come first. */
export function byOperation(
  findings: readonly FindingDiagnostic[],
): readonly (readonly [string, readonly FindingDiagnostic[]])[] {
  const groups = new Map<string, FindingDiagnostic[]>([["", []]]);
  for (const finding of findings) {
    const key = finding.operation ?? "";
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups].filter(([, group]) => group.length > 0);
}

/** `3 breaking, 1 warning, 2 notes`, or that nothing changed. */
export function summary(findings: readonly Diagnostic[]): string {
  const counts = countSeverities(findings);
  const parts = [
    counts.error > 0 ? `${counts.error} breaking` : "",
    plural(counts.warning, "warning"),
    plural(counts.info, "note"),
  ].filter((part) => part !== "");
  return parts.length === 0 ? "no changes" : parts.join(", ");
}

/** The word for a severity in a report on changes. */
export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  error: "breaking",
  warning: "warning",
  info: "note",
};

/** The order in which severities are shown. */
export const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

function plural(count: number, noun: string): string {
  return count === 0 ? "" : `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
