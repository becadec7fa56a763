import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { emptyRegions, mergeRegions } from "../custom-regions.js";
import { hashContent, readManifest, type ManifestFile } from "../manifest.js";
import { contentText } from "../output-content.js";
import { diagnostic } from "../output-diagnostics.js";
import type { OutputFile } from "../output-file.js";
import { MergeBase } from "./merge-base.js";
import { mergeText } from "./merge-text.js";

/** What becomes of the files of an output that were edited. */
export interface Edits {
  /** What the edited files will hold, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Files written beside them: conflicts, and backups of what `force` replaces. */
  readonly beside: readonly OutputFile[];
  /** Files beside them that are settled and go. */
  readonly settled: readonly string[];
  /** Files whose edits and new version contradict each other; they stay as they are. */
  readonly conflicts: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Whether a conflict of an earlier run is open, so that nothing may be written. */
  readonly blocked: boolean;
}

/** What the name of the file ends in that holds both sides of a conflict. */
export const CONFLICT_SUFFIX = ".gw-gen-conflict";

/** What the name of the file ends in that holds edits which were replaced by force. */
export const BACKUP_SUFFIX = ".gw-gen-backup";

/** Merges the edits of a folder's files with the files' new versions; reads, never writes. */
export async function mergeEdits(
  folder: string,
  files: readonly OutputFile[],
  force: boolean,
): Promise<Edits> {
  const manifest = readManifest(folder);
  const known = new Map<string, ManifestFile>();
  if (manifest && manifest !== "broken") {
    for (const entry of manifest.files) known.set(entry.path, entry);
  }
  const merge = new Merge(folder, force);
  for (const file of files) {
    const entry = known.get(file.path);
    if (entry && file.ownership !== "once") await merge.add(file, entry);
  }
  return merge;
}

class Merge implements Edits {
  readonly #folder: string;
  readonly #force: boolean;
  readonly #base: MergeBase;
  readonly texts = new Map<string, string>();
  readonly beside: OutputFile[] = [];
  readonly settled: string[] = [];
  readonly conflicts: string[] = [];
  readonly diagnostics: Diagnostic[] = [];
  blocked = false;

  constructor(folder: string, force: boolean) {
    this.#folder = folder;
    this.#force = force;
    this.#base = new MergeBase(folder);
  }

  async add(file: OutputFile, { hash }: ManifestFile): Promise<void> {
    const { path } = file;
    const target = join(this.#folder, path);
    if (!statSync(target, { throwIfNoEntry: false })?.isFile()) return;
    const isOpen = existsSync(target + CONFLICT_SUFFIX);
    const previous = readFileSync(target);
    if (!isOpen && hashContent(previous) === hash) return;
    const edited = previous.toString("utf8");
    if (isOpen) {
      this.#addOpen(file, edited);
      return;
    }
    const mine = edited.replaceAll("\r\n", "\n");
    const generated = contentText(file);
    if (mine === generated || onlyRegionsEdited(file, mine, generated, hash)) return;
    if (hashContent(generated) === hash) {
      this.texts.set(path, edited);
      return;
    }
    const merged = await mergeText(path, this.#versions(path, hash, mine, generated));
    const lineEnd = edited.includes("\r\n") ? "\r\n" : "\n";
    this.#settle(file, edited, {
      ...merged,
      text: merged.text.replaceAll("\n", lineEnd),
    });
  }

  /** A conflict that nobody resolved stops the run; force takes the generated side. */
  #addOpen(file: OutputFile, edited: string): void {
    if (this.#force) {
      this.settled.push(file.path + CONFLICT_SUFFIX);
      this.#replace(file, edited);
      return;
    }
    this.blocked = true;
    this.conflicts.push(file.path);
    this.diagnostics.push(diagnostic("output-conflict-open", undefined, [file.path]));
  }

  /** The regions have the same lines in all three, as long as the new version offers them. */
  #versions(path: string, hash: string, mine: string, generated: string) {
    const pristine = this.#base.text(path, hash);
    const theirs = mergeRegions(mine, generated).text;
    if (pristine === undefined) return { mine, theirs };
    return { base: mergeRegions(theirs, pristine).text, mine, theirs };
  }

  #settle(
    file: OutputFile,
    edited: string,
    { text, conflicts }: { readonly text: string; readonly conflicts: readonly number[] },
  ): void {
    const { path } = file;
    if (conflicts.length === 0) {
      this.texts.set(path, text);
      this.diagnostics.push(diagnostic("output-edits-merged", undefined, [path]));
      return;
    }
    if (this.#force) {
      this.#replace(file, edited);
      return;
    }
    this.texts.set(path, edited);
    this.conflicts.push(path);
    this.#write(path + CONFLICT_SUFFIX, text);
    const marks = conflicts.map((line) => `${path}${CONFLICT_SUFFIX}:${line}`);
    this.diagnostics.push(diagnostic("output-edits-conflict", undefined, [path, marks]));
  }

  /** Takes the generated side and keeps the other as a backup. */
  #replace(file: OutputFile, edited: string): void {
    const { path } = file;
    const backup = this.#freeName(path + BACKUP_SUFFIX, edited);
    this.#write(backup, edited);
    this.texts.set(path, mergeRegions(edited, contentText(file)).text);
    this.diagnostics.push(diagnostic("output-edits-replaced", undefined, [path, backup]));
  }

  #write(path: string, content: string): void {
    this.beside.push({ path, content, ownership: "once" });
  }

  /** A name that no other backup has. */
  #freeName(name: string, content: string): string {
    for (let count = 1; ; count++) {
      const candidate = count === 1 ? name : `${name}-${count}`;
      const path = join(this.#folder, candidate);
      if (!existsSync(path) || readFileSync(path, "utf8") === content) return candidate;
    }
  }
}

/** Whether the regions alone hold the user's code, and the new version has a place for each. */
function onlyRegionsEdited(
  { ownership }: OutputFile,
  mine: string,
  generated: string,
  hash: string,
): boolean {
  if (ownership !== "mergeable" || hashContent(emptyRegions(mine)) !== hash) return false;
  return mergeRegions(mine, generated).lost.length === 0;
}
