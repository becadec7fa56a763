import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { visibleNames } from "./disk.js";
import { isSystemError } from "../util/system-error.js";

export { writeOutputFile } from "./output-folder.js";

/**
 * SHA-256 of a file's bytes, hexadecimal; undefined when it cannot be read, as what stands in git or on a host.
 * Of a folder, whose path ends in `/`, the names in it count.
 */
export function fileHash(cwd: string, path: string): string | undefined {
  if (path.endsWith("/")) return folderHash(resolve(cwd, path));
  const bytes = readIfThere(resolve(cwd, path));
  return bytes && createHash("sha256").update(bytes).digest("hex");
}

/** SHA-256 of the names in a folder, hexadecimal. */
export function folderHash(folder: string): string {
  return createHash("sha256").update(visibleNames(folder).join("\n")).digest("hex");
}

/** The size and the time of a file, by which a change is seen without reading it; undefined when it is not there. */
export function fileStamp(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats && `${stats.size} ${stats.mtimeMs}`;
}

/** The text of a file; undefined when it is not there. */
export function readTextIfThere(path: string): string | undefined {
  return readIfThere(path)?.toString("utf8");
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}
