import { placeOf, placeText } from "../../diagnostics/place.js";
import { inOrderOfSeverity, witnessText } from "./text.js";
import {
  byClass,
  byOperation,
  SEVERITY_WORDS,
  summary,
  usageText,
  type FindingDiagnostic,
  type ReportFormat,
} from "./report.js";

/** Marks the one comment of a pull request that later runs replace. */
export const COMMENT_MARK = "<!-- gw-gen diff -->";

/** GitHub's and GitLab's limits on a comment leave room for this many characters. */
const MAX_LENGTH = 60_000;

/** For a comment on a pull request: what breaks is open, the rest is folded away. */
export const formatMarkdown: ReportFormat = (report) => {
  const { findings } = report;
  const breaking = findings.filter((one) => one.severity === "error");
  const others = findings.filter((one) => one.severity !== "error");
  const head = `${COMMENT_MARK}\n## API changes: ${summary(findings)}\n\n${code(report.old)} → ${code(report.new)}\n`;
  const folded =
    others.length === 0
      ? ""
      : `\n<details>\n<summary>${summary(others)}</summary>\n\n${sections(others)}\n</details>\n`;
  const whole = `${head}\n${sections(breaking)}${folded}`;
  if (whole.length <= MAX_LENGTH) return whole;
  const cut = whole.slice(0, MAX_LENGTH);
  return `${cut.slice(0, cut.lastIndexOf("\n"))}\n\n… the report was too long for a comment.\n`;
};

function sections(findings: readonly FindingDiagnostic[]): string {
  return byClass(findings)
    .map(([heading, own]) => {
      const parts = byOperation(own).map(([operation, group]) => {
        const title = operation === "" ? "The API as a whole" : code(operation);
        return `#### ${title}\n\n${inOrderOfSeverity(group).map(item).join("")}\n`;
      });
      return `### ${heading}\n\n${parts.join("")}`;
    })
    .join("");
}

function item(one: FindingDiagnostic): string {
  const place = one.location ? ` — ${code(placeText(placeOf(one.location)))}` : "";
  const witness = witnessText(one);
  const usage = usageText(one);
  const lines = [
    `- **${SEVERITY_WORDS[one.severity]}** ${escapeText(one.message)} (${code(one.code)})${place}`,
    ...(usage === undefined ? [] : [`  - used: ${usage}`]),
    ...(witness === undefined ? [] : [`  - witness: ${code(witness)}`]),
    ...(one.severity === "error" && one.mend !== undefined ? [`  - mend: ${one.mend}`] : []),
  ];
  return `${lines.join("\n")}\n`;
}

/** Text from a document as inline code, whatever back ticks it holds. */
function code(text: string): string {
  const flat = text.replaceAll(/\s+/g, " ");
  const longest = Math.max(0, ...[...flat.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const pad = longest > 0 ? " " : "";
  return `${fence}${pad}${flat}${pad}${fence}`;
}

/** Messages carry text from documents within back ticks: markup outside them is ours, the rest is neutralized. */
function escapeText(message: string): string {
  return message
    .split("`")
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(/[<>@\\*_[\]]/g, "\\$&")))
    .join("`")
    .replaceAll(/\s+/g, " ");
}
