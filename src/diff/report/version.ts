import type { RuleClass } from "../rules/index.js";
import type { FindingDiagnostic } from "./report.js";

/** The part of a semantic version that the changes ask to raise. */
export type Bump = "major" | "minor" | "patch" | "none";

/** The classes that the version of the API goes by; the SDK's goes by `source`. */
export const API_CLASSES: readonly RuleClass[] = ["wire", "gateway"];

/**
 * What to raise (Semantic Versioning 2.0.0) by the findings of some classes: major when someone breaks, minor when
 * something came or went, else patch.
 */
export function suggestVersion(
  findings: readonly FindingDiagnostic[],
  classes: readonly RuleClass[] = API_CLASSES,
): Bump {
  const judged = findings.filter(
    ({ finding: { rule } }) => rule.area !== "info" && classes.includes(rule.class),
  );
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
