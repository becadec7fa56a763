import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Document } from "../document/document.js";
import type { InputFile } from "../emitter/emitter.js";
import type { ApiModel } from "../model/index.js";
import type { Settings } from "../settings/settings.js";

/** What `load` gives; without a model an error stands among the diagnostics. */
export interface LoadResult {
  readonly document?: Document;
  readonly model?: ApiModel;
  readonly settings: Settings;
  /** Every file that was read: the spec and what it refers to, then the settings, then the overlays. */
  readonly inputs: readonly InputFile[];
  readonly diagnostics: readonly Diagnostic[];
}
