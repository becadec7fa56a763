import { createHash } from "node:crypto";
import * as yaml from "js-yaml";
import { importDocument } from "../../src/importer/index.js";
import type { ApiModel } from "../../src/model/index.js";
import { openDocument } from "../../src/document/open-document.js";
import { ParsedFile } from "../../src/source/parsed-file.js";
import type { JsonValue } from "../../src/util/json.js";

/** The model of a document that stands in a string. */
export function modelOf(text: string, path = "spec.yaml"): ApiModel {
  const value = yaml.load(text, { schema: yaml.CORE_SCHEMA, json: true }) as JsonValue;
  const hash = createHash("sha256").update(text).digest("hex");
  const file = new ParsedFile({ id: path, path, format: "yaml", value, hash }, () => text);
  const reader = { files: [file], resolve: () => ({ diagnostics: [] }) };
  const opened = openDocument(file, reader);
  const imported = opened.document && importDocument(opened.document);
  if (!imported?.model) throw new Error(`${path}: no model`);
  return imported.model;
}
