import type { PathKey } from "../diagnostics/location.js";

/** Where a node stands in its text: offsets in UTF-16 code units, the end exclusive. */
export interface NodeOffsets {
  readonly start: number;
  readonly end: number;
  /** Where its key starts, for a member of an object. */
  readonly keyStart?: number;
  readonly keyEnd?: number;
}

/** Finds nodes in a text by their path. */
export interface Positions {
  find(path: readonly PathKey[]): NodeOffsets | undefined;
}
