import { mergeJson } from "./merge-json.js";
import { mergeLines, type MergedLines, type Versions } from "./merge-lines.js";

/** Merges one file: by its lines, and where those conflict by its structure, as far as its language is known. */
export async function mergeText(path: string, versions: Versions): Promise<MergedLines> {
  const lines = mergeLines(versions);
  if (lines.conflicts.length === 0) return lines;
  const text = await byStructure(path, versions);
  return text === undefined ? lines : { text, conflicts: [] };
}

async function byStructure(path: string, versions: Versions): Promise<string | undefined> {
  if (path.endsWith(".json")) return mergeJson(versions);
  if (!path.endsWith(".ts")) return undefined;
  // The TypeScript compiler takes half a second to load.
  const { mergeModule } = await import("./merge-module.js");
  return mergeModule(versions);
}
