import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { CORE_SCHEMA, load } from "js-yaml";
import type { SourceLocation } from "../diagnostics/location.js";
import type { JsonValue } from "../util/json.js";
import { diagnostic } from "./diagnostics.js";
import type { Limits } from "./limits.js";
import { ParsedFile } from "./parsed-file.js";
import type { ReadResult, SourceFile, SourceReader } from "./source-file.js";

/** What may be read, and from where. */
export interface ReadOptions {
  /** The folder of relative paths; the process's working directory when absent. */
  readonly cwd?: string;
  /** Gives standard input's bytes; absent: the process's. */
  readonly stdin?: () => Promise<Uint8Array>;
  /** Hosts that may be asked; none when absent. */
  readonly allowNet?: readonly string[];
  /** Whether references may leave the spec's folder. */
  readonly allowOutside?: boolean;
  readonly limits?: Partial<Limits>;
}

/** The main file, and the reader of those that it refers to. */
export interface ReadSourceResult extends ReadResult {
  readonly reader: SourceReader;
}

class FileReader implements SourceReader {
  readonly #results = new Map<string, ReadResult>();
  readonly #files: SourceFile[] = [];
  readonly #cwd: string;

  constructor(options: ReadOptions) {
    this.#cwd = resolve(options.cwd ?? ".");
  }

  get files(): readonly SourceFile[] {
    return this.#files;
  }

  read(spec: string, at?: SourceLocation): ReadResult {
    const id = resolve(this.#cwd, spec);
    const known = this.#results.get(id);
    if (known) return known;
    const result = this.#load(id, at);
    this.#results.set(id, result);
    if (result.file) this.#files.push(result.file);
    return result;
  }

  resolve(uri: string, from: SourceFile, at: SourceLocation): ReadResult {
    return this.read(resolve(dirname(from.id), decodeURIComponent(uri)), at);
  }

  #load(id: string, at: SourceLocation | undefined): ReadResult {
    const path = relative(this.#cwd, id);
    if (!existsSync(id)) return { diagnostics: [diagnostic("file-not-found", at, [path, []])] };
    const bytes = readFileSync(id);
    const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
    const format = /^\s*[{[]/.test(text) ? "json" : "yaml";
    const hash = createHash("sha256").update(bytes).digest("hex");
    try {
      const value = (
        format === "json" ? JSON.parse(text) : load(text, { schema: CORE_SCHEMA })
      ) as JsonValue;
      const file = new ParsedFile({ id, path, format, value, hash }, () =>
        readFileSync(id, "utf8"),
      );
      return { file, diagnostics: [] };
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      return {
        diagnostics: [diagnostic(format === "json" ? "json-syntax" : "yaml-syntax", at, [problem])],
      };
    }
  }
}

/**
 * Reads the file that a command's spec argument names.
 * Bad input gives diagnostics and no file; the reader is there in any case.
 */
export async function readSource(
  spec: string,
  options: ReadOptions = {},
): Promise<ReadSourceResult> {
  const reader = new FileReader(options);
  return { ...reader.read(spec), reader };
}
