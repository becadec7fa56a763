import { lstatSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, isAbsolute, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { mergeRegions } from "./custom-regions.js";
import { readIgnoreFile } from "./edits/ignore-file.js";
import { mergeBaseName } from "./edits/merge-base.js";
import type { Edits } from "./edits/merge-edits.js";
import { hashContent, manifestName, readManifest, type ManifestFile } from "./manifest.js";
import { contentBytes } from "./output-content.js";
import type { OutputFile } from "./output-file.js";
import { diagnostic } from "./output-diagnostics.js";

/** What happens to one file of an output. */
export interface PlannedFile {
  readonly file: OutputFile;
  readonly change: "new" | "changed" | "unchanged";
  /** What the file will hold, where that is not its content: the user's code is merged in. */
  readonly text?: string;
  /** What the manifest will say of it; absent for a file of the user's that stays. */
  readonly entry?: ManifestFile;
}

/** How an output is placed. */
export interface PlanOptions {
  /** Replace files that gw-gen did not write. */
  readonly force: boolean;
  /** What becomes of edited files; when absent they are replaced. */
  readonly edits?: Edits;
  /** Further files, that the manifest does not list. */
  readonly beside?: readonly OutputFile[];
}

/** What writing an output into a folder would do. */
export interface OutputPlan {
  readonly files: readonly PlannedFile[];
  /** Files of the run before that are no longer made and that nobody edited. */
  readonly removals: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Compares an output with what stands in its folder; reads, never writes. */
export function planOutput(
  folder: string,
  made: readonly OutputFile[],
  { force, edits, beside = [] }: PlanOptions,
): OutputPlan {
  const blocked = checkFolder(folder);
  const diagnostics: Diagnostic[] = blocked.length > 0 ? blocked : checkPaths(folder, made);
  if (diagnostics.length > 0) return { files: [], removals: [], diagnostics };
  const ignored = readIgnoreFile(folder);
  const files = made.filter(({ path }) => !ignored(path));
  const manifest = readManifest(folder);
  if (manifest === "broken") diagnostics.push(diagnostic("manifest-broken", undefined, [folder]));
  const known = new Map<string, ManifestFile>();
  if (manifest && manifest !== "broken") {
    for (const entry of manifest.files) known.set(entry.path, entry);
  }
  const foreign: string[] = [];
  const planned: PlannedFile[] = files.map((file) => {
    const plan = planFile(folder, file, { known: known.get(file.path), edits });
    const isForeign = plan.change === "changed" && !known.has(file.path) && !force;
    if (isForeign) foreign.push(file.path);
    diagnostics.push(...plan.diagnostics);
    return plan;
  });
  if (foreign.length > 0) {
    diagnostics.push(diagnostic("output-not-ours", undefined, [folder, foreign]));
  }
  const earlier = [...known.values()].filter(({ path }) => !ignored(path));
  const stale = planRemovals(folder, files, earlier);
  if (stale.edited.length > 0) {
    diagnostics.push(diagnostic("output-edited-kept", undefined, [stale.edited]));
  }
  planned.push(...beside.map((file) => planBeside(folder, file)));
  const removals = [...stale.removals, ...(edits?.settled ?? [])];
  return { files: planned, removals, diagnostics };
}

/** The bytes that a file of an output will have in the folder, the user's code merged in. */
export function outputBytes({ file, text }: PlannedFile): Uint8Array {
  return text === undefined ? contentBytes(file) : Buffer.from(text);
}

function planBeside(folder: string, file: OutputFile): PlannedFile {
  const previous = readIfThere(join(folder, file.path));
  if (!previous) return { file, change: "new" };
  return { file, change: previous.equals(contentBytes(file)) ? "unchanged" : "changed" };
}

interface FileHistory {
  readonly known: ManifestFile | undefined;
  readonly edits: Edits | undefined;
}

function planFile(
  folder: string,
  file: OutputFile,
  { known, edits }: FileHistory,
): PlannedFile & { diagnostics: readonly Diagnostic[] } {
  const target = join(folder, file.path);
  const content = typeof file.content === "string" ? file.content : contentBytes(file);
  const entry = { path: file.path, hash: hashContent(content), ownership: file.ownership };
  const previous = readIfThere(target);
  if (!previous) return { file, change: "new", entry, diagnostics: [] };
  if (file.ownership === "once") {
    return { file, change: "unchanged", ...(known && { entry: known }), diagnostics: [] };
  }
  const diagnostics: Diagnostic[] = [];
  let text = edits?.texts.get(file.path);
  const isMerged = text !== undefined;
  if (!isMerged && file.ownership === "mergeable") {
    const generated = Buffer.from(contentBytes(file)).toString("utf8");
    const merged = mergeRegions(previous.toString("utf8"), generated);
    text = merged.text;
    if (merged.lost.length > 0) {
      diagnostics.push(diagnostic("output-region-lost", undefined, [file.path, merged.lost]));
    }
  }
  const next = text === undefined ? contentBytes(file) : Buffer.from(text);
  if (sameContent(previous, next) && sameMode(target, file)) {
    return { file, change: "unchanged", entry, diagnostics };
  }
  const edited =
    !isMerged &&
    file.ownership === "generated" &&
    known !== undefined &&
    hashContent(previous) !== known.hash;
  if (edited) diagnostics.push(diagnostic("output-edited-replaced", undefined, [file.path]));
  const plan = { file, change: "changed", entry, diagnostics } as const;
  return text === undefined ? plan : { ...plan, text };
}

function planRemovals(
  folder: string,
  files: readonly OutputFile[],
  known: readonly ManifestFile[],
): { removals: string[]; edited: string[] } {
  const made = new Set(files.map(({ path }) => path));
  const removals: string[] = [];
  const edited: string[] = [];
  for (const { path, hash, ownership } of known) {
    // A manifest is input too: a path that leaves the folder is not followed.
    if (made.has(path) || ownership === "once" || !isInside(path)) continue;
    const previous = readIfThere(join(folder, path));
    if (!previous) continue;
    (hashContent(previous) === hash ? removals : edited).push(path);
  }
  return { removals, edited };
}

function checkFolder(folder: string): Diagnostic[] {
  const stats = statSync(folder, { throwIfNoEntry: false });
  return stats && !stats.isDirectory() ? [diagnostic("output-is-file", undefined, [folder])] : [];
}

function checkPaths(folder: string, files: readonly OutputFile[]): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const seen = new Map([manifestName, mergeBaseName].map((name) => [name.toLowerCase(), name]));
  for (const { path } of files) {
    if (!isInside(path) || leavesByLink(folder, path)) {
      diagnostics.push(diagnostic("output-path-outside", undefined, [path]));
    }
    const folded = path.normalize("NFC").toLowerCase();
    const other = seen.get(folded);
    if (other !== undefined) {
      diagnostics.push(diagnostic("output-collision", undefined, [path, other]));
    }
    seen.set(folded, path);
  }
  for (const [folded, path] of seen) {
    for (let at = folded.lastIndexOf("/"); at > 0; at = folded.lastIndexOf("/", at - 1)) {
      const parent = seen.get(folded.slice(0, at));
      if (parent !== undefined) {
        diagnostics.push(diagnostic("output-collision", undefined, [path, parent]));
      }
    }
  }
  return diagnostics;
}

function isInside(path: string): boolean {
  const parts = path.split("/");
  return (
    path !== "" &&
    !/[\\:\0]/.test(path) &&
    parts.every((part) => part !== "" && part !== "." && part !== "..")
  );
}

/** Whether a symbolic link in the folder would lead the file out of it. */
function leavesByLink(folder: string, path: string): boolean {
  if (!statSync(folder, { throwIfNoEntry: false })) return false;
  let existing = resolve(folder, path);
  while (!lstatSync(existing, { throwIfNoEntry: false })) existing = dirname(existing);
  try {
    const inside = relative(realpathSync(folder), realpathSync(existing));
    return inside.startsWith("..") || isAbsolute(inside);
  } catch {
    // A dangling link: where it leads cannot be known.
    return true;
  }
}

function readIfThere(path: string): Buffer | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? readFileSync(path) : undefined;
}

function sameContent(previous: Buffer, next: Uint8Array): boolean {
  if (previous.equals(next)) return true;
  return previous.includes(0x0d) && hashContent(previous) === hashContent(next);
}

function sameMode(path: string, { mode }: OutputFile): boolean {
  if (mode === undefined || process.platform === "win32") return true;
  return (statSync(path).mode & 0o777) === mode;
}
