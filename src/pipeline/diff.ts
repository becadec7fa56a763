import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { diffModels, type RuleClass } from "../diff/index.js";
import { toDiagnostic, type DiffReport, type FindingDiagnostic } from "../diff/report/index.js";
import type { InputFile } from "../emitter/emitter.js";
import { applyPolicy } from "../settings/policy.js";
import { globPattern } from "../util/glob.js";
import { load, type LoadOptions } from "./load.js";

/** How two specs are compared. */
export interface DiffOptions extends LoadOptions {
  /** The day that sunset dates and expiring ignores are held against. */
  readonly now?: Date;
  /** The classes to tell of; all unless given. */
  readonly classes?: readonly RuleClass[];
  /** Days between a deprecation and its sunset that the policy asks for; none unless given. */
  readonly graceDays?: { readonly stable?: number; readonly beta?: number };
  /** Fingerprints of findings that are known and left out. */
  readonly baseline?: ReadonlySet<string>;
  /** Only operations with one of these tags. */
  readonly tags?: readonly string[];
  /** Only operations whose path one of these patterns matches. */
  readonly paths?: readonly string[];
}

/** What comparing gives; without a report an error stands among the diagnostics. */
export interface DiffResult {
  readonly report?: DiffReport;
  /** What loading says of either side. */
  readonly diagnostics: readonly Diagnostic[];
  readonly inputs: readonly InputFile[];
  /** The version of the older document, where it has one. */
  readonly oldVersion?: string;
}

/** Compares two specs and judges what changed; each is loaded with the settings beside it, the newer one's hold. */
export async function diff(
  old: string,
  next: string,
  options: DiffOptions = {},
): Promise<DiffResult> {
  const before = await load(old, options);
  const after = await load(next, options);
  const inputs = [...before.inputs, ...after.inputs];
  const diagnostics = [...before.diagnostics, ...after.diagnostics].filter(
    (one) => one.severity === "error",
  );
  if (!before.model || !after.model) return { diagnostics, inputs };
  const now = options.now ?? new Date();
  const { stable = 0, beta = 0 } = options.graceDays ?? {};
  const judged = diffModels(before.model, after.model, { today: now, graceDays: { stable, beta } });
  const wanted = judged.map(toDiagnostic).filter((one) => isWanted(one, options));
  const kept = applyPolicy(wanted, after.settings, { now });
  const { version } = before.model.info;
  return {
    report: { old, new: next, findings: kept.filter(isFinding) },
    diagnostics: [...diagnostics, ...kept.filter((one) => !isFinding(one))],
    inputs,
    ...(typeof version === "string" && { oldVersion: version }),
  };
}

function isFinding(one: Diagnostic): one is FindingDiagnostic {
  return "finding" in one;
}

function isWanted({ finding }: FindingDiagnostic, options: DiffOptions): boolean {
  const { classes, baseline, tags, paths } = options;
  if (classes && !classes.includes(finding.rule.class)) return false;
  if (baseline?.has(finding.fingerprint)) return false;
  const { operation } = finding.change;
  if (tags && !(finding.change.tags ?? []).some((tag) => tags.includes(tag))) return false;
  if (!paths) return true;
  const path = operation?.slice(operation.indexOf(" ") + 1);
  return path !== undefined && paths.some((pattern) => globPattern(pattern).test(path));
}
