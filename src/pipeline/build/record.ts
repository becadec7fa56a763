import { createHash } from "node:crypto";
import { join } from "node:path";
import type { InputFile } from "../../emitter/emitter.js";
import { lastGitTag } from "../../source/git.js";
import { ignoreFileName } from "../../source/edits/ignore-file.js";
import {
  fileHash,
  fileStamp,
  readTextIfThere,
  writeOutputFile,
} from "../../source/output-record.js";
import { packageStamp } from "../../source/package-folder.js";
import { isJsonObject, type JsonValue } from "../../util/json.js";
import type { BuildOutput } from "./outputs.js";

/** Where records of builds are kept, beside the settings. */
export const RECORD_PATH = join(".gw-gen", "build.json");

/** What an output was made of, and what was written. */
export interface OutputRecordEntry {
  /** Identifies gw-gen, its templates and the output's settings. */
  readonly key: string;
  readonly inputs: readonly InputFile[];
  /** Written files by path from the output's own, each with size and time. */
  readonly files: readonly { readonly path: string; readonly stamp: string }[];
  /** The hash of the output folder's ignore file, where it has one. */
  readonly ignores?: string;
}

/** The record of a settings file's builds. */
export class BuildRecord {
  readonly #path: string;
  readonly #cwd: string;
  readonly #entries: Map<string, OutputRecordEntry>;
  readonly #hashes = new Map<string, string | undefined>();

  /** Asked once: it looks at many files. */
  readonly #package = packageStamp();

  constructor(folder: string, cwd: string) {
    this.#path = join(folder, RECORD_PATH);
    this.#cwd = cwd;
    this.#entries = readEntries(readTextIfThere(this.#path));
  }

  /** Why an output has to be made again; undefined when nothing that it depends on changed. */
  whyStale(output: BuildOutput): string | undefined {
    const entry = this.#entries.get(output.name);
    if (!entry) return "it was never made here";
    if (entry.key !== this.#keyOf(output)) return "gw-gen or its own settings changed";
    if (entry.ignores !== ignoresOf(output)) return `${ignoreFileName} changed`;
    const input = entry.inputs.find(({ path, hash }) => this.#hash(path) !== hash);
    if (input) return `${input.path} changed`;
    const file = entry.files.find(({ path, stamp }) => {
      return fileStamp(path === "" ? output.path : join(output.path, path)) !== stamp;
    });
    if (file) return `${file.path === "" ? output.out : file.path} was changed or removed`;
    return undefined;
  }

  /** The files that an output was made of. */
  inputsOf({ name }: BuildOutput): readonly string[] {
    return this.#entries.get(name)?.inputs.map(({ path }) => path) ?? [];
  }

  /** Notes that an output was made. */
  note(output: BuildOutput, inputs: readonly InputFile[], paths: readonly string[]): void {
    const files = paths.map((path) => {
      return { path, stamp: fileStamp(path === "" ? output.path : join(output.path, path)) ?? "" };
    });
    const ignores = ignoresOf(output);
    const entry = { key: this.#keyOf(output), inputs, files };
    this.#entries.set(output.name, ignores === undefined ? entry : { ...entry, ignores });
  }

  /** Forgets an output that failed. */
  forget({ name }: BuildOutput): void {
    this.#entries.delete(name);
  }

  /** Writes the record; that it cannot be written only costs time at the next run. */
  save(): void {
    const value = { outputs: Object.fromEntries(this.#entries) };
    const text = `${JSON.stringify(value, undefined, 2)}\n`;
    if (readTextIfThere(this.#path) !== text) writeOutputFile(this.#path, text);
  }

  #keyOf({ location: _location, path: _path, ...output }: BuildOutput): string {
    const isTagged = output.options["version-as"] === "git";
    const tag = isTagged ? lastGitTag(this.#cwd) : undefined;
    const text = JSON.stringify([this.#package, output, tag]);
    return createHash("sha256").update(text).digest("hex");
  }

  #hash(path: string): string | undefined {
    if (!this.#hashes.has(path)) this.#hashes.set(path, fileHash(this.#cwd, path));
    return this.#hashes.get(path);
  }
}

function ignoresOf(output: BuildOutput): string | undefined {
  return fileHash(output.path, ignoreFileName);
}

function readEntries(text: string | undefined): Map<string, OutputRecordEntry> {
  const value = text === undefined ? undefined : parsed(text);
  const outputs = isJsonObject(value) && isJsonObject(value.outputs) ? value.outputs : {};
  const entries = Object.entries(outputs).flatMap(([name, entry]) => {
    return isEntry(entry) ? [[name, entry] as const] : [];
  });
  return new Map(entries);
}

/** A record that was cut short is none. */
function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is OutputRecordEntry {
  return (
    isJsonObject(value) &&
    typeof value.key === "string" &&
    Array.isArray(value.inputs) &&
    Array.isArray(value.files)
  );
}
