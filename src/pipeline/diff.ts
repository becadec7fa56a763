import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { diffModels, type RuleArea, type RuleClass, type Surfaces } from "../diff/index.js";
import { toDiagnostic, type DiffReport, type FindingDiagnostic } from "../diff/report/index.js";
import type { InputFile } from "../emitter/emitter.js";
import type { SdkSurface } from "../emitters/sdk/surface.js";
import type { ApiModel } from "../model/index.js";
import { readUsage, type OperationUsage } from "../diff/usage.js";
import { applyPolicy } from "../settings/policy.js";
import { readTextFile } from "../source/text-file.js";
import { globPattern } from "../util/glob.js";
import { exportFrom } from "./export.js";
import { load, type LoadOptions } from "./load.js";
import type { LoadResult } from "./load-result.js";
import { sdkIdentity } from "./sdk-identity.js";

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
  /**
   * The newer side is what the service exports of a deployed API: the older side is passed through what that export
   * loses, and the server and the version, which the service writes itself, are left out.
   */
  readonly asDeployed?: boolean;
  /** A file of recorded calls, one JSON object a line, that weigh the findings. */
  readonly usage?: string;
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
  const written = await load(old, options);
  const after = await load(next, options);
  const before = options.asDeployed ? await deployed(written, after, options) : written;
  const inputs = [...before.inputs, ...after.inputs];
  const diagnostics = [...before.diagnostics, ...after.diagnostics].filter(
    (one) => one.severity === "error",
  );
  if (!before.model || !after.model) return { diagnostics, inputs };
  const now = options.now ?? new Date();
  const { stable = 0, beta = 0 } = options.graceDays ?? {};
  const policy = { today: now, graceDays: { stable, beta } };
  const surfaces = await plannedSurfaces(before, after, options);
  const judged = diffModels(before.model, after.model, policy, surfaces);
  const wanted = judged.map(toDiagnostic).filter((one) => isWanted(one, options));
  const weighed = weigh(wanted, before.model, options);
  const kept = applyPolicy(weighed.findings, after.settings, { now });
  const { version } = before.model.info;
  return {
    report: { old, new: next, findings: kept.filter(isFinding) },
    diagnostics: [...diagnostics, ...weighed.diagnostics, ...kept.filter((one) => !isFinding(one))],
    inputs,
    ...(typeof version === "string" && { oldVersion: version }),
  };
}

/** The findings with the recorded calls of their operations, those that most call first. */
function weigh(
  findings: readonly FindingDiagnostic[],
  model: ApiModel,
  { usage: path, cwd = "." }: DiffOptions,
): { findings: readonly FindingDiagnostic[]; diagnostics: readonly Diagnostic[] } {
  if (path === undefined) return { findings, diagnostics: [] };
  const { file, diagnostics } = readTextFile(path, cwd);
  if (!file) return { findings, diagnostics };
  const read = readUsage(file.text, path, model);
  const usageOf = (one: FindingDiagnostic): OperationUsage =>
    read.usage.get(one.operation ?? "") ?? { calls: 0, keys: 0 };
  const weighed = findings.map((one) =>
    one.operation === undefined ? one : { ...one, usage: usageOf(one) },
  );
  const calls = (one: FindingDiagnostic): number => one.usage?.calls ?? 0;
  return {
    findings: weighed.sort((a, b) => calls(b) - calls(a)),
    diagnostics: [...diagnostics, ...read.diagnostics],
  };
}

/** The SDK of each side, by the settings of its own; undefined where no one asks for the class. */
async function plannedSurfaces(
  before: LoadResult,
  after: LoadResult,
  { classes }: DiffOptions,
): Promise<Surfaces | undefined> {
  if (classes && !classes.includes("source")) return undefined;
  if (!before.model || !after.model) return undefined;
  const { planSdk } = await import("../emitters/sdk/typescript/plan/plan-sdk.js");
  const planned = (model: ApiModel, { settings, inputs }: LoadResult): SdkSurface =>
    planSdk({ model, options: sdkIdentity(settings), inputs }).surface;
  return { old: planned(before.model, before), new: planned(after.model, after) };
}

/** What the service writes into its exports by itself. */
const SERVICE_AREAS = new Set<RuleArea>(["info", "servers"]);

/** A spec as the service would export it, in the dialect and with the extensions of an export of its own. */
async function deployed(
  written: LoadResult,
  { model: exported }: LoadResult,
  options: DiffOptions,
): Promise<LoadResult> {
  if (!written.model || !exported) return written;
  const hasIntegrations = exported.operations.some(({ gateway }) => gateway?.integration);
  const { text, diagnostics } = await exportFrom(written, {
    ...options,
    as: exported.source.dialect === "swagger-2.0" ? "swagger-2.0" : "openapi-3.0",
    like: "aws",
    format: "json",
    extensions: hasIntegrations ? ["apigateway"] : ["none"],
  });
  if (text === undefined) {
    const { document, inputs, settings } = written;
    return { ...(document && { document }), inputs, settings, diagnostics };
  }
  const stdin = async (): Promise<Uint8Array> => new TextEncoder().encode(text);
  const reread = await load("-", { cwd: options.cwd ?? ".", stdin });
  return { ...reread, inputs: written.inputs, settings: written.settings };
}

function isFinding(one: Diagnostic): one is FindingDiagnostic {
  return "finding" in one;
}

function isWanted({ finding }: FindingDiagnostic, options: DiffOptions): boolean {
  const { classes, baseline, tags, paths, asDeployed } = options;
  if (asDeployed && SERVICE_AREAS.has(finding.rule.area)) return false;
  if (classes && !classes.includes(finding.rule.class)) return false;
  if (baseline?.has(finding.fingerprint)) return false;
  const { operation } = finding.change;
  if (tags && !(finding.change.tags ?? []).some((tag) => tags.includes(tag))) return false;
  if (!paths) return true;
  const path = operation?.slice(operation.indexOf(" ") + 1);
  return path !== undefined && paths.some((pattern) => globPattern(pattern).test(path));
}
