import type { CompareResult } from "../source/output-folder.js";
import type { CommandContext } from "./context.js";
import { ExitCode } from "./exit-code.js";

/** Reports how an output folder differs from what would be written; the exit code of `--check`. */
export function reportCompare(
  folder: string,
  compare: CompareResult,
  context: CommandContext,
): ExitCode {
  const rows = [
    ...compare.stale.map((path) => `stale   ${folder}/${path}\n`),
    ...compare.missing.map((path) => `missing ${folder}/${path}\n`),
    ...compare.extra.map((path) => `extra   ${folder}/${path}\n`),
  ];
  if (rows.length === 0) {
    context.tell(`${context.paint.err.green("fresh")} ${folder}/ is what this run would write.\n`);
    return ExitCode.fine;
  }
  context.print(rows.join(""));
  context.tell("The output is stale; run the same command without --check.\n", true);
  return ExitCode.findings;
}
