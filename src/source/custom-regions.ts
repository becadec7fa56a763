/** A marker stands alone on its line, as a comment: text of a spec in a doc comment or a string is none. */
const START = /^[ \t]*(?:\/\/|#|<!--) gw-gen:keep ([\w.-]+)(?: -->)?\r?$/;
const END = /^[ \t]*(?:\/\/|#|<!--) gw-gen:end(?: -->)?\r?$/;

/** A text with the user's regions in place, and the names of those that have no place any more. */
export interface MergedText {
  readonly text: string;
  readonly lost: readonly string[];
}

/**
 * Puts what stands between the lines `gw-gen:keep NAME` and `gw-gen:end` of the previous text
 * into the regions of the same names of the next one.
 */
export function mergeRegions(previous: string, next: string): MergedText {
  const kept = readRegions(previous);
  const used = new Set<string>();
  const text = replaceRegions(next, (name) => {
    const region = kept.get(name);
    if (region) used.add(name);
    return region;
  });
  const lost = [...kept].filter(([name, region]) => !used.has(name) && region.length > 0);
  return { text, lost: lost.map(([name]) => name) };
}

/** A text without what stands in its regions: as it is generated. */
export function emptyRegions(text: string): string {
  return replaceRegions(text, () => []);
}

/** Writes other lines into each region; those of a region without any stay. */
function replaceRegions(
  text: string,
  linesOf: (name: string) => readonly string[] | undefined,
): string {
  const lines: string[] = [];
  let skipping = false;
  for (const line of text.split("\n")) {
    if (END.test(line)) skipping = false;
    if (skipping) continue;
    lines.push(line);
    const name = START.exec(line)?.[1];
    const region = name === undefined ? undefined : linesOf(name);
    if (!region) continue;
    lines.push(...region);
    skipping = true;
  }
  return lines.join("\n");
}

function readRegions(text: string): Map<string, string[]> {
  const regions = new Map<string, string[]>();
  let open: string[] | undefined;
  for (const line of text.split(/\r?\n/)) {
    const name = START.exec(line)?.[1];
    if (name !== undefined) {
      open = [];
      regions.set(name, open);
    } else if (END.test(line)) {
      open = undefined;
    } else {
      open?.push(line);
    }
  }
  return regions;
}
