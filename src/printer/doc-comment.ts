import { replaceUnsafe } from "./unsafe-character.js";

/** A block tag of a documentation comment, such as `@example`. */
export interface DocTag {
  readonly name: string;
  readonly text?: string;
}

/** What a documentation comment says; all texts are plain and come from outside. */
export interface DocComment {
  readonly paragraphs: readonly string[];
  readonly tags: readonly DocTag[];
}

/** The comment's lines at `indent`, each with its line break; none when there is nothing to say. */
export function printDocComment(comment: DocComment, indent = ""): string {
  const [text] = comment.paragraphs;
  const isPlain = comment.paragraphs.length === 1 && comment.tags.length === 0;
  if (isPlain && text !== undefined && isPlainLine(text)) return `${indent}/** ${text} */\n`;
  return printDocLines(docLines(comment), indent);
}

/** The same of lines that are known already. */
export function printDocLines(lines: readonly string[], indent: string): string {
  const [only] = lines;
  if (only === undefined) return "";
  if (lines.length === 1) return `${indent}/** ${only} */\n`;
  const body = lines.map((line) => (line === "" ? `${indent} *\n` : `${indent} * ${line}\n`));
  return `${indent}/**\n${body.join("")}${indent} */\n`;
}

/** What a comment says, line by line, as it may stand in source. */
export function docLines({ paragraphs, tags }: DocComment): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of paragraphs) {
    const text = textLines(paragraph);
    if (text.length === 0) continue;
    if (lines.length > 0) lines.push("");
    lines.push(...text);
  }
  if (lines.length > 0 && tags.length > 0) lines.push("");
  for (const { name, text = "" } of tags) {
    const [first, ...rest] = textLines(text);
    lines.push(first === undefined ? `@${name}` : `@${name} ${first}`, ...rest);
  }
  return lines;
}

/** One line of printable ASCII without blanks at its ends that is not a tag. */
const PLAIN_LINE = /^(?:[!-?A-~]|[!-?A-~][ -~]*[!-~])$/;

function isPlainLine(text: string): boolean {
  return PLAIN_LINE.test(text) && !text.includes("*/");
}

/** The lines of a text as they may stand in a comment, blank ones at both ends left out. */
function textLines(text: string): string[] {
  if (isPlainLine(text)) return [text];
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => commentText(line).trimEnd());
  let start = 0;
  let end = lines.length;
  while (start < end && lines[start] === "") start++;
  while (end > start && lines[end - 1] === "") end--;
  return lines.slice(start, end).map((line) => escapeTag(line));
}

/** Escapes what would end the comment, and drops what would disguise its text. */
function commentText(line: string): string {
  return replaceUnsafe(line, (code) => (code === 9 ? "  " : "")).replaceAll("*/", "*\\/");
}

/** An `@` at the start of a line would be read as a tag. */
function escapeTag(line: string): string {
  return line.replace(/^(\s*)@/, "$1\\@");
}
