import { realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { isJsonObject } from "../util/json.js";
import { hashContent } from "./manifest.js";
import { diagnostic } from "./output-diagnostics.js";
import type { InputFile } from "./output-file.js";
import { compareOutputFile, writeOutputFile } from "./output-folder.js";
import { readTextIfThere } from "./output-record.js";

/** The name of the record of single files, which stands beside them. */
export const SINGLE_FILES_NAME = "gw-gen.exports.json";

/** What decides whether a single file may be written. */
export interface SingleFileOptions {
  /** The folder of relative paths. */
  readonly cwd: string;
  /** What the file is made from; none of it is replaced. */
  readonly inputs: readonly InputFile[];
  /** Replace whatever is there. */
  readonly force: boolean;
  /** The path as messages show it; the path itself when absent. */
  readonly shown?: string;
}

/**
 * Writes an output that is one file. What stands there is replaced while it is as gw-gen left it; an input of the output
 * and anything else needs `force`.
 */
export function writeSingleFile(
  path: string,
  content: string,
  { cwd, inputs, force, shown = path }: SingleFileOptions,
): readonly Diagnostic[] {
  const target = resolve(cwd, path);
  const record = join(dirname(target), SINGLE_FILES_NAME);
  const hashes = readRecord(record);
  const isSame = compareOutputFile(target, content);
  const isInput = inputs.some((input) => isSameFile(resolve(cwd, input.path), target));
  if (isSame && isInput) return [];
  if (!isSame && !force) {
    if (isInput) return [diagnostic("output-is-input", undefined, [shown])];
    const previous = readTextIfThere(target);
    if (previous !== undefined && hashes.get(basename(target)) !== hashContent(previous)) {
      return [diagnostic("output-file-not-ours", undefined, [shown])];
    }
  }
  const failed = isSame ? [] : writeOutputFile(target, content);
  if (failed.length > 0) return failed;
  const text = printRecord(hashes.set(basename(target), hashContent(content)));
  return compareOutputFile(record, text) ? [] : writeOutputFile(record, text);
}

/** Hashes by file name; a record that cannot be read knows no file. */
function readRecord(path: string): Map<string, string> {
  const hashes = new Map<string, string>();
  const files = filesOf(readTextIfThere(path));
  for (const [name, hash] of Object.entries(files)) {
    if (typeof hash === "string") hashes.set(name, hash);
  }
  return hashes;
}

function filesOf(text: string | undefined): object {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) && isJsonObject(value.files) ? value.files : {};
  } catch {
    return {};
  }
}

function printRecord(hashes: ReadonlyMap<string, string>): string {
  const sorted = [...hashes].sort(([a], [b]) => (a < b ? -1 : 1));
  const value = { generator: "gw-gen", files: Object.fromEntries(sorted) };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Whether two paths lead to one file, by another spelling or by a link. */
function isSameFile(one: string, other: string): boolean {
  if (one === other) return true;
  if (!statSync(one, { throwIfNoEntry: false }) || !statSync(other, { throwIfNoEntry: false })) {
    return false;
  }
  return realpathSync(one) === realpathSync(other);
}
