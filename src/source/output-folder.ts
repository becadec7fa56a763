import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { isSystemError } from "../util/system-error.js";
import type { JsonValue } from "../util/json.js";
import type { Edits } from "./edits/merge-edits.js";
import { manifestName, printManifest } from "./manifest.js";
import { diagnostic } from "./output-diagnostics.js";
import type { InputFile, OutputFile } from "./output-file.js";
import { outputBytes, planOutput, type OutputPlan } from "./output-plan.js";
import { packageVersion } from "./package-folder.js";

/** What the manifest of an output records beside its files. */
export interface OutputRecord {
  readonly inputs: readonly InputFile[];
  /** The options that shaped the output. */
  readonly options: JsonValue;
}

/** How an output is written. */
export interface WriteOptions extends OutputRecord {
  /** Replace files that gw-gen did not write. */
  readonly force?: boolean;
  /** What becomes of edited files; when absent they are replaced. */
  readonly edits?: Edits;
  /** Further files, that the manifest does not list. */
  readonly beside?: readonly OutputFile[];
}

/**
 * What writing did, by paths within the folder; with an error among the diagnostics nothing was changed, unless it is
 * about a file whose edits and new version contradict each other.
 */
export interface WriteResult {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** How an output on disk differs from what would be written now. */
export interface CompareResult {
  /** There, with another content. */
  readonly stale: readonly string[];
  /** Not there. */
  readonly missing: readonly string[];
  /** There from an earlier run, no longer made. */
  readonly extra: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Writes an output so that an interrupted or failed run leaves what was there: all files are written beside the folder
 * first and then renamed into it, one by one, with a way back. Unchanged files are not touched.
 */
export function writeFolder(
  folder: string,
  files: readonly OutputFile[],
  options: WriteOptions,
): WriteResult {
  const target = resolve(folder);
  return guarded(folder, () => {
    const { force = false, edits, beside = [] } = options;
    const plan = planOutput(target, files, { force, beside, ...(edits && { edits }) });
    if (plan.diagnostics.some(({ severity }) => severity === "error")) {
      return { written: [], unchanged: [], removed: [], diagnostics: plan.diagnostics };
    }
    const besides = new Set(beside.map(({ path }) => path));
    const own = plan.files.filter(({ file }) => !besides.has(file.path));
    applyPlan(target, plan, printManifest(manifestOf(plan, options)));
    return {
      written: own.filter(({ change }) => change !== "unchanged").map(({ file }) => file.path),
      unchanged: own.filter(({ change }) => change === "unchanged").map(({ file }) => file.path),
      removed: plan.removals,
      diagnostics: [...plan.diagnostics, ...(edits?.diagnostics ?? [])],
    };
  });
}

/** Says how the folder differs from the output; the manifest's record of inputs does not count. */
export function compareFolder(
  folder: string,
  files: readonly OutputFile[],
  edits?: Edits,
): CompareResult {
  const plan = planOutput(resolve(folder), files, { force: true, ...(edits && { edits }) });
  const pathsOf = (change: string) =>
    plan.files.filter((planned) => planned.change === change).map(({ file }) => file.path);
  const missing = pathsOf("new");
  if (!existsSync(join(folder, manifestName))) missing.push(manifestName);
  const errors = plan.diagnostics.filter(({ severity }) => severity === "error");
  return { stale: pathsOf("changed"), missing, extra: plan.removals, diagnostics: errors };
}

/** Writes one file so that an interrupted or failed run leaves what was there; its folder is made. */
export function writeOutputFile(path: string, content: string | Uint8Array): readonly Diagnostic[] {
  const target = resolve(path);
  const temporary = `${target}.gw-gen-${process.pid}`;
  const result = guarded(path, () => {
    makeFolder(dirname(target));
    try {
      writeFileSync(temporary, content);
      renameSync(temporary, target);
    } finally {
      rmSync(temporary, { force: true });
    }
    return undefined;
  });
  return result?.diagnostics ?? [];
}

/** Whether a file holds a text already. */
export function compareOutputFile(path: string, content: string): boolean {
  const target = resolve(path);
  return existsSync(target) && readFileSync(target, "utf8") === content;
}

function manifestOf(plan: OutputPlan, { inputs, options }: OutputRecord) {
  const files = plan.files.flatMap(({ entry }) => (entry ? [entry] : []));
  return { version: packageVersion(), inputs, options, files };
}

function applyPlan(folder: string, plan: OutputPlan, manifest: string): void {
  const exists = existsSync(folder);
  const manifestPath = join(folder, manifestName);
  const sameManifest = existsSync(manifestPath) && readFileSync(manifestPath, "utf8") === manifest;
  const sameFiles = plan.files.every(({ change }) => change === "unchanged");
  if (exists && sameManifest && sameFiles && plan.removals.length === 0) return;
  // Within an existing folder renaming works even where it is a mount of its own; a new one appears as a whole.
  const [parent, prefix] = exists
    ? [folder, ".gw-gen-"]
    : [dirname(folder), `.${basename(folder)}.gw-gen-`];
  makeFolder(parent);
  removeLeftovers(parent, prefix);
  const work = join(parent, `${prefix}${process.pid}`);
  const staged = join(work, "new");
  try {
    makeFolder(staged);
    const paths = stage(plan, staged);
    if (!sameManifest) {
      writeFileSync(join(staged, manifestName), manifest);
      paths.push(manifestName);
    }
    if (exists) moveInto(folder, work, paths, plan.removals);
    else renameSync(staged, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function stage(plan: OutputPlan, staged: string): string[] {
  const paths: string[] = [];
  for (const planned of plan.files) {
    const { file, change } = planned;
    if (change === "unchanged") continue;
    const path = join(staged, file.path);
    makeFolder(dirname(path));
    writeFileSync(path, outputBytes(planned));
    if (file.mode !== undefined) chmodSync(path, file.mode);
    paths.push(file.path);
  }
  return paths;
}

/** Renames the staged files into the folder; on an error what was there is put back. */
function moveInto(
  folder: string,
  work: string,
  paths: readonly string[],
  removals: readonly string[],
): void {
  const undo: (() => void)[] = [];
  const keep = (path: string): void => {
    const target = join(folder, path);
    if (!existsSync(target)) {
      undo.push(() => rmSync(target, { force: true }));
      return;
    }
    const backup = join(work, "old", path);
    makeFolder(dirname(backup));
    linkOrCopy(target, backup);
    undo.push(() => renameSync(backup, target));
  };
  try {
    for (const path of paths) {
      keep(path);
      makeFolder(dirname(join(folder, path)));
      renameSync(join(work, "new", path), join(folder, path));
    }
    for (const path of removals) {
      keep(path);
      rmSync(join(folder, path));
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
  for (const path of removals) removeEmptyFolders(folder, dirname(path));
}

/** Makes a folder and those above it. Node's own recursive form never ends where the system answers ENOENT, as in /proc. */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // Not every file system has hard links.
    copyFileSync(from, to);
  }
}

function removeEmptyFolders(folder: string, path: string): void {
  if (path === ".") return;
  try {
    rmdirSync(join(folder, path));
  } catch {
    // Not empty: something of the user's, or of this output, still stands there.
    return;
  }
  removeEmptyFolders(folder, dirname(path));
}

/** Removes the work folders of runs that were killed. */
function removeLeftovers(parent: string, prefix: string): void {
  for (const entry of readdirSync(parent)) {
    const pid = entry.startsWith(prefix) ? Number(entry.slice(prefix.length)) : Number.NaN;
    if (Number.isInteger(pid) && !isRunning(pid)) {
      rmSync(join(parent, entry), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isSystemError(error) && error.code === "EPERM";
  }
}

function guarded<R>(path: string, run: () => R): R | WriteResult {
  try {
    return run();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const full = error.code === "ENOSPC" || error.code === "EDQUOT";
    const failure = full
      ? diagnostic("disk-full", undefined, [path])
      : diagnostic("output-not-writable", undefined, [path, error.code]);
    return { written: [], unchanged: [], removed: [], diagnostics: [failure] };
  }
}
