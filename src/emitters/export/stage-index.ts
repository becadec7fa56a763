import { escapeMarkup } from "../../util/escape-markup.js";

/** One row of the index: a stage and the file that holds its export. */
export interface StageEntry {
  readonly stage: string;
  readonly description?: string;
  /** The title and the version that the export bears. */
  readonly title: string;
  readonly version: string;
  readonly url?: string;
  /** The file's name, in the folder of the index. */
  readonly file: string;
}

/** The page that lists the exports of all stages: one HTML file that loads nothing and runs nothing. */
export function stageIndex(entries: readonly StageEntry[]): string {
  const titles = [...new Set(entries.map(({ title }) => title))];
  const title = escapeMarkup(titles.join(", "));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid #ccc; padding: .4rem .6rem; text-align: left; vertical-align: top }
td { overflow-wrap: anywhere }
</style>
</head>
<body>
<h1>${title}</h1>
<table>
<thead>
<tr><th scope="col">Stage</th><th scope="col">Title</th><th scope="col">Version</th><th scope="col">URL</th><th scope="col">File</th></tr>
</thead>
<tbody>
${entries.map(row).join("\n")}
</tbody>
</table>
</body>
</html>
`;
}

function row({ stage, description, title, version, url, file }: StageEntry): string {
  const about = description === undefined ? "" : `<br><small>${escapeMarkup(description)}</small>`;
  const cells = [
    escapeMarkup(title),
    escapeMarkup(version),
    url === undefined ? "" : urlCell(url),
    link(encodeURIComponent(file), file),
  ];
  const rest = cells.map((cell) => `<td>${cell}</td>`).join("");
  return `<tr><th scope="row">${escapeMarkup(stage)}${about}</th>${rest}</tr>`;
}

/** Only an address of the web is a link: a spec may name any scheme, `javascript:` too. */
function urlCell(url: string): string {
  return /^(?:https?|wss?):\/\//i.test(url) ? link(url, url) : escapeMarkup(url);
}

function link(target: string, text: string): string {
  return `<a href="${escapeMarkup(target)}">${escapeMarkup(text)}</a>`;
}
