import { escapeMarkup } from "../../util/escape-markup.js";
import type { CaseResult } from "../../pipeline/template-cases.js";

/** One case for people. */
export function textReport({ file, name, failures }: CaseResult): string {
  const lines = failures.map((failure) => `  ${failure}\n`).join("");
  return `${failures.length > 0 ? "failed" : "passed"} ${file}: ${name}\n${lines}`;
}

/** All cases as JUnit's XML. */
export function junitReport(cases: readonly CaseResult[]): string {
  const failed = cases.filter(({ failures }) => failures.length > 0).length;
  const rows = cases.map(({ file, name, failures }) => {
    const head = `    <testcase classname="${escapeMarkup(file)}" name="${escapeMarkup(name)}"`;
    if (failures.length === 0) return `${head}/>\n`;
    const text = escapeMarkup(failures.join("\n"));
    return `${head}>\n      <failure message="${escapeMarkup(failures[0] ?? "")}">${text}</failure>\n    </testcase>\n`;
  });
  const counts = `tests="${cases.length}" failures="${failed}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="gw-gen render" ${counts}>\n  <testsuite name="templates" ${counts}>\n${rows.join("")}  </testsuite>\n</testsuites>\n`;
}
