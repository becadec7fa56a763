import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { LocatableFile, SourceLocation } from "../diagnostics/location.js";
import type { JsonValue } from "../util/json.js";

/** A file that was read and parsed; its positions are worked out only when something is printed. */
export interface SourceFile extends LocatableFile {
  /** Its identity and the base of relative references: an absolute path, `git:ref:path`, a URL or `-`. */
  readonly id: string;
  readonly format: "json" | "yaml";
  readonly value: JsonValue;
  /** SHA-256 of the bytes, hexadecimal. */
  readonly hash: string;
}

/** What reading gives: the file unless an error stands among the diagnostics. */
export interface ReadResult {
  readonly file?: SourceFile;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads and keeps the files of one run; each is read once, whatever names it. */
export interface SourceReader {
  /**
   * The file that a reference's URI part names, relative to `from`; network files only when fetched before.
   * A file outside the spec's folder, a missing one and a broken one give a diagnostic at `at`.
   */
  resolve(uri: string, from: SourceFile, at: SourceLocation): ReadResult;
  /** Every file read so far, in the order of reading. */
  readonly files: readonly SourceFile[];
}
