import { diff3Merge, diffComm } from "node-diff3";

/** Three versions of a text: what was generated, what the user made of it, and what is generated now. */
export interface Versions {
  /** Absent when nobody kept it. */
  readonly base?: string;
  readonly mine: string;
  readonly theirs: string;
}

/** A merged text; where both sides changed the same lines it holds both, between markers as git writes them. */
export interface MergedLines {
  readonly text: string;
  /** The lines (from 1) of the markers that begin a conflict. */
  readonly conflicts: readonly number[];
}

type Chunk = { readonly ok: readonly string[] } | { readonly conflict: Sides };

interface Sides {
  readonly a: readonly string[];
  readonly b: readonly string[];
}

/** Merges line by line. Without a base every difference is a conflict. */
export function mergeLines({ base, mine, theirs }: Versions): MergedLines {
  const [a, b] = [mine.split("\n"), theirs.split("\n")];
  const chunks: readonly Chunk[] =
    base === undefined ? differences(a, b) : diff3Merge(a, base.split("\n"), b).map(asChunk);
  const lines: string[] = [];
  const conflicts: number[] = [];
  for (const chunk of chunks) {
    if ("ok" in chunk) {
      lines.push(...chunk.ok);
      continue;
    }
    conflicts.push(lines.length + 1);
    const { a: own, b: generated } = chunk.conflict;
    lines.push("<<<<<<< edited", ...own, "=======", ...generated, ">>>>>>> generated");
  }
  return { text: lines.join("\n"), conflicts };
}

function asChunk({ ok, conflict }: { ok?: string[]; conflict?: Sides }): Chunk {
  return conflict ? { conflict } : { ok: ok ?? [] };
}

function differences(a: string[], b: string[]): Chunk[] {
  return diffComm(a, b).map((chunk) =>
    "common" in chunk ? { ok: chunk.common } : { conflict: { a: chunk.buffer1, b: chunk.buffer2 } },
  );
}
