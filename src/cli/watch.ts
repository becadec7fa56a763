import { existsSync, type FSWatcher, watch } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import type { CliIo } from "./io.js";

/** How long edits are gathered before a run: editors write in several steps. */
const QUIET_MS = 120;

/**
 * Calls `run` again whenever one of the files that it names changes, until the user interrupts.
 * `run` gives the files to watch next; it never rejects for bad input.
 */
export async function watchFiles(
  io: CliIo,
  first: readonly string[],
  run: () => Promise<readonly string[]>,
): Promise<void> {
  let files = first;
  while (!io.signal.aborted) {
    await nextChange(
      files.map((file) => resolve(io.cwd, file)),
      io.signal,
    );
    if (io.signal.aborted) return;
    const next = await run();
    // A run that could not read its files names none; the edit that mends them is in those of before.
    files = [...new Set([...files, ...next])];
  }
}

/** Resolves when a file was changed and then left alone for a moment, or at the interrupt. */
function nextChange(files: readonly string[], signal: AbortSignal): Promise<void> {
  return new Promise((settle) => {
    let timer: NodeJS.Timeout | undefined;
    const finish = (): void => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      signal.removeEventListener("abort", finish);
      settle();
    };
    const changed = (): void => {
      clearTimeout(timer);
      timer = setTimeout(finish, QUIET_MS);
    };
    const watchers = watchFolders(files, changed);
    signal.addEventListener("abort", finish);
  });
}

/** Watches folders, not files: editors replace a file by renaming another one over it. */
function watchFolders(files: readonly string[], changed: () => void): FSWatcher[] {
  const names = new Map<string, Set<string>>();
  for (const file of files) {
    const folder = dirname(file);
    names.set(folder, (names.get(folder) ?? new Set()).add(basename(file)));
  }
  // Standard input, URLs and what stands in git have no folder; they do not change either.
  const folders = [...names].filter(([folder]) => existsSync(folder));
  return folders.map(([folder, wanted]) =>
    watch(folder, (_event, name) => {
      if (name === null || wanted.has(name)) changed();
    }),
  );
}
