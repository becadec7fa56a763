import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const named = process.env["GW_GEN_CASES"];
const folder = resolve(named ?? "../shared");

/** Whether recorded cases and the corpus are here; when the variable names them, they must be. */
export const casesPresent: boolean = named !== undefined || existsSync(folder);

/** The path of a recorded file, such as `cases/jsonpath.json` or `corpus/bench`. */
export function casePath(...parts: readonly string[]): string {
  return join(folder, ...parts);
}

/** A recorded JSON file; throws when it cannot be read. */
export function readCases<T>(...parts: readonly string[]): T {
  return JSON.parse(readFileSync(casePath(...parts), "utf8")) as T;
}

/** One spec of the corpus, as its index describes it. */
export interface CorpusEntry {
  readonly path: string;
  readonly family: string;
  readonly dialect: string;
  readonly format: string;
  readonly bytes: number;
  readonly operations: number;
  readonly validity: "valid" | "invalid" | "disputed" | "unknown" | "not-checked";
  readonly missingRefs: readonly string[];
  readonly remoteRefs: boolean;
}

/** The index of `corpus/open`. */
export function corpusIndex(): readonly CorpusEntry[] {
  return readCases<readonly CorpusEntry[]>("corpus", "open", "index.json");
}
