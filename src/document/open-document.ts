import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { SourceFile, SourceReader } from "../source/source-file.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../util/json.js";
import { diagnostic } from "./diagnostics.js";
import type { Document } from "./document.js";
import { memberOf } from "./editable-document.js";
import { IncludeExpander } from "./include-expander.js";
import { isApiDescription, isTemplate, looksLike } from "./looks-like.js";
import { findTemplateBody } from "./template-body.js";

/** How the API description is found. */
export interface OpenOptions {
  /** The logical id of the API to read from a template with several. */
  readonly api?: string;
}

/** The document, unless an error stands among the diagnostics. */
export interface OpenResult {
  readonly document?: Document;
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds the API description in a file that was read: the file itself, or the body of an API in a template. */
export function openDocument(
  root: SourceFile,
  reader: SourceReader,
  options: OpenOptions = {},
): OpenResult {
  const { value } = root;
  const location = { file: root };
  if (isJsonObject(value) && isTemplate(value)) {
    const { body, diagnostics } = findTemplateBody(root, value, reader, options.api);
    return { ...(body && { document: { root, reader, ...body } }), diagnostics };
  }
  if (!isJsonObject(value) || !(isApiDescription(value) || hasInclude(value))) {
    return { diagnostics: [diagnostic("not-an-api", location, [looksLike(value)])] };
  }
  if (!hasInclude(value)) return { document: { root, value, location, reader }, diagnostics: [] };
  const expander = new IncludeExpander(root, reader);
  const expanded = expander.expand(value, location);
  const { diagnostics, provenance } = expander;
  if (!isJsonObject(expanded)) return { diagnostics };
  return { document: { root, value: expanded, location, reader, provenance }, diagnostics };
}

/** Whether a description of its own includes parts at its root or among its paths, as bodies in buckets do. */
function hasInclude(value: JsonObject): boolean {
  const parts: (JsonValue | undefined)[] = [value, memberOf(value, "paths")];
  return parts.some((part) => memberOf(part, "Fn::Transform") !== undefined);
}
