/**
 * Who owns a written file: `generated` is replaced on each run, `once` is written only where absent,
 * `mergeable` keeps the user's regions on replacement.
 */
export type FileOwnership = "generated" | "once" | "mergeable";

/** A file that gw-gen ships and that is copied as it is, by its path below `templates/`. */
export interface CopiedFile {
  readonly copyOf: string;
}

/** One file of an output; `path` is relative to the output folder, with `/`. */
export interface OutputFile {
  readonly path: string;
  readonly content: string | Uint8Array | CopiedFile;
  /** POSIX permission bits; 0o644 when absent. */
  readonly mode?: number;
  readonly ownership: FileOwnership;
}

/** One file that an output was made from; the hash is SHA-256, hexadecimal. */
export interface InputFile {
  readonly path: string;
  readonly hash: string;
}
