import type { SdkSurface } from "../emitters/sdk/surface.js";
import type { ApiModel } from "../model/index.js";
import { compareModels } from "./compare/compare-models.js";
import { judge, type Finding } from "./finding.js";
import { compareSurfaces } from "./surface/compare-surfaces.js";
import type { Policy } from "./rules/index.js";
import { versionChanges } from "./version-policy.js";

export type { Change, ChangeKind } from "./compare/change.js";
export type { Finding } from "./finding.js";
export { compareModels } from "./compare/compare-models.js";
export { rules } from "./rules/index.js";
export type { AnyRule, Policy, RuleArea, RuleClass } from "./rules/index.js";

/** The SDKs that are planned from both models. */
export interface Surfaces {
  readonly old: SdkSurface;
  readonly new: SdkSurface;
}

/** What changed between two models, judged; what users of the SDK must change is told of where its surfaces are given. */
export function diffModels(
  old: ApiModel,
  next: ApiModel,
  policy: Policy,
  surfaces?: Surfaces,
): readonly Finding[] {
  const findings = judge(compareModels(old, next), policy);
  const source = surfaces
    ? compareSurfaces({ model: old, surface: surfaces.old }, { model: next, surface: surfaces.new })
    : [];
  return [
    ...findings,
    ...judge(source, policy),
    ...judge(versionChanges(old, next, findings), policy),
  ];
}
