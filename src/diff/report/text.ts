import { placeOf, placeText } from "../../diagnostics/place.js";
import { severityPaint } from "../../diagnostics/formats/text.js";
import { palette, type Palette } from "../../util/ansi.js";
import { printable } from "../../util/printable.js";
import { pathText } from "../rules/schema.js";
import {
  byClass,
  byOperation,
  SEVERITY_WORDS,
  usageText,
  type FindingDiagnostic,
  type ReportFormat,
} from "./report.js";

/** For people: by operation, the worst first, each with its place, its witness and the mend. */
export const formatText: ReportFormat = ({ findings }, { colour }) => {
  const paint = palette(colour);
  const parts = byClass(findings);
  return parts
    .map(([heading, own]) => {
      const sections = byOperation(own).map(([operation, group]) => {
        const title = operation === "" ? "the API as a whole" : operation;
        const lines = inOrderOfSeverity(group).map((one) => describe(one, paint));
        return `${paint.bold(printable(title))}\n${lines.join("")}`;
      });
      return `${paint.bold(`# ${heading}`)}\n\n${sections.join("\n")}`;
    })
    .join("\n");
};

/** The worst first. */
export function inOrderOfSeverity(
  findings: readonly FindingDiagnostic[],
): readonly FindingDiagnostic[] {
  const rank = { error: 0, warning: 1, info: 2 };
  return [...findings].sort((a, b) => rank[a.severity] - rank[b.severity]);
}

function describe(one: FindingDiagnostic, paint: Palette): string {
  const word = severityPaint(one.severity, paint)(SEVERITY_WORDS[one.severity]);
  const lines = [`  ${word} ${printable(one.message)} ${paint.dim(`[${one.code}]`)}`];
  if (one.location) lines.push(`      ${paint.dim(`at ${placeText(placeOf(one.location))}`)}`);
  for (const { message, location } of one.related ?? []) {
    lines.push(`      ${paint.dim(`${message} at ${placeText(placeOf(location))}`)}`);
  }
  const usage = usageText(one);
  if (usage !== undefined) lines.push(`      ${paint.cyan("used:")} ${usage}`);
  const witness = witnessText(one);
  if (witness !== undefined) lines.push(`      ${paint.cyan("witness:")} ${printable(witness)}`);
  if (one.severity === "error" && one.mend !== undefined) {
    lines.push(`      ${paint.cyan("mend:")} ${printable(one.mend)}`);
  }
  return lines.map((line) => `${line}\n`).join("");
}

/** The witness with the words that say what it shows. */
export function witnessText({ finding }: FindingDiagnostic): string | undefined {
  if (finding.witness === undefined) return undefined;
  const text = JSON.stringify(finding.witness);
  const shown = text.length > 400 ? `${text.slice(0, 397)}…` : text;
  const { details } = finding.change;
  const path = "path" in details && details.path.length > 0 ? ` at ${pathText(details.path)}` : "";
  return finding.rule.direction === "request"
    ? `${shown}${path} was accepted and is refused`
    : `${shown}${path} can come and could not before`;
}
