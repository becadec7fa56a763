import { placeOf, placeText } from "../../diagnostics/place.js";
import { escapeMarkup } from "../../util/escape-markup.js";
import { byOperation, type FindingDiagnostic, type ReportFormat } from "./report.js";

/** JUnit's XML, which build servers show: a suite for each operation; what breaks is a failed test. */
export const formatJunit: ReportFormat = ({ findings }) => {
  const failures = findings.filter((one) => one.severity === "error").length;
  const suites = byOperation(findings).map(([operation, group]) => {
    const failed = group.filter((one) => one.severity === "error").length;
    const name = escapeMarkup(operation === "" ? "API" : operation);
    return `  <testsuite name="${name}" tests="${group.length}" failures="${failed}">\n${group.map(testCase).join("")}  </testsuite>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="gw-gen diff" tests="${findings.length}" failures="${failures}">\n${suites.join("")}</testsuites>\n`;
};

function testCase(one: FindingDiagnostic): string {
  const name = escapeMarkup(one.message);
  const head = `    <testcase classname="${escapeMarkup(one.code)}" name="${name}"`;
  if (one.severity !== "error") return `${head}/>\n`;
  const place = one.location ? placeText(placeOf(one.location)) : "";
  const body = escapeMarkup([place, one.mend ?? ""].filter((part) => part !== "").join("\n"));
  return `${head}>\n      <failure type="${escapeMarkup(one.code)}" message="${name}">${body}</failure>\n    </testcase>\n`;
}
