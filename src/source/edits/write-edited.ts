import { resolve } from "node:path";
import { readManifest } from "../manifest.js";
import { contentText } from "../output-content.js";
import {
  compareFolder,
  type CompareResult,
  writeFolder,
  type WriteOptions,
  type WriteResult,
} from "../output-folder.js";
import type { OutputFile } from "../output-file.js";
import { readIgnoreFile } from "./ignore-file.js";
import { MergeBase, mergeBaseName, packMergeBase } from "./merge-base.js";
import type { Edits } from "./merge-edits.js";

/**
 * Writes an output that its users edit: their edits are merged with what is new, by the base that the run before kept.
 * Where both contradict each other the file stays as it is, both sides stand beside it, and an error says so.
 * While such a conflict is open nothing is written.
 */
export async function writeEdited(
  folder: string,
  files: readonly OutputFile[],
  options: WriteOptions,
): Promise<WriteResult> {
  const target = resolve(folder);
  const base = baseFile(target, files);
  const edits = await editsOf(target, files, options.force ?? false);
  if (edits?.blocked) {
    return { written: [], unchanged: [], removed: [], diagnostics: edits.diagnostics };
  }
  const beside = [...(edits?.beside ?? []), ...(await base)];
  return writeFolder(folder, files, { ...options, beside, ...(edits && { edits }) });
}

/** Says how the folder differs from the output with the edits of its users merged in. */
export async function compareEdited(
  folder: string,
  files: readonly OutputFile[],
): Promise<CompareResult> {
  const edits = await editsOf(resolve(folder), files, false);
  const compare = compareFolder(folder, files, edits);
  if (!edits) return compare;
  const { conflicts } = edits;
  const stale = [...new Set([...compare.stale, ...conflicts])];
  return { ...compare, stale };
}

/** The edits of a folder; a folder without a manifest has none. */
async function editsOf(
  folder: string,
  files: readonly OutputFile[],
  force: boolean,
): Promise<Edits | undefined> {
  if (readManifest(folder) === undefined) return undefined;
  const { mergeEdits } = await import("./merge-edits.js");
  const ignored = readIgnoreFile(folder);
  return mergeEdits(
    folder,
    files.filter(({ path }) => !ignored(path)),
    force,
  );
}

/** The base of the next merge; none when the one that is there is it. */
async function baseFile(folder: string, files: readonly OutputFile[]): Promise<OutputFile[]> {
  const ignored = readIgnoreFile(folder);
  const texts = new Map<string, string>();
  for (const file of files) {
    if (file.ownership !== "once" && !ignored(file.path)) texts.set(file.path, contentText(file));
  }
  if (new MergeBase(folder).holds(texts)) return [];
  const content = await packMergeBase(texts);
  return [{ path: mergeBaseName, content, ownership: "once" }];
}
