import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isSystemError } from "../../util/system-error.js";

/** The file in an output folder that says which files are the user's own, in the syntax of gitignore(5). */
export const ignoreFileName = ".gwgenignore";

/** Whether the file at a path within the folder is not gw-gen's to write, replace or remove. */
export type IgnoreTest = (path: string) => boolean;

interface IgnoreLine {
  readonly pattern: RegExp;
  readonly again: boolean;
  readonly folderOnly: boolean;
}

/** Reads the ignore file of an output folder; without one nothing is ignored. */
export function readIgnoreFile(folder: string): IgnoreTest {
  let text: string;
  try {
    text = readFileSync(join(folder, ignoreFileName), "utf8");
  } catch (error) {
    if (isSystemError(error)) return () => false;
    throw error;
  }
  return ignoreTest(text);
}

/** The test that lines of gitignore(5) stand for: the last line that fits decides, below an ignored folder none does. */
export function ignoreTest(text: string): IgnoreTest {
  const lines = text.split(/\r?\n|\r$/).flatMap(ignoreLine);
  const ignored = (path: string, isFolder: boolean): boolean => {
    const last = lines.findLast(({ pattern, folderOnly }) => {
      return (isFolder || !folderOnly) && pattern.test(path);
    });
    return last?.again === false;
  };
  return (path) => {
    for (let at = path.indexOf("/"); at > 0; at = path.indexOf("/", at + 1)) {
      if (ignored(path.slice(0, at), true)) return true;
    }
    return ignored(path, false);
  };
}

function ignoreLine(line: string): IgnoreLine[] {
  // Spaces at the end count only behind a backslash.
  let glob = line.replace(/(?<!\\) +$/, "");
  if (glob === "" || glob.startsWith("#")) return [];
  const again = glob.startsWith("!");
  if (again) glob = glob.slice(1);
  const folderOnly = glob.endsWith("/");
  if (folderOnly) glob = glob.slice(0, -1);
  // A slash that is not at the end ties the pattern to the folder of the file.
  const anchored = glob.includes("/");
  const source = globSource(glob.replace(/^\//, ""));
  const pattern = compile(`^${anchored ? "" : "(?:.*/)?"}${source}$`);
  return pattern ? [{ pattern, again, folderOnly }] : [];
}

/** Undefined when a range in the pattern is none, such as `[z-a]`: it fits nothing. */
function compile(source: string): RegExp | undefined {
  try {
    return new RegExp(source, "s");
  } catch {
    return undefined;
  }
}

const PARTS = /^\*\*\/|\/\*\*\/|\/\*\*$|\*+|\?|\\.|\[!?\]?[^\]]*\]|[^]/g;

function globSource(glob: string): string {
  return glob.replace(PARTS, (part) => {
    if (part === "**/") return "(?:.*/)?";
    if (part === "/**/") return "/(?:.*/)?";
    if (part === "/**") return "/.+";
    if (part.startsWith("*")) return "[^/]*";
    if (part === "?") return "[^/]";
    if (part.length > 1 && part.startsWith("[")) return rangeSource(part);
    return escapeLiteral(part.length > 1 ? part.slice(1) : part);
  });
}

function rangeSource(range: string): string {
  const negated = range[1] === "!" || range[1] === "^";
  const inner = range.slice(negated ? 2 : 1, -1).replace(/[\\[\]^]/g, "\\$&");
  return negated ? `[^/${inner}]` : `[${inner}]`;
}

function escapeLiteral(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
}
