import type { Diagnostic, DiagnosticCatalogue } from "../diagnostics/diagnostic.js";
import type { ApiModel } from "../model/index.js";
import type { CheckContext, CheckProfile } from "./rule.js";
import { RULES } from "./rules/index.js";
import { walkModel } from "./walk.js";

/** What the checks of one model may know. */
export interface CheckInput extends CheckContext {
  readonly profile: CheckProfile;
}

/** Runs all rules of a profile in one walk over the model. */
export async function runChecks({ profile, ...context }: CheckInput): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  const rules = RULES.filter((rule) => rule.profile === undefined || rule.profile === profile);
  const visitors = rules.map((rule) => rule.start((diagnostic) => found.push(diagnostic), context));
  walkModel(context.model, visitors);
  for (const visitor of visitors) await visitor.end?.();
  return found;
}

/** The profile that fits a model when nobody names one. */
export function profileOf(model: ApiModel): CheckProfile {
  return model.gateway || model.operations.some(({ gateway }) => gateway !== undefined)
    ? "aws"
    : "openapi";
}

/** The rules as a catalogue of diagnostics. */
export const diagnostic: { readonly catalogue: DiagnosticCatalogue } = {
  catalogue: Object.fromEntries(RULES.map((rule) => [rule.code, rule.entry])),
};
