import type { SourceLocation } from "../../diagnostics/location.js";
import { placeOf, placeText } from "../../diagnostics/place.js";
import { escapeMarkup } from "../../util/escape-markup.js";
import {
  byOperation,
  CLASSES,
  SEVERITIES,
  SEVERITY_WORDS,
  summary,
  usageText,
  type FindingDiagnostic,
  type ReportFormat,
} from "./report.js";
import { inOrderOfSeverity, witnessText } from "./text.js";

/** One page with nothing to fetch: findings by operation, a filter, and both documents' lines side by side. */
export const formatHtml: ReportFormat = (report, { version }) => {
  const sections = byOperation(report.findings).map(([operation, group]) => {
    const title = escapeMarkup(operation === "" ? "The API as a whole" : operation);
    return `<section><h2>${title}</h2>${inOrderOfSeverity(group).map(article).join("")}</section>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>API changes: ${escapeMarkup(summary(report.findings))}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>API changes: ${escapeMarkup(summary(report.findings))}</h1>
<p><code>${escapeMarkup(report.old)}</code> → <code>${escapeMarkup(report.new)}</code></p>
<form>${SEVERITIES.map((one) => checkbox("severity", one, SEVERITY_WORDS[one])).join("")}
<span>·</span> ${CLASSES.map((one) => checkbox("class", one, one)).join("")}
<label>Filter <input type="search" id="filter" autocomplete="off"></label></form>
</header>
<main>${sections.join("\n") || "<p>Nothing changed.</p>"}</main>
<footer>gw-gen ${escapeMarkup(version)}</footer>
<script>${SCRIPT}</script>
</body>
</html>
`;
};

function checkbox(name: "severity" | "class", value: string, label: string): string {
  return `<label><input type="checkbox" name="${name}" value="${value}" checked> ${label}</label>\n`;
}

function article(one: FindingDiagnostic): string {
  const { change, rule } = one.finding;
  const witness = witnessText(one);
  const usage = usageText(one);
  const notes = [
    `<p class="why">${escapeMarkup(rule.why)}</p>`,
    usage === undefined ? "" : `<p>Used: ${escapeMarkup(usage)}</p>`,
    witness === undefined ? "" : `<p>Witness: <code>${escapeMarkup(witness)}</code></p>`,
    one.mend === undefined ? "" : `<p>Mend: ${escapeMarkup(one.mend)}</p>`,
  ];
  const sides = [excerpt("Before", change.places.old), excerpt("After", change.places.new)];
  return `<article data-severity="${one.severity}" data-class="${rule.class}"><h3><span class="${one.severity}">${SEVERITY_WORDS[one.severity]}</span> ${rule.class}: ${escapeMarkup(one.message)} <code>${escapeMarkup(one.code)}</code></h3>${notes.join("")}<div class="sides">${sides.join("")}</div></article>`;
}

const LINES_SHOWN = 6;

function excerpt(title: string, location: SourceLocation | undefined): string {
  if (!location) return "";
  const place = placeOf(location);
  const first = place.range?.start.line;
  const lines =
    first === undefined
      ? []
      : Array.from({ length: LINES_SHOWN }, (_, index) => location.file.line(first + index)).filter(
          (line) => line !== undefined,
        );
  const text = lines.map((line) => line.slice(0, 200)).join("\n");
  return `<figure><figcaption>${title}: ${escapeMarkup(placeText(place))}</figcaption><pre>${escapeMarkup(text)}</pre></figure>`;
}

const STYLE = `:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}
body{max-width:70rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem}h2{font-size:1.1rem;border-bottom:1px solid #8886;margin-top:2rem}h3{font-size:1rem;font-weight:500;margin:1rem 0 .25rem}
label{margin-right:1rem}pre{overflow:auto;background:#8881;padding:.5rem;margin:0;font-size:.85rem}
.sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));gap:.5rem}figure{margin:.25rem 0}figcaption{font-size:.85rem;opacity:.75}
.error,.warning,.info{border-radius:.25rem;padding:0 .4rem;color:#fff}.error{background:#b3261e}.warning{background:#8a5a00}.info{background:#3a5a78}
.why{opacity:.8;margin:.25rem 0}[hidden]{display:none}`;

const SCRIPT = `const chosen=name=>new Set([...document.querySelectorAll('[name='+name+']:checked')].map(b=>b.value));const show=()=>{const on=chosen('severity');const classes=chosen('class');const words=document.getElementById('filter').value.toLowerCase().split(/\\s+/).filter(Boolean);for(const section of document.querySelectorAll('section')){let any=false;const title=section.querySelector('h2').textContent.toLowerCase();for(const one of section.querySelectorAll('article')){const text=title+' '+one.textContent.toLowerCase();one.hidden=!(on.has(one.dataset.severity)&&classes.has(one.dataset.class)&&words.every(w=>text.includes(w)));any=any||!one.hidden}section.hidden=!any}};document.querySelector('form').addEventListener('input',show);document.querySelector('form').addEventListener('submit',e=>e.preventDefault());`;
