/** A text for js-yaml, with the way back to the offsets of the original. */
export interface PreparedYaml {
  readonly text: string;
  readonly original: (offset: number) => number;
}

/** A line that ends in a list item without a value. */
const EMPTY_ITEM = /^[ \t-]*-[ \t]*(?:#[^\r\n]*)?$/gm;
/** The next line that holds anything but a comment. */
const CONTENT_LINE = /^( *)[^\s#]/gm;
const FILLER = " ~";

/**
 * Writes `~` into list items that hold nothing and end their list: js-yaml 4 would take the items
 * of the outer list that follow into the inner one.
 */
export function fillEmptyItems(text: string): PreparedYaml {
  const insertions: number[] = [];
  for (const { 0: line, index } of text.matchAll(EMPTY_ITEM)) {
    const column = line.replace(/#.*/, "").lastIndexOf("-");
    CONTENT_LINE.lastIndex = index + line.length;
    const next = CONTENT_LINE.exec(text);
    const isOuterItem = next !== null && text[CONTENT_LINE.lastIndex - 1] === "-";
    if (isOuterItem && (next[1] ?? "").length < column) insertions.push(index + column + 1);
  }
  if (insertions.length === 0) return { text, original: (offset) => offset };
  let filled = "";
  let from = 0;
  for (const at of insertions) {
    filled += text.slice(from, at) + FILLER;
    from = at;
  }
  const original = (offset: number): number => {
    let before = 0;
    while (before < insertions.length) {
      const at = (insertions[before] ?? 0) + before * FILLER.length;
      if (at >= offset) break;
      before++;
    }
    return Math.max(0, offset - before * FILLER.length);
  };
  return { text: filled + text.slice(from), original };
}
