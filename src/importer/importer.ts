import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Document } from "../document/document.js";
import type { ApiModel } from "../model/index.js";

/** What importing gives: a model whenever the document is an API description at all. */
export interface ImportResult {
  readonly model?: ApiModel;
  readonly diagnostics: readonly Diagnostic[];
}

/** Turns a document of one dialect into the model. */
export type Importer = (document: Document) => ImportResult;
