const START = /gw-gen:keep\s+([\w.-]+)/;
const END = /gw-gen:end\b/;

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
  const lines: string[] = [];
  let skipping = false;
  for (const line of next.split("\n")) {
    if (skipping && END.test(line)) skipping = false;
    if (skipping) continue;
    lines.push(line);
    const name = START.exec(line)?.[1];
    const region = name === undefined ? undefined : kept.get(name);
    if (name === undefined || region === undefined) continue;
    used.add(name);
    lines.push(...region);
    skipping = true;
  }
  const lost = [...kept].filter(([name, region]) => !used.has(name) && region.length > 0);
  return { text: lines.join("\n"), lost: lost.map(([name]) => name) };
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
