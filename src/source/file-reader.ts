import { realpathSync } from "node:fs";
import { dirname, isAbsolute, posix, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { SourceLocation } from "../diagnostics/location.js";
import { decodeText } from "./decode.js";
import { diagnostic } from "./diagnostics.js";
import { readDiskFile } from "./disk.js";
import { readGitFile, type GitPath } from "./git.js";
import { leavesFolder } from "./leaves-folder.js";
import type { Limits } from "./limits.js";
import { isUrl } from "./network.js";
import { parseFile, type RawFile } from "./parse-file.js";
import type {
  ReadResult,
  ReadTextResult,
  SourceFile,
  SourceReader,
  TextSource,
} from "./source-file.js";
import { hashOf, NamedText } from "./named-text.js";

/** What a reader may read. */
export interface FileReaderOptions {
  readonly cwd: string;
  readonly allowOutside: boolean;
  readonly limits: Limits;
}

type Bytes = { readonly bytes: Uint8Array } | { readonly diagnostic: Diagnostic };

/** Reads files of disk and git, and keeps those that were fetched before; each is parsed once. */
export class FileReader implements SourceReader {
  readonly #options: FileReaderOptions;
  readonly #results = new Map<string, ReadResult>();
  /** Files fetched ahead, whose diagnostics nobody has seen yet. */
  readonly #unseen = new Set<string>();
  readonly #files: SourceFile[] = [];
  readonly #gitFiles = new Map<string, GitPath>();
  readonly #texts = new Map<string, TextSource>();
  #folder: string | undefined;

  constructor(options: FileReaderOptions) {
    this.#options = options;
  }

  get files(): readonly SourceFile[] {
    return this.#files;
  }

  /** Reads a file of the disk; the first one's folder is the one that references may not leave. */
  readDisk(absolute: string, at?: SourceLocation): ReadResult {
    this.#folder ??= dirname(absolute);
    return this.#once(absolute, at, () => {
      const path = this.#shown(absolute);
      const read = () => readDiskFile(absolute, path, this.#options.limits.bytes, at);
      return this.#parse({ id: absolute, path }, read, at, () => {
        const again = read();
        return "bytes" in again ? again.bytes : undefined;
      });
    });
  }

  /** Reads a file of a commit. */
  readGit(git: GitPath, at?: SourceLocation): ReadResult {
    const path = `${git.ref}:${git.path}`;
    const id = `git:${path}`;
    this.#gitFiles.set(id, git);
    return this.#once(id, at, () => {
      const { cwd, limits } = this.#options;
      return this.#parse({ id, path }, () => readGitFile(cwd, git, limits.bytes), at);
    });
  }

  /** Takes in what was fetched or came on standard input; `id` is its URL or `-`. */
  take(id: string, fetched: Bytes): ReadResult {
    if (id === "-") this.#folder ??= this.#options.cwd;
    return this.#once(id, undefined, () => this.#parse({ id, path: id }, () => fetched, undefined));
  }

  /** Takes in a file before anything refers to it: its diagnostics come when something does. */
  takeAhead(id: string, fetched: Bytes): void {
    this.take(id, fetched);
    this.#unseen.add(id);
  }

  get texts(): readonly TextSource[] {
    return [...this.#texts.values()];
  }

  resolveText(name: string, from: SourceFile, at: SourceLocation): ReadTextResult {
    if (isUrl(name) || isUrl(from.id)) {
      const host = isUrl(name) ? name : from.id;
      return { diagnostics: [diagnostic("network-not-allowed", at, [name, host])] };
    }
    const place = this.#placeOfText(name, from);
    if (!place) return { diagnostics: [diagnostic("file-outside", at, [name])] };
    const known = this.#texts.get(place.path);
    if (known) return { file: known, diagnostics: [] };
    const found = place.read(at);
    if ("diagnostic" in found) return { diagnostics: [found.diagnostic] };
    const text = decodeText(found.bytes)?.text;
    if (text === undefined) return { diagnostics: [diagnostic("file-not-text", at, [name])] };
    const file = new NamedText({ name, text, path: place.path, hash: hashOf(found.bytes) });
    this.#texts.set(place.path, file);
    return { file, diagnostics: [] };
  }

  /** Where a text file is read, below the folder of the spec or in its commit; undefined for any other place. */
  #placeOfText(name: string, from: SourceFile) {
    const { limits, cwd, allowOutside } = this.#options;
    const git = this.#gitFiles.get(from.id);
    if (git) {
      const path = posix.normalize(posix.join(posix.dirname(git.path), name));
      if (path.startsWith("../") || name.startsWith("/")) return undefined;
      const found = { ref: git.ref, path: git.path.startsWith("./") ? `./${path}` : path };
      return {
        path: `${found.ref}:${found.path}`,
        read: () => readGitFile(cwd, found, limits.bytes),
      };
    }
    const base = from.id === "-" ? cwd : dirname(from.id);
    const absolute = resolve(base, name.replaceAll("\\", sep));
    if (!allowOutside && this.#isOutside(absolute)) return undefined;
    const path = this.#shown(absolute);
    return {
      path,
      read: (at: SourceLocation) => readDiskFile(absolute, path, limits.bytes, at),
    };
  }

  resolve(uri: string, from: SourceFile, at: SourceLocation): ReadResult {
    const target = uri.split("#", 1)[0] ?? "";
    if (target === "") return { file: from, diagnostics: [] };
    if (isUrl(target) || isUrl(from.id)) return this.#fetched(target, from, at);
    if (this.#files.length >= this.#options.limits.files) {
      return { diagnostics: [diagnostic("too-many-files", at, [this.#options.limits.files])] };
    }
    const git = this.#gitFiles.get(from.id);
    return git ? this.#inCommit(target, git, at) : this.#onDisk(target, from, at);
  }

  /** What stands at `uri`, if it names a place on the network as seen from a file. */
  static networkTarget(uri: string, from: SourceFile): string | undefined {
    const target = uri.split("#", 1)[0] ?? "";
    if (target === "" || !(isUrl(target) || isUrl(from.id))) return undefined;
    return URL.canParse(target, from.id) || isUrl(target)
      ? new URL(target, isUrl(from.id) ? from.id : undefined).href
      : undefined;
  }

  #fetched(target: string, from: SourceFile, at: SourceLocation): ReadResult {
    const url = FileReader.networkTarget(target, from);
    const known = url === undefined ? undefined : this.#results.get(url);
    if (url !== undefined && known && !this.#unseen.delete(url)) return repeated(known, at);
    if (known) return known;
    const host = url === undefined ? target : new URL(url).host;
    return { diagnostics: [diagnostic("network-not-allowed", at, [url ?? target, host])] };
  }

  #inCommit(target: string, git: GitPath, at: SourceLocation): ReadResult {
    const path = posix.normalize(posix.join(posix.dirname(git.path), decodeUri(target)));
    const leaves = path.startsWith("../") || target.startsWith("/");
    if (leaves) return { diagnostics: [diagnostic("file-outside", at, [target])] };
    return this.readGit({ ref: git.ref, path: git.path.startsWith("./") ? `./${path}` : path }, at);
  }

  #onDisk(target: string, from: SourceFile, at: SourceLocation): ReadResult {
    const base = from.id === "-" ? this.#options.cwd : dirname(from.id);
    const absolute = /^file:\/\//i.test(target)
      ? filePath(target)
      : resolve(base, decodeUri(target).replaceAll("\\", sep));
    if (absolute === undefined || (!this.#options.allowOutside && this.#isOutside(absolute))) {
      return { diagnostics: [diagnostic("file-outside", at, [target])] };
    }
    return this.readDisk(absolute, at);
  }

  #isOutside(absolute: string): boolean {
    const folder = this.#folder ?? this.#options.cwd;
    const outside = (root: string, path: string): boolean =>
      leavesFolder(root, path) && !isInFolderBeside(root, path);
    if (outside(folder, absolute)) return true;
    // A symbolic link below the folder may still lead away.
    const [real, realFolder] = [realPath(absolute), realPath(folder)];
    return real !== undefined && realFolder !== undefined && outside(realFolder, real);
  }

  #once(id: string, at: SourceLocation | undefined, read: () => ReadResult): ReadResult {
    const known = this.#results.get(id);
    if (known) return repeated(known, at);
    const result = read();
    this.#results.set(id, result);
    if (result.file) this.#files.push(result.file);
    return result;
  }

  #parse(
    names: { readonly id: string; readonly path: string },
    read: () => Bytes,
    at: SourceLocation | undefined,
    readAgain?: () => Uint8Array | undefined,
  ): ReadResult {
    const found = read();
    if ("diagnostic" in found) return { diagnostics: [found.diagnostic] };
    const raw: RawFile = { ...names, bytes: found.bytes, ...(readAgain && { readAgain }) };
    return parseFile(raw, this.#options.limits, at);
  }

  #shown(absolute: string): string {
    const shown = relative(this.#options.cwd, absolute) || absolute;
    return shown.replaceAll("\\", "/");
  }
}

/** A result as it is given again: what is wrong within the file was said, that it cannot be read holds here too. */
function repeated({ file, diagnostics }: ReadResult, at: SourceLocation | undefined): ReadResult {
  if (file) return { file, diagnostics: [] };
  const outer = diagnostics.filter(({ code }) => Object.hasOwn(diagnostic.catalogue, code));
  return { diagnostics: outer.map((item) => (at ? { ...item, location: at } : item)) };
}

/**
 * Whether a file stands in a folder beside `folder`, as specs split into `spec/` and `common/` have it:
 * JSON or YAML, and in no hidden folder, where tools keep credentials.
 */
function isInFolderBeside(folder: string, path: string): boolean {
  const inside = relative(dirname(folder), path);
  const steps = inside.split(sep);
  const hidden = steps.some((step) => step.startsWith("."));
  return !isAbsolute(inside) && steps.length > 1 && !hidden && /\.(json|ya?ml)$/i.test(path);
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    // A missing file: reading it reports that.
    return undefined;
  }
}

function filePath(url: string): string | undefined {
  try {
    return fileURLToPath(url);
  } catch {
    return undefined;
  }
}

/** File names may be percent-encoded in a reference; a stray percent sign stands for itself. */
function decodeUri(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
