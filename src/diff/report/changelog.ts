import { byOperation, type FindingDiagnostic, type ReportFormat } from "./report.js";

const SECTIONS = ["Added", "Changed", "Deprecated", "Removed", "Security"] as const;
type Section = (typeof SECTIONS)[number];

/** The changes as an entry of a changelog (Keep a Changelog 1.1.0). */
export const formatChangelog: ReportFormat = ({ findings }) => {
  const told = findings.filter(({ finding }) => finding.rule.area !== "info");
  const parts = SECTIONS.flatMap((section) => {
    const inSection = told.filter((one) => sectionOf(one) === section);
    if (inSection.length === 0) return [];
    const rows = byOperation(inSection).flatMap(([operation, group]) =>
      [...new Set(group.map(sentence))].map((text) =>
        operation === "" ? `- ${text}` : `- \`${operation}\`: ${text}`,
      ),
    );
    return [`### ${section}\n\n${rows.join("\n")}\n`];
  });
  return `## [Unreleased]\n\n${parts.length === 0 ? "No changes.\n" : parts.join("\n")}`;
};

function sentence(one: FindingDiagnostic): string {
  return one.severity === "error" ? `**Breaking:** ${one.message}` : one.message;
}

function sectionOf({ finding }: FindingDiagnostic): Section {
  const { rule } = finding;
  if (rule.area === "security") return "Security";
  if (rule.id.includes("deprecat")) return "Deprecated";
  if (rule.id.includes("removed")) return "Removed";
  return rule.id.includes("added") ? "Added" : "Changed";
}
