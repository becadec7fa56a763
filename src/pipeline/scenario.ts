import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { childLocation, type SourceLocation } from "../diagnostics/location.js";
import type { ApiModel } from "../model/index.js";
import { checkShape } from "../settings/check-shape.js";
import { type ScenarioContent, scenarioShape } from "../settings/scenario-shape.js";
import { readSource, type ReadOptions } from "../source/read-source.js";
import { diagnostic } from "./diagnostics.js";

/** The steps of a scenario file, and what is wrong with it. */
export interface Scenario {
  readonly steps: ScenarioContent;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads what a mock's WebSocket sends of its own accord, and judges it by the routes of the API. */
export async function readScenario(
  path: string,
  model: ApiModel,
  options: ReadOptions,
): Promise<Scenario> {
  const { file, diagnostics } = await readSource(path, { ...options, allowOutside: true });
  if (!file) return { steps: [], diagnostics };
  const { value: steps = [], diagnostics: wrong } = checkShape(scenarioShape, file.value, { file });
  const lost = wrong.length > 0 ? [] : unknownNames(steps, model, { file });
  return { steps, diagnostics: [...diagnostics, ...wrong, ...lost] };
}

/** Steps that no route sets off, or whose event the API does not have. */
function unknownNames(
  steps: ScenarioContent,
  { websocket }: ApiModel,
  location: SourceLocation,
): Diagnostic[] {
  const routes = websocket?.routes ?? [];
  const sent = routes.filter(({ direction }) => direction !== "receive").map(({ key }) => key);
  const events = routes.filter(({ direction }) => direction !== "send").map(({ key }) => key);
  const triggers = new Set(["$connect", ...sent]);
  return steps.flatMap(({ on, event, message }, index) => {
    const at = childLocation(location, index);
    const isLostTrigger = on !== undefined && !triggers.has(on);
    const isLostEvent = event !== undefined && message === undefined && !events.includes(event);
    return [
      ...(isLostTrigger
        ? [diagnostic("scenario-route-unknown", childLocation(at, "on"), [on, [...triggers]])]
        : []),
      ...(isLostEvent
        ? [diagnostic("scenario-event-unknown", childLocation(at, "event"), [event, events])]
        : []),
    ];
  });
}
