import type { FindingDiagnostic } from "./report.js";

/** The part of a semantic version that the changes ask to raise. */
export type Bump = "major" | "minor" | "patch" | "none";

/** What to raise (Semantic Versioning 2.0.0): major when someone breaks, minor when something came or went, else patch. */
export function suggestVersion(findings: readonly FindingDiagnostic[]): Bump {
  const judged = findings.filter((one) => one.finding.rule.area !== "info");
  if (judged.length === 0) return "none";
  if (judged.some((one) => one.severity === "error")) return "major";
  const quiet = judged.every(({ finding }) => QUIET_AREAS.has(finding.rule.area));
  return quiet ? "patch" : "minor";
}

const QUIET_AREAS = new Set<string>(["components"]);

/** The version after the bump; undefined when the given one is not semantic. */
export function nextVersion(version: string, bump: Bump): string | undefined {
  const found = /^(\d+)\.(\d+)\.(\d+)/.exec(version);
  if (!found) return undefined;
  const [major = 0, minor = 0, patch = 0] = found.slice(1).map(Number);
  if (bump === "none") return `${major}.${minor}.${patch}`;
  if (bump === "patch") return `${major}.${minor}.${patch + 1}`;
  if (bump === "minor" || major === 0) return `${major}.${minor + 1}.0`;
  return `${major + 1}.0.0`;
}
