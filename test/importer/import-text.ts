import { load } from "js-yaml";
import type { ImportResult } from "../../src/importer/index.js";
import { importDocument } from "../../src/importer/index.js";
import type { Document } from "../../src/document/document.js";
import type { ReadResult, SourceFile } from "../../src/source/source-file.js";
import type { JsonObject, JsonValue } from "../../src/util/json.js";
import { isJsonObject } from "../../src/util/json.js";

/** Imports the first of the files given as YAML texts by path; references find the others. */
export function importFiles(texts: Readonly<Record<string, string>>): ImportResult {
  const files = new Map(
    Object.entries(texts).map(([path, text]) => [path, memoryFile(path, load(text) as JsonValue)]),
  );
  const [root] = files.values();
  if (!root || !isJsonObject(root.value)) throw new Error("the first file holds no object");
  return importDocument(memoryDocument(root, root.value, files));
}

/** Imports one YAML text. */
export function importText(text: string): ImportResult {
  return importFiles({ "api.yaml": text });
}

/** Imports a value. */
export function importValue(value: JsonObject): ImportResult {
  const root = memoryFile("api.yaml", value);
  return importDocument(memoryDocument(root, value, new Map([["api.yaml", root]])));
}

function memoryFile(path: string, value: JsonValue): SourceFile {
  const locate = () => undefined;
  return { path, id: path, format: "yaml", value, hash: "", locate, line: () => undefined };
}

function memoryDocument(
  root: SourceFile,
  value: JsonObject,
  files: ReadonlyMap<string, SourceFile>,
): Document {
  const read = new Set([root]);
  const resolve = (uri: string, from: SourceFile): ReadResult => {
    const path = new URL(uri, `file:///${from.path}`).pathname.slice(1);
    const file = files.get(path);
    if (file) read.add(file);
    return { ...(file && { file }), diagnostics: [] };
  };
  const resolveText = () => ({ diagnostics: [] });
  const reader = { resolve, resolveText, files: [...files.values()], texts: [] };
  return { root, value, location: { file: root }, reader };
}
