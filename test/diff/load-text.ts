import { importDocument } from "../../src/importer/index.js";
import type { ApiModel } from "../../src/model/index.js";
import { openDocument } from "../../src/document/open-document.js";
import { defaultLimits } from "../../src/source/limits.js";
import { parseFile } from "../../src/source/parse-file.js";

/** The model of a document that stands in a string. */
export function modelOf(text: string, path = "spec.yaml"): ApiModel {
  const bytes = new TextEncoder().encode(text);
  const { file } = parseFile({ id: path, path, bytes }, defaultLimits);
  if (!file) throw new Error(`${path}: cannot be read`);
  const nothing = () => ({ diagnostics: [] });
  const reader = { files: [file], texts: [], resolve: nothing, resolveText: nothing };
  const { document } = openDocument(file, reader);
  const model = document && importDocument(document).model;
  if (!model) throw new Error(`${path}: no model`);
  return model;
}
