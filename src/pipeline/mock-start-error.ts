import type { Diagnostic } from "../diagnostics/diagnostic.js";

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
