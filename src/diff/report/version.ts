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

/**
 * The version after the bump; undefined when the given one is not semantic. A pre-release is followed by its release
 * where that is far enough.
 */
export function nextVersion(version: string, bump: Bump): string | undefined {
  const found = /^(\d+)\.(\d+)\.(\d+)(-)?/.exec(version);
  if (!found) return undefined;
  if (bump === "none") return version;
  const [major = 0, minor = 0, patch = 0] = found.slice(1, 4).map(Number);
  const isBefore = found[4] !== undefined;
  const isBreak = bump === "major" && major > 0;
  if (bump === "patch") return `${major}.${minor}.${isBefore ? patch : patch + 1}`;
  const reached = isBefore && patch === 0 && (!isBreak || minor === 0);
  if (reached) return `${major}.${minor}.0`;
  return isBreak ? `${major + 1}.0.0` : `${major}.${minor + 1}.0`;
}
