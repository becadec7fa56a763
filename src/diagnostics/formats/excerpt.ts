import type { Palette } from "../../util/ansi.js";
import { printable } from "../../util/printable.js";
import type { LocatableFile, TextRange } from "../location.js";

/** Columns of the source that an excerpt shows at most; minified files have lines of megabytes. */
const WIDTH = 100;
/** How much of that stands before the marked column. */
const BEFORE = 40;

/** The line at the start of a range and carets below the range; empty when the line is not there. */
export function excerpt(file: LocatableFile, range: TextRange, paint: Palette): string[] {
  const text = file.line(range.start.line);
  if (text === undefined) return [];
  const column = range.start.column - 1;
  const from = text.length <= WIDTH || column <= BEFORE ? 0 : column - BEFORE;
  const to = Math.min(text.length, from + WIDTH);
  const head = from > 0 ? "…" : "";
  const tail = to < text.length ? "…" : "";
  // Each half is escaped apart, so that the caret stands below the column whatever the escapes' length.
  const before = head + show(text.slice(from, column));
  const marked = show(text.slice(column, Math.min(to, endColumn(range, text) - 1)));
  const after = show(text.slice(column, to)).slice(marked.length);
  const gutter = String(range.start.line);
  const blank = " ".repeat(gutter.length);
  return [
    `  ${paint.dim(`${gutter} |`)} ${before}${marked}${after}${tail}`,
    `  ${paint.dim(`${blank} |`)} ${" ".repeat(before.length)}${paint.red("^".repeat(Math.max(1, marked.length)))}`,
  ];
}

function endColumn(range: TextRange, text: string): number {
  const { start, end } = range;
  if (!end) return start.column + 1;
  return end.line === start.line ? end.column : text.length + 1;
}

function show(text: string): string {
  return printable(text.replaceAll("\t", "  "));
}
