import type { SourceLocation } from "../../diagnostics/location.js";
import { countSeverities } from "../../diagnostics/order.js";
import { placeOf } from "../../diagnostics/place.js";
import type { JsonObject } from "../../util/json.js";
import { suggestVersion } from "./version.js";
import type { FindingDiagnostic, ReportFormat } from "./report.js";

/** For programs; `schemas/diff-report.schema.json` describes it. */
export const formatJson: ReportFormat = (report) => {
  const { findings } = report;
  const counts = countSeverities(findings);
  const value = {
    version: 1,
    old: report.old,
    new: report.new,
    breaking: findings.some(
      (one) => one.severity === "error" && one.finding.rule.class !== "source",
    ),
    counts: { breaking: counts.error, warning: counts.warning, note: counts.info },
    suggestedBump: suggestVersion(findings),
    suggestedSdkBump: suggestVersion(findings, ["source"]),
    findings: findings.map(toJson),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
};

function toJson(one: FindingDiagnostic): JsonObject {
  const { finding } = one;
  const { rule, change } = finding;
  const detail = change.details;
  return {
    id: rule.id,
    class: rule.class,
    direction: rule.direction,
    area: rule.area,
    severity: one.severity,
    message: finding.message,
    subject: change.subject,
    fingerprint: finding.fingerprint,
    ...(rule.mend !== "" && { mend: rule.mend }),
    ...(change.operation !== undefined && { operation: change.operation }),
    ...("path" in detail && { path: [...detail.path] }),
    ...("before" in detail && detail.before !== undefined && { before: detail.before }),
    ...("after" in detail && detail.after !== undefined && { after: detail.after }),
    ...(finding.witness !== undefined && { witness: finding.witness }),
    ...(one.usage && { usage: { calls: one.usage.calls, keys: one.usage.keys } }),
    ...(change.places.old && { old: placeJson(change.places.old) }),
    ...(change.places.new && { new: placeJson(change.places.new) }),
  };
}

function placeJson(location: SourceLocation): JsonObject {
  const { path, pointer, range } = placeOf(location);
  return {
    file: path,
    pointer,
    ...(range && { line: range.start.line, column: range.start.column }),
  };
}
