import type { ApiModel } from "../model/index.js";
import type { Change } from "./compare/change.js";
import type { Finding } from "./finding.js";

/** Changes of the version that the findings do not bear out; nothing where a version is not semantic. */
export function versionChanges(
  old: ApiModel,
  next: ApiModel,
  findings: readonly Finding[],
): readonly Change[] {
  const before = parse(old.info.version);
  const after = parse(next.info.version);
  if (!before || !after) return [];
  const order = compare(before, after);
  const breaks = findings.some((one) => one.severity === "error" && one.rule.class === "wire");
  const changed = findings.some(
    ({ rule }) => rule.area !== "info" && !rule.kind.endsWith("-invalid"),
  );
  if (order > 0) return [change(old, next, "lowered")];
  if (order === 0) return changed ? [change(old, next, "not-raised")] : [];
  const [major = 0] = before;
  return breaks && major > 0 && after[0] === major ? [change(old, next, "major-not-raised")] : [];
}

function change(
  old: ApiModel,
  next: ApiModel,
  what: "lowered" | "not-raised" | "major-not-raised",
): Change {
  return {
    kind: "version-policy",
    subject: "version",
    places: { old: old.info.location, new: next.info.location },
    details: { what, before: String(old.info.version), after: String(next.info.version) },
  };
}

function parse(version: unknown): readonly number[] | undefined {
  const found = typeof version === "string" && /^v?(\d+)\.(\d+)\.(\d+)/.exec(version);
  return found ? found.slice(1).map(Number) : undefined;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const differing = a.findIndex((part, index) => part !== b[index]);
  return differing < 0 ? 0 : (a[differing] ?? 0) - (b[differing] ?? 0);
}
