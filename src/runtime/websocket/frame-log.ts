import type { FrameEntry } from "./options.js";

/** A frame that the log keeps. */
export interface LoggedFrame extends FrameEntry {
  /** Counts from 1. */
  readonly id: number;
}

const KEPT = 500;
const SHOWN = 4096;

/** Keeps the latest frames of all connections, each text up to 4,096 characters. */
export class FrameLog {
  readonly #frames: LoggedFrame[] = [];
  #count = 0;

  /** Keeps one more frame. */
  add(entry: FrameEntry): void {
    const text = entry.text.length > SHOWN ? `${entry.text.slice(0, SHOWN)}…` : entry.text;
    this.#frames.push({ id: ++this.#count, ...entry, text });
    // Cut rarely, so that a frame costs no copy of all others.
    if (this.#frames.length >= 2 * KEPT) this.#frames.splice(0, KEPT);
  }

  /** The latest frames, oldest first; 500 at most. */
  get entries(): readonly LoggedFrame[] {
    return this.#frames.slice(-KEPT);
  }

  clear(): void {
    this.#frames.length = 0;
  }
}
