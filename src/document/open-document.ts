import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { SourceFile, SourceReader } from "../source/source-file.js";
import { isJsonObject } from "../util/json.js";
import { diagnostic } from "./diagnostics.js";
import type { Document } from "./document.js";

/** The document, unless an error stands among the diagnostics. */
export interface OpenResult {
  readonly document?: Document;
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds the API description in a file that was read and makes it ready for import. */
export function openDocument(root: SourceFile, reader: SourceReader): OpenResult {
  const { value } = root;
  const location = { file: root };
  if (!isJsonObject(value)) {
    return { diagnostics: [diagnostic("not-an-api", location, ["a single value"])] };
  }
  return { document: { root, value, location, reader }, diagnostics: [] };
}
