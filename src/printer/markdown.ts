import { replaceUnsafe, unicodeEscape } from "./unsafe-character.js";

/** A code span as Prettier prints it: between more backticks in a row than any of its own. */
export function codeSpan(text: string): string {
  const line = replaceUnsafe(text.replace(/\s+/gu, " ").trim(), unicodeEscape);
  const runs = new Set(line.match(/`+/g)?.map(({ length }) => length));
  let count = 1;
  while (runs.has(count)) count += 1;
  const fence = "`".repeat(count);
  const padding = /^`|`$/.test(line) ? " " : "";
  return `${fence}${padding}${line}${padding}${fence}`;
}

/** What a word may hold without meaning anything in Markdown, wherever it stands in a line. */
const PLAIN_WORD = /^[\p{L}\p{M}\p{N}.,:;'"()/?!%=@-]+$/u;

/**
 * A text of the description on one line, to stand after other text in it. Links keep their words and
 * emphasis goes; what Markdown could still read as syntax becomes a code span.
 */
export function prose(text: string): string {
  const parts: string[] = [];
  let strange: string[] = [];
  const flush = (): void => {
    const code = strange.join(" ").replaceAll("`", "");
    const end = /(?<!^)[.,;:]$/.exec(code)?.[0] ?? "";
    if (code !== "") parts.push(codeSpan(code.slice(0, code.length - end.length)) + end);
    strange = [];
  };
  const plain = text
    .replace(/!?\[([^[\]]*)\]\([^()\s]*\)/g, "$1")
    .replace(/(\*\*|__)(?=\S)([^*_\n]*\S)\1/g, "$2");
  for (const word of plain.split(/\s+/u)) {
    if (PLAIN_WORD.test(word)) {
      flush();
      parts.push(word);
    } else if (word.replaceAll("`", "") !== "") strange.push(word);
  }
  flush();
  return parts.join(" ");
}

/** The first paragraph of a text. */
export function firstParagraph(text: string): string {
  return text.trim().split(/\n\s*\n/, 1)[0] ?? "";
}
