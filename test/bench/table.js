/**
 * A Markdown table.
 * @param {string} title
 * @param {readonly string[]} columns
 * @param {readonly (readonly (string | number)[])[]} rows
 */
export function table(title, columns, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [
    `\n### ${title}\n`,
    line(columns),
    line(columns.map(() => "---")),
    ...rows.map((row) => line(row)),
  ].join("\n");
}
