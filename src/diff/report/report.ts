import type { Diagnostic, Severity } from "../../diagnostics/diagnostic.js";
import { countSeverities } from "../../diagnostics/order.js";
import type { Finding } from "../finding.js";
import type { OperationUsage } from "../usage.js";
import type { RuleClass } from "../rules/index.js";

/** A finding as a diagnostic, so that settings can change its severity or ignore it. */
export interface FindingDiagnostic extends Diagnostic {
  readonly finding: Finding;
  /** Recorded calls of the operation, where records were given. */
  readonly usage?: OperationUsage;
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

/** `wire: 3 breaking, 1 warning; source: 2 breaking`, or that nothing changed. */
export function summary(findings: readonly FindingDiagnostic[]): string {
  const parts = CLASSES.flatMap((name) => {
    const own = findings.filter(({ finding }) => finding.rule.class === name);
    return own.length === 0 ? [] : [`${name}: ${countWords(own)}`];
  });
  return parts.length === 0 ? "no changes" : parts.join("; ");
}

/** The findings by class, in order, each with the heading that says whom they concern. */
export function byClass(
  findings: readonly FindingDiagnostic[],
): readonly (readonly [heading: string, readonly FindingDiagnostic[]])[] {
  return CLASSES.map((name) => {
    const own = findings.filter(({ finding }) => finding.rule.class === name);
    return [CLASS_HEADINGS[name], own] as const;
  }).filter(([, own]) => own.length > 0);
}

/** `3 breaking, 1 warning, 2 notes`. */
function countWords(findings: readonly Diagnostic[]): string {
  const counts = countSeverities(findings);
  const parts = [
    counts.error > 0 ? `${counts.error} breaking` : "",
    plural(counts.warning, "warning"),
    plural(counts.info, "note"),
  ].filter((part) => part !== "");
  return parts.join(", ");
}

/** `1204 recorded calls by 3 keys`; undefined where no calls were recorded at all. */
export function usageText({ usage }: FindingDiagnostic): string | undefined {
  if (!usage) return undefined;
  if (usage.calls === 0) return "no recorded call";
  return `${plural(usage.calls, "recorded call")} by ${plural(usage.keys, "key")}`;
}

/** The classes in the order in which they are told of. */
export const CLASSES: readonly RuleClass[] = ["wire", "gateway", "source"];

const CLASS_HEADINGS: Readonly<Record<RuleClass, string>> = {
  wire: "On the wire: running clients",
  gateway: "At the gateway: its callers",
  source: "In the source: users of the generated SDK",
};

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
