import { existsSync, type FSWatcher, statSync, watch } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import type { CliIo } from "./io.js";

/** How long edits are gathered before a run: editors write in several steps. */
const QUIET_MS = 120;

/**
 * Calls `run` at once and again whenever one of the watched files changes, until the user interrupts.
 * `own` are the files named on the command line; `run` gives those that it read, and never rejects for bad input.
 * An edit during a run is not missed: another run follows.
 */
export async function watchFiles(
  io: CliIo,
  own: readonly string[],
  run: () => Promise<readonly string[]>,
): Promise<void> {
  const edits = new FileEdits(io);
  try {
    edits.watch(own);
    do {
      const since = Date.now();
      edits.watch(await run(), since);
    } while (await edits.next());
  } finally {
    edits.close();
  }
}

/** In the place of a file's name: every file of the folder. */
const ANY_NAME = "/";

/** Edits of a growing set of files: a run that could not read its files names none, but those of before still count. */
class FileEdits {
  readonly #io: CliIo;
  /** Folders, not files, are watched: editors replace a file by renaming another one over it. */
  readonly #folders = new Map<
    string,
    { readonly names: Set<string>; readonly watcher: FSWatcher }
  >();
  readonly #abort = (): void => this.#settle?.(false);
  #edited = false;
  #timer: NodeJS.Timeout | undefined;
  #settle: ((edited: boolean) => void) | undefined;

  constructor(io: CliIo) {
    this.#io = io;
    io.signal.addEventListener("abort", this.#abort);
  }

  /** Adds files; one that changed after `since`, in milliseconds of the epoch, counts as edited. */
  watch(files: readonly string[], since = Number.POSITIVE_INFINITY): void {
    for (const file of files) {
      // A folder ends in `/`: whatever happens in it counts.
      const path = resolve(this.#io.cwd, file);
      const isFolder = file.endsWith("/");
      const folder = isFolder ? path : dirname(path);
      // Standard input, URLs and what stands in git have no folder; they do not change either.
      if (!existsSync(folder)) continue;
      const names = this.#namesIn(folder);
      const name = isFolder ? ANY_NAME : basename(path);
      if (names.has(name)) continue;
      names.add(name);
      if ((statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > since) this.#changed();
    }
  }

  /** Whether an edit came; false at the interrupt. */
  next(): Promise<boolean> {
    if (this.#io.signal.aborted) return Promise.resolve(false);
    return new Promise((settle) => {
      this.#settle = settle;
      if (this.#timer === undefined) this.#tell();
    });
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#io.signal.removeEventListener("abort", this.#abort);
    for (const { watcher } of this.#folders.values()) watcher.close();
  }

  #namesIn(folder: string): Set<string> {
    const known = this.#folders.get(folder);
    if (known) return known.names;
    const names = new Set<string>();
    const watcher = watch(folder, (_event, name) => {
      if (name === null || names.has(name) || names.has(ANY_NAME)) this.#changed();
    });
    this.#folders.set(folder, { names, watcher });
    return names;
  }

  #changed(): void {
    this.#edited = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), QUIET_MS);
  }

  #tell(): void {
    this.#timer = undefined;
    if (!this.#edited || !this.#settle) return;
    this.#edited = false;
    const settle = this.#settle;
    this.#settle = undefined;
    settle(true);
  }
}
