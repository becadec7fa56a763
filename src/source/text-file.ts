import { readdirSync, realpathSync, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { LocatableFile } from "../diagnostics/location.js";
import { isSystemError } from "../util/system-error.js";
import { decodeText } from "./decode.js";
import { diagnostic } from "./diagnostics.js";
import { readDiskFile } from "./disk.js";
import { leavesFolder } from "./leaves-folder.js";
import { defaultLimits } from "./limits.js";
import { RawText, TextLines } from "./text-lines.js";

/** A file that is neither JSON nor YAML, such as a mapping template. */
export interface TextFile {
  readonly absolute: string;
  readonly text: string;
  /** The file as locations point into it. */
  readonly lines: LocatableFile;
}

/** The file, unless an error stands among the diagnostics. */
export interface TextFileResult {
  readonly file?: TextFile;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a text file; a relative path starts at `cwd`. */
export function readTextFile(path: string, cwd: string): TextFileResult {
  const absolute = resolve(cwd, path);
  const shown = (relative(cwd, absolute) || absolute).replaceAll("\\", "/");
  const read = readDiskFile(absolute, shown, defaultLimits.bytes);
  if ("diagnostic" in read) return { diagnostics: [read.diagnostic] };
  const decoded = decodeText(read.bytes);
  if (!decoded) return { diagnostics: [diagnostic("file-not-text", undefined, [shown])] };
  const { text, guessed } = decoded;
  const lines = new TextLines(text);
  return {
    file: { absolute, text, lines: new RawText(shown, () => lines) },
    diagnostics: guessed ? [diagnostic("file-encoding", undefined, [shown])] : [],
  };
}

/** The text file `name` in a folder or below it; undefined when it leads out of there or is no such file. */
export function readTextBelow(folder: string, name: string, cwd: string): TextFile | undefined {
  const absolute = resolve(folder, name);
  if (isAbsolute(name) || leavesFolder(folder, absolute) || !isFile(absolute)) return undefined;
  // A symbolic link below the folder may still lead away.
  if (leavesFolder(realpathSync(folder), realpathSync(absolute))) return undefined;
  return readTextFile(absolute, cwd).file;
}

/** The files with an ending at a path: itself, or in name order those below it where it is a folder. */
export function filesWithEnding(path: string, ending: string, cwd: string): readonly string[] {
  const absolute = resolve(cwd, path);
  if (isFile(absolute) || statOf(absolute) === undefined) return [path];
  return readdirSync(absolute, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending) && !name.split(sep).includes("node_modules"))
    .sort()
    .map((name) => join(path, name));
}

function isFile(path: string): boolean {
  return statOf(path)?.isFile() ?? false;
}

function statOf(path: string): ReturnType<typeof statSync> {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}
