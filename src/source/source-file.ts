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
  /** Its text as read; undefined when it is gone or was changed since. Files that were never text have none. */
  readonly text?: () => string | undefined;
}

/** What reading gives: the file unless an error stands among the diagnostics. */
export interface ReadResult {
  readonly file?: SourceFile;
  readonly diagnostics: readonly Diagnostic[];
}

/** A text file that another file names. */
export interface TextSource extends LocatableFile {
  /** From `from`, as it was named. */
  readonly name: string;
  readonly text: string;
  /** SHA-256 of the bytes, hexadecimal. */
  readonly hash: string;
}

/** What reading a text file gives: the file unless an error stands among the diagnostics. */
export interface ReadTextResult {
  readonly file?: TextSource;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads and keeps the files of one run; each is read once, whatever names it. */
export interface SourceReader {
  /**
   * The file that a reference's URI part names, relative to `from`; network files only when fetched before.
   * A file outside the spec's folder, a missing one and a broken one give a diagnostic at `at`.
   */
  resolve(uri: string, from: SourceFile, at: SourceLocation): ReadResult;
  /** The text file at a path relative to `from`, such as a mapping template; the same rules hold, the network aside. */
  resolveText(path: string, from: SourceFile, at: SourceLocation): ReadTextResult;
  /** Every file read so far, in the order of reading. */
  readonly files: readonly SourceFile[];
  /** Every text file read so far, in the order of reading. */
  readonly texts: readonly TextSource[];
}
