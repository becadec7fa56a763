// Sums vitest's JSON reports in a folder and prints `N passed, N failed, N skipped`; fails when there is none.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2] ?? ".";
const reports = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
const sum = (field) => reports.reduce((total, report) => total + report[field], 0);

/** A file that does not load fails the run without a failed test of its own. */
const brokenWithoutFailedTest = (report) => !report.success && report.numFailedTests === 0;

const passed = sum("numPassedTests");
const failed = sum("numFailedTests") + reports.filter(brokenWithoutFailedTest).length;
const skipped = sum("numPendingTests") + sum("numTodoTests");
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
