import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { applyPolicy } from "../settings/policy.js";
import type { Settings } from "../settings/settings.js";

/** What shapes the findings of a run beside the settings. */
export interface PolicyChoice {
  /** Whether warnings count as errors. */
  readonly strict?: boolean;
  /** The day on which the expiry of ignores is judged; today when absent. */
  readonly now?: Date;
}

/** The findings of a run after the settings' severities and ignores, and strictness. */
export function judged(
  diagnostics: readonly Diagnostic[],
  settings: Settings,
  { strict = false, now = new Date() }: PolicyChoice,
): readonly Diagnostic[] {
  return applyPolicy(diagnostics, settings, { strict, now });
}

/** Like `judged`, for runs that do not look for everything: an ignore that hid nothing may serve another command. */
export function judgedInPart(
  diagnostics: readonly Diagnostic[],
  settings: Settings,
  choice: PolicyChoice,
): readonly Diagnostic[] {
  return judged(diagnostics, settings, choice).filter(({ code }) => code !== "ignore-unused");
}

/** Whether an error stands among the diagnostics. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
