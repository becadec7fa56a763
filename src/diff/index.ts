import type { ApiModel } from "../model/index.js";
import { compareModels } from "./compare/compare-models.js";
import { judge, type Finding } from "./finding.js";
import type { Policy } from "./rules/index.js";
import { versionChanges } from "./version-policy.js";

export type { Change, ChangeKind } from "./compare/change.js";
export type { Finding } from "./finding.js";
export { compareModels } from "./compare/compare-models.js";
export { rules } from "./rules/index.js";
export type { AnyRule, Policy, RuleClass } from "./rules/index.js";

/** What changed between two models, judged. */
export function diffModels(old: ApiModel, next: ApiModel, policy: Policy): readonly Finding[] {
  const findings = judge(compareModels(old, next), policy);
  return [...findings, ...judge(versionChanges(old, next, findings), policy)];
}
