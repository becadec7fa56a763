import type { Diagnostic } from "../../../../diagnostics/diagnostic.js";
import { diagnostic } from "./diagnostics.js";
import type { PlanContext } from "./plan-context.js";
import { typesStages } from "./plan-servers.js";

/** What keeps clients from being typed by their stage, or a stage from having a URL. */
export function judgeStages(context: PlanContext): readonly Diagnostic[] {
  const { model, options } = context;
  if (options.allStages !== true) return [];
  if (!typesStages(context)) return [diagnostic("sdk-no-stages", model.location, [])];
  const without = model.stages.filter(({ url }) => url === undefined);
  if (without.length === model.stages.length) return [];
  return without.map(({ name, location }) => diagnostic("sdk-stage-without-url", location, [name]));
}
