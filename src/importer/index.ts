import type { Document } from "../document/document.js";
import type { ImportResult } from "./importer.js";

/** Turns a document of any dialect into the model. */
export function importDocument(_document: Document): ImportResult {
  return { diagnostics: [] };
}
