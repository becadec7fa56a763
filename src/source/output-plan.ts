import { lstatSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, isAbsolute, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { mergeRegions } from "./custom-regions.js";
import { hashContent, manifestName, readManifest, type ManifestFile } from "./manifest.js";
import type { OutputFile } from "./output-file.js";
import { diagnostic } from "./output-diagnostics.js";
import { readTemplate } from "./package-folder.js";

/** What happens to one file of an output. */
export interface PlannedFile {
  readonly file: OutputFile;
  readonly change: "new" | "changed" | "unchanged";
  /** What the manifest will say of it; absent for a file of the user's that stays. */
  readonly entry?: ManifestFile;
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
  files: readonly OutputFile[],
  force: boolean,
): OutputPlan {
  const blocked = checkFolder(folder);
  const diagnostics: Diagnostic[] = blocked.length > 0 ? blocked : checkPaths(folder, files);
  if (diagnostics.length > 0) return { files: [], removals: [], diagnostics };
  const manifest = readManifest(folder);
  if (manifest === "broken") diagnostics.push(diagnostic("manifest-broken", undefined, [folder]));
  const known = new Map<string, ManifestFile>();
  if (manifest && manifest !== "broken") {
    for (const entry of manifest.files) known.set(entry.path, entry);
  }
  const foreign: string[] = [];
  const planned = files.map((file) => {
    const plan = planFile(folder, file, known.get(file.path));
    const isForeign = plan.change === "changed" && !known.has(file.path) && !force;
    if (isForeign) foreign.push(file.path);
    diagnostics.push(...plan.diagnostics);
    return plan;
  });
  if (foreign.length > 0) {
    diagnostics.push(diagnostic("output-not-ours", undefined, [folder, foreign]));
  }
  const stale = planRemovals(folder, files, [...known.values()]);
  if (stale.edited.length > 0) {
    diagnostics.push(diagnostic("output-edited-kept", undefined, [stale.edited]));
  }
  return { files: planned, removals: stale.removals, diagnostics };
}

/** The bytes that a file of an output will have in the folder, the user's regions merged in. */
export function outputBytes(folder: string, file: OutputFile): Uint8Array {
  const next = contentBytes(file);
  const previous =
    file.ownership === "mergeable" ? readIfThere(join(folder, file.path)) : undefined;
  if (!previous) return next;
  const merged = mergeRegions(previous.toString("utf8"), Buffer.from(next).toString("utf8"));
  return Buffer.from(merged.text);
}

function planFile(
  folder: string,
  file: OutputFile,
  known: ManifestFile | undefined,
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
  const generated = contentBytes(file);
  let next: Uint8Array = generated;
  if (file.ownership === "mergeable") {
    const merged = mergeRegions(previous.toString("utf8"), Buffer.from(generated).toString("utf8"));
    next = Buffer.from(merged.text);
    if (merged.lost.length > 0) {
      diagnostics.push(diagnostic("output-region-lost", undefined, [file.path, merged.lost]));
    }
  }
  if (sameContent(previous, next) && sameMode(target, file)) {
    return { file, change: "unchanged", entry, diagnostics };
  }
  const edited =
    file.ownership === "generated" && known !== undefined && hashContent(previous) !== known.hash;
  if (edited) diagnostics.push(diagnostic("output-edited-replaced", undefined, [file.path]));
  return { file, change: "changed", entry, diagnostics };
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
  const seen = new Map<string, string>([[manifestName.toLowerCase(), manifestName]]);
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

function contentBytes({ content }: OutputFile): Uint8Array {
  if (typeof content === "string") return Buffer.from(content);
  return content instanceof Uint8Array ? content : readTemplate(content.copyOf);
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
