import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { type MockOptions, type RunningMock, startRuntime } from "../runtime/start.js";
import { uncheckedParts } from "../schema/unchecked.js";
import { load, type LoadOptions } from "./load.js";

export type { MockOptions, RequestEntry, RunningMock } from "../runtime/start.js";

/** How a spec is loaded and mocked. */
export type StartMockOptions = MockOptions & LoadOptions;

/** A mock, or the reason why there is none among the diagnostics. */
export interface MockResult {
  readonly mock?: RunningMock;
  /** Finds what of the schemas is not checked; it walks all of them, so a caller asks when nothing waits. */
  readonly unchecked?: () => readonly Diagnostic[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Loads a spec and starts its mock. A spec with mistakes is mocked as far as it can be read.
 * Rejects with the system's error (`EADDRINUSE`, …) when the port cannot be had.
 */
export async function mock(spec: string, options: StartMockOptions = {}): Promise<MockResult> {
  const { model, diagnostics } = await load(spec, options);
  if (!model) return { diagnostics };
  const running = await startRuntime(model, options);
  return { mock: running, unchecked: () => uncheckedParts(model), diagnostics };
}

/** A spec that cannot be mocked; `diagnostics` says why. */
export class MockStartError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(spec: string, diagnostics: readonly Diagnostic[]) {
    const reasons = diagnostics.filter(({ severity }) => severity === "error");
    super(`${spec} cannot be mocked: ${reasons.map(({ message }) => message).join(" ")}`);
    this.name = "MockStartError";
    this.diagnostics = diagnostics;
  }
}

/**
 * Starts the mock of a spec within this process, on a free port of the loopback interface unless told otherwise.
 * Rejects with `MockStartError` when the spec cannot be read.
 *
 * ```ts
 * const api = await startMock("petstore.yaml");
 * await fetch(`${api.url}/pets/1`);
 * await api.close();
 * ```
 */
export async function startMock(
  spec: string,
  options: StartMockOptions = {},
): Promise<RunningMock> {
  const result = await mock(spec, options);
  if (!result.mock) throw new MockStartError(spec, result.diagnostics);
  return result.mock;
}
