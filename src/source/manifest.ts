import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, isAbsolute, join } from "node:path";
import { isJsonObject, type JsonValue } from "../util/json.js";
import type { FileOwnership, InputFile } from "./output-file.js";

/** The name of the manifest in an output folder. */
export const manifestName = "gw-gen.manifest.json";

/** What a run wrote into a folder, and what it made that from. */
export interface Manifest {
  /** The version of gw-gen. */
  readonly version: string;
  readonly inputs: readonly InputFile[];
  /** The options that shaped the output, as data. */
  readonly options: JsonValue;
  /** Sorted by path. */
  readonly files: readonly ManifestFile[];
}

/** One written file. */
export interface ManifestFile {
  readonly path: string;
  /** SHA-256 of what was generated, before the user's regions were merged in; line ends are taken as LF. */
  readonly hash: string;
  readonly ownership: FileOwnership;
}

/** The manifest of a folder; undefined when there is none, `broken` when it cannot be used. */
export function readManifest(folder: string): Manifest | "broken" | undefined {
  let text: string;
  try {
    text = readFileSync(join(folder, manifestName), "utf8");
  } catch {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    return isManifest(value) ? value : "broken";
  } catch {
    return "broken";
  }
}

/** The text of a manifest: the same bytes for the same run on any machine, so no path that leaves the working directory. */
export function printManifest({ version, inputs, options, files }: Manifest): string {
  const shown = inputs.map(({ path, hash }) => ({ path: portablePath(path), hash }));
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const value = { generator: "gw-gen", version, inputs: shown, options, files: sorted };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** SHA-256 of a content; CRLF counts as LF, for version control may have changed the one into the other. */
export function hashContent(content: string | Uint8Array): string {
  if (typeof content === "string") {
    // A text is hashed as it is: the bytes of a large output need not be made for that.
    if (content.includes("\r")) return hashContent(Buffer.from(content));
    return createHash("sha256").update(content).digest("hex");
  }
  const bytes = content.includes(0x0d) && !content.includes(0) ? toLf(content) : content;
  return createHash("sha256").update(bytes).digest("hex");
}

function toLf(content: Uint8Array): Uint8Array {
  return Buffer.from(content).filter((byte, at) => byte !== 0x0d || content[at + 1] !== 0x0a);
}

function portablePath(path: string): string {
  const slashes = path.replaceAll("\\", "/");
  const leaves = isAbsolute(path) || /^[a-z]:/i.test(slashes) || slashes.startsWith("../");
  return leaves && !/^[a-z+]{2,}:/i.test(slashes) ? basename(slashes) : slashes;
}

function isManifest(value: unknown): value is Manifest {
  return (
    isJsonObject(value) &&
    Array.isArray(value["files"]) &&
    value["files"].every((file) => isJsonObject(file) && typeof file["path"] === "string")
  );
}
