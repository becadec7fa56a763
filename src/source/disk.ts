import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { SourceLocation } from "../diagnostics/location.js";
import { nearest } from "../util/nearest.js";
import { isSystemError } from "../util/system-error.js";
import { diagnostic } from "./diagnostics.js";

/** The bytes of a file on disk; its size is looked at first. */
export function readDiskFile(
  absolute: string,
  shown: string,
  maxBytes: number,
  at?: SourceLocation,
): { bytes: Uint8Array } | { diagnostic: Diagnostic } {
  try {
    const stats = statSync(absolute);
    if (stats.isDirectory()) {
      const near = apiFiles(absolute).map((name) => join(shown, name));
      return { diagnostic: diagnostic("file-is-folder", at, [shown, near]) };
    }
    if (stats.size > maxBytes) {
      const [size, limit] = [toMebibytes(stats.size), toMebibytes(maxBytes)];
      return { diagnostic: diagnostic("file-too-large", at, [shown, size, limit]) };
    }
    return { bytes: readFileSync(absolute) };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const missing = error.code === "ENOENT" || error.code === "ENOTDIR";
    return {
      diagnostic: missing
        ? diagnostic("file-not-found", at, [shown, nearFiles(absolute, shown)])
        : diagnostic("file-not-readable", at, [shown, reason(error.code)]),
    };
  }
}

function reason(code: string): string {
  return code === "EACCES" || code === "EPERM" ? "permission denied" : code;
}

function toMebibytes(bytes: number): number {
  return Math.ceil((bytes / 1024 / 1024) * 10) / 10;
}

/** Files beside the missing one whose names are like its own. */
function nearFiles(absolute: string, shown: string): string[] {
  const near = nearest(basename(absolute), listFolder(dirname(absolute)));
  return near.map((name) => join(dirname(shown), name));
}

function apiFiles(folder: string): string[] {
  const names = listFolder(folder).filter((name) => /\.(?:ya?ml|json)$/i.test(name));
  const likely = names.filter((name) => /api|swagger|spec/i.test(name));
  return (likely.length > 0 ? likely : names).slice(0, 3);
}

/** The names in a folder, in order; none when it cannot be read. */
export function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (isSystemError(error)) return [];
    throw error;
  }
}

/** Whether there is a folder at a path. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The names in a folder, in order; those of folders end in `/`, what begins with a dot is left out. */
export function visibleNames(folder: string): readonly string[] {
  return listFolder(folder)
    .filter((name) => !name.startsWith("."))
    .map((name) => (isFolder(join(folder, name)) ? `${name}/` : name));
}
