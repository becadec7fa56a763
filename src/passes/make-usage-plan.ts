import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { childLocation, type SourceLocation } from "../diagnostics/location.js";
import type { UsagePlan } from "../model/index.js";
import type { UsagePlanSettings } from "../settings/settings.js";
import { diagnostic } from "./diagnostics.js";
import { methodKey } from "./make-stage.js";

/** The names that a usage plan may use. */
export interface PlanNames {
  readonly stages: readonly string[];
  readonly keys: readonly string[];
}

/** The model's usage plan of what the settings say; names of nothing are reported and left out. */
export function makeUsagePlan(
  name: string,
  { description, throttle, quota, stages = [], keys = [] }: UsagePlanSettings,
  known: PlanNames,
  location: SourceLocation,
): { plan: UsagePlan; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const stagesAt = childLocation(location, "stages");
  const inStages = stages.flatMap((item, index) => {
    const { stage, methods } = typeof item === "string" ? { stage: item, methods: {} } : item;
    if (!known.stages.includes(stage)) {
      const at = childLocation(stagesAt, index);
      diagnostics.push(diagnostic("plan-unknown-stage", at, [name, stage, known.stages]));
      return [];
    }
    const named = Object.entries(methods ?? {}).map(([key, value]) => ({
      name: methodKey(key),
      value,
    }));
    return [{ stage, ...(named.length > 0 && { methods: named }) }];
  });
  const keysAt = childLocation(location, "keys");
  const inKeys = keys.filter((key, index) => {
    if (known.keys.includes(key)) return true;
    diagnostics.push(diagnostic("plan-unknown-key", childLocation(keysAt, index), [name, key]));
    return false;
  });
  const plan: UsagePlan = {
    name,
    ...(description !== undefined && { description }),
    ...(throttle && { throttle }),
    ...(quota && { quota }),
    stages: inStages,
    keys: inKeys,
    location,
  };
  return { plan, diagnostics };
}
