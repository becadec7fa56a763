import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { childLocation } from "../diagnostics/location.js";
import type { ApiModel } from "../model/index.js";
import { type MockOptions, type RunningMock, startRuntime } from "../runtime/start.js";
import { uncheckedParts } from "../schema/unchecked.js";
import type { InputFile } from "../source/output-file.js";
import { diagnostic } from "./diagnostics.js";
import { load, type LoadOptions } from "./load.js";
import { hasErrors } from "./policy.js";
import { MockStartError } from "./mock-start-error.js";
import { readScenario } from "./scenario.js";

export { MockStartError } from "./mock-start-error.js";
export type { MockOptions, RequestEntry, RunningMock } from "../runtime/start.js";

/** How a spec is loaded and mocked. */
export type StartMockOptions = MockOptions &
  LoadOptions & {
    /** A file of what the WebSocket API sends of its own accord, as a spec argument. */
    readonly scenario?: string;
  };

/** A mock, or the reason why there is none among the diagnostics. */
export interface MockResult {
  readonly mock?: RunningMock;
  /** Finds what of the schemas is not checked; it walks all of them, so a caller asks when nothing waits. */
  readonly unchecked?: () => readonly Diagnostic[];
  readonly diagnostics: readonly Diagnostic[];
  /** Every file that was read. */
  readonly inputs: readonly InputFile[];
  /** Loads the spec again and answers by it from then on, with the state kept; errors keep the version before. */
  readonly reload?: () => Promise<ReloadResult>;
}

/** What reloading gave. */
export interface ReloadResult {
  /** False when the new version has errors, which the diagnostics tell. */
  readonly taken: boolean;
  readonly operations: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly inputs: readonly InputFile[];
}

/**
 * Loads a spec and starts its mock. A spec with mistakes is mocked as far as it can be read; a scenario has none.
 * Rejects with the system's error (`EADDRINUSE`, …) when the port cannot be had.
 */
export async function mock(spec: string, options: StartMockOptions = {}): Promise<MockResult> {
  const { model, diagnostics: found, inputs } = await load(spec, options);
  if (!model) return { diagnostics: found, inputs };
  const scenario =
    options.scenario === undefined
      ? undefined
      : await readScenario(options.scenario, model, options);
  const diagnostics = [...found, ...(scenario?.diagnostics ?? [])];
  // A spec may be half right; a scenario is written for this very run.
  if (scenario && hasErrors(scenario.diagnostics)) return { diagnostics, inputs };
  const running = await startRuntime(model, {
    env: process.env,
    ...options,
    ...(scenario && { websocket: { ...options.websocket, scenario: scenario.steps } }),
  });
  let current = model;
  return {
    mock: running,
    unchecked: () => uncheckedParts(current),
    diagnostics: [
      ...diagnostics,
      ...unsetVariables(model, running),
      ...(options.stateful === true && running.profile === "aws"
        ? [diagnostic("stateful-not-here", model.location, [])]
        : []),
    ],
    inputs,
    reload: async () => {
      const next = await load(spec, options);
      const taken = next.model !== undefined && !hasErrors(next.diagnostics);
      if (taken && next.model) {
        current = next.model;
        await running.reload(next.model);
      }
      const operations = running.operations.length;
      return { taken, operations, diagnostics: next.diagnostics, inputs: next.inputs };
    },
  };
}

/** The API keys whose values should come from the environment and do not. */
function unsetVariables({ apiKeys }: ApiModel, { credentials }: RunningMock): Diagnostic[] {
  const made = credentials.apiKeys.filter(({ from }) => from === "made").map(({ name }) => name);
  return apiKeys.flatMap(({ name, valueFrom, location }) => {
    if (valueFrom === undefined || !made.includes(name)) return [];
    const at = childLocation(location, "valueFrom");
    return [diagnostic("environment-unset", at, [valueFrom, `the API key "${name}"`])];
  });
}

/** Like `mock`, but rejects with `MockStartError` when the spec cannot be read. */
export async function startMock(
  spec: string,
  options: StartMockOptions = {},
): Promise<RunningMock> {
  const result = await mock(spec, options);
  if (!result.mock) throw new MockStartError(spec, result.diagnostics);
  return result.mock;
}
