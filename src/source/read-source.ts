import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { diagnostic } from "./diagnostics.js";
import { FileReader } from "./file-reader.js";
import { parseGitPath } from "./git.js";
import { defaultLimits, type Limits } from "./limits.js";
import { fetchFile, isAllowed, isUrl, type NetworkOptions } from "./network.js";
import type { ReadResult, SourceReader } from "./source-file.js";
import { remoteReferences } from "./remote-references.js";

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
  /** Asks the network; the global `fetch` when absent. */
  readonly fetch?: typeof fetch;
}

/** The main file, and the reader of those that it refers to. */
export interface ReadSourceResult extends ReadResult {
  readonly reader: SourceReader;
}

/**
 * Reads the file that a spec argument names: a file (an existing one wins), `-` for standard input, a URL of an
 * allowed host, or `ref:path` in git. Bad input gives diagnostics and no file; the reader is there in any case.
 */
export async function readSource(
  spec: string,
  options: ReadOptions = {},
): Promise<ReadSourceResult> {
  const limits = { ...defaultLimits, ...options.limits };
  const cwd = resolve(options.cwd ?? ".");
  const reader = newReader(cwd, options);
  const network: NetworkOptions = {
    allowNet: options.allowNet ?? [],
    limits,
    fetch: options.fetch ?? fetch,
  };
  const result = await readMain(spec, cwd, reader, network, options);
  const fetched = result.file ? await fetchReferences(reader, network) : [];
  return { ...result, diagnostics: [...result.diagnostics, ...fetched], reader };
}

/**
 * The first of some files that stands beside a spec: in its folder, in its commit; for standard input in the working
 * directory. Undefined when there is none; nothing is looked for beside a URL.
 */
export function readBeside(
  spec: string,
  names: readonly string[],
  options: ReadOptions = {},
): ReadSourceResult | undefined {
  const cwd = resolve(options.cwd ?? ".");
  const reader = newReader(cwd, { ...options, allowOutside: true });
  const path = spec === "-" ? resolve(cwd, spec) : localPath(spec, cwd);
  if (path !== undefined) {
    const name = names.find((candidate) => existsSync(resolve(dirname(path), candidate)));
    if (name === undefined) return undefined;
    return { ...reader.readDisk(resolve(dirname(path), name)), reader };
  }
  const git = isUrl(spec) ? undefined : parseGitPath(spec);
  if (!git) return undefined;
  const folder = git.path.slice(0, git.path.lastIndexOf("/") + 1);
  for (const name of names) {
    const found = reader.readGit({ ref: git.ref, path: folder + name });
    if (found.file || found.diagnostics[0]?.code !== "git-failed") return { ...found, reader };
  }
  return undefined;
}

function newReader(cwd: string, options: ReadOptions): FileReader {
  const limits = { ...defaultLimits, ...options.limits };
  return new FileReader({ cwd, limits, allowOutside: options.allowOutside ?? false });
}

/** The path of a spec on disk; undefined for a URL and for `ref:path`. */
function localPath(spec: string, cwd: string): string | undefined {
  const path = resolve(cwd, spec);
  if (existsSync(path)) return path;
  if (isUrl(spec)) return undefined;
  if (/^file:\/\//i.test(spec) && URL.canParse(spec)) return fileURLToPath(spec);
  if (/^[a-z]:[\\/]/i.test(spec)) return path;
  if (parseGitPath(spec)) return undefined;
  // A relative path as Windows writes it, used elsewhere.
  const slashed = resolve(cwd, spec.replaceAll("\\", "/"));
  return existsSync(slashed) ? slashed : path;
}

async function readMain(
  spec: string,
  cwd: string,
  reader: FileReader,
  network: NetworkOptions,
  options: ReadOptions,
): Promise<ReadResult> {
  if (spec === "-") {
    const bytes = await (options.stdin ?? readStdin)();
    if (bytes.length > 0) return reader.take("-", { bytes });
    return { diagnostics: [diagnostic("stdin-empty", undefined, [])] };
  }
  const path = localPath(spec, cwd);
  if (path !== undefined) return reader.readDisk(path);
  if (isUrl(spec)) {
    if (!URL.canParse(spec)) {
      return { diagnostics: [diagnostic("network-failed", undefined, [spec, "it is no URL"])] };
    }
    const url = new URL(spec).href;
    return reader.take(url, await fetchFile(url, network));
  }
  const git = parseGitPath(spec);
  return git ? reader.readGit(git) : reader.readDisk(resolve(cwd, spec));
}

/** Fetches what the files read so far refer to on allowed hosts, and what that refers to, before the import starts. */
async function fetchReferences(
  reader: FileReader,
  network: NetworkOptions,
): Promise<readonly Diagnostic[]> {
  if (network.allowNet.length === 0) return [];
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  // The list grows while it is walked: what is fetched is looked through too.
  for (let i = 0; i < reader.files.length; i++) {
    const file = reader.files[i];
    if (!file) break;
    for (const { uri, location } of remoteReferences(file)) {
      const url = FileReader.networkTarget(uri, file);
      if (url === undefined || seen.has(url)) continue;
      seen.add(url);
      if (!isAllowed(new URL(url), network.allowNet)) continue;
      if (reader.files.length >= network.limits.files) {
        return [...diagnostics, diagnostic("too-many-files", location, [network.limits.files])];
      }
      reader.takeAhead(url, await fetchFile(url, network, location));
    }
  }
  return diagnostics;
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
