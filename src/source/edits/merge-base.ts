import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { constants, deflate, inflateSync } from "node:zlib";
import { isJsonObject } from "../../util/json.js";
import { hashContent } from "../manifest.js";

/** The file beside the manifest that holds what was generated, as deflated JSON: the base of the next merge. */
export const mergeBaseName = "gw-gen.base";

/** Packs the texts of an output, by path; on the thread pool, so that it costs a run nothing. */
export async function packMergeBase(texts: ReadonlyMap<string, string>): Promise<Buffer> {
  const json = JSON.stringify(Object.fromEntries(texts));
  return promisify(deflate)(Buffer.from(json), { level: constants.Z_BEST_SPEED });
}

/** What an earlier run generated, by path; empty when nobody kept it. */
export class MergeBase {
  readonly #folder: string;
  #texts: ReadonlyMap<string, string> | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Whether it holds exactly these texts. */
  holds(texts: ReadonlyMap<string, string>): boolean {
    const held = this.#read();
    return held.size === texts.size && [...texts].every(([path, text]) => held.get(path) === text);
  }

  /** The text of a file as generated; undefined unless it is the one with this hash. */
  text(path: string, hash: string): string | undefined {
    const text = this.#read().get(path);
    return text !== undefined && hashContent(text) === hash ? text : undefined;
  }

  #read(): ReadonlyMap<string, string> {
    this.#texts ??= readTexts(join(this.#folder, mergeBaseName));
    return this.#texts;
  }
}

function readTexts(path: string): ReadonlyMap<string, string> {
  try {
    const value: unknown = JSON.parse(inflateSync(readFileSync(path)).toString("utf8"));
    const entries = isJsonObject(value) ? Object.entries(value) : [];
    return new Map(
      entries.flatMap(([name, text]) => (typeof text === "string" ? [[name, text] as const] : [])),
    );
  } catch {
    // Absent or spoilt: a merge without it asks the user more.
    return new Map();
  }
}
