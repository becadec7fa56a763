import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { checkShape } from "../settings/check-shape.js";
import { type ScenarioContent, scenarioShape } from "../settings/scenario-shape.js";
import { readSource, type ReadOptions } from "../source/read-source.js";

/** The steps of a scenario file, and what is wrong with it. */
export interface Scenario {
  readonly steps: ScenarioContent;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads what a mock's WebSocket sends of its own accord; a wrong step is reported and left out. */
export async function readScenario(path: string, options: ReadOptions): Promise<Scenario> {
  const { file, diagnostics } = await readSource(path, { ...options, allowOutside: true });
  if (!file) return { steps: [], diagnostics };
  const checked = checkShape(scenarioShape, file.value, { file });
  return { steps: checked.value ?? [], diagnostics: [...diagnostics, ...checked.diagnostics] };
}
