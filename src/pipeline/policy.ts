import type { Diagnostic } from "../diagnostics/diagnostic.js";

/** With `strict`, warnings count as errors. */
export function strictly(
  diagnostics: readonly Diagnostic[],
  strict: boolean | undefined,
): readonly Diagnostic[] {
  if (!strict) return diagnostics;
  return diagnostics.map((item) =>
    item.severity === "warning" ? { ...item, severity: "error" } : item,
  );
}

/** Whether an error stands among the diagnostics. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
