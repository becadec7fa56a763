import type { CheckProfile } from "../checks/rule.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { InputFile } from "../emitter/emitter.js";
import type { ApiModel } from "../model/index.js";
import { load, type LoadOptions } from "./load.js";
import { judged, type PolicyChoice } from "./policy.js";

/** What to check a spec for. */
export interface CheckOptions extends LoadOptions, PolicyChoice {
  /** `aws` adds what API Gateway drops, refuses or limits; default by what the document carries. */
  readonly profile?: CheckProfile;
}

/** What checking found. */
export interface CheckResult {
  /** Everything that importing and the rules say. */
  readonly diagnostics: readonly Diagnostic[];
  readonly inputs: readonly InputFile[];
  /** Absent when the spec could not be imported, which an error then says. */
  readonly model?: ApiModel;
}

/** Says what in a spec would fail, be lost or not be enforced later. */
export async function check(spec: string, options: CheckOptions = {}): Promise<CheckResult> {
  const { model, document, settings, inputs, diagnostics } = await load(spec, options);
  if (!model) return { diagnostics: judged(diagnostics, settings, options), inputs };
  const { profileOf, runChecks } = await import("../checks/run-checks.js");
  const profile = options.profile ?? profileOf(model);
  const documentSize = (): number => Buffer.byteLength(JSON.stringify(document?.value ?? {}));
  const found = await runChecks({ profile, model, documentSize });
  return { diagnostics: judged([...diagnostics, ...found], settings, options), inputs, model };
}
