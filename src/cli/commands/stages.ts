import { stages, type StagesResult } from "../../pipeline/stages.js";
import { printable } from "../../util/printable.js";
import { defineCommand } from "../command.js";
import type { CommandContext } from "../context.js";
import { ExitCode, exitCodeOf } from "../exit-code.js";
import { loadOptions, SPEC_OPTIONS, SPEC_POSITIONAL } from "../options.js";
import { reportDiagnostics } from "../report.js";

const { stage: _one, ...OPTIONS } = SPEC_OPTIONS;

/** `gw-gen stages`: all stages side by side. */
export const stagesCommand = defineCommand({
  usage: "stages <spec>",
  description: "Show the stages of a spec side by side, as they are after inheritance.",
  examples: [
    ["gw-gen stages api.yaml", "a table"],
    ["gw-gen stages api.yaml --json", "for programs"],
  ],
  positionals: SPEC_POSITIONAL,
  options: {
    json: {
      type: "boolean",
      default: false,
      describe: "Print the table as JSON",
      group: "Output:",
    },
    ...OPTIONS,
  },
  async run(args, context) {
    const result = await stages(args.spec, loadOptions({ ...args, stage: undefined }, context));
    await context.breathe();
    reportDiagnostics(result.diagnostics, context);
    if (!result.model) return exitCodeOf(result.diagnostics);
    context.print(args.json ? jsonTable(result) : textTable(result, context));
    return ExitCode.fine;
  },
});

function jsonTable({ stages: names, rows }: StagesResult): string {
  const table = names.map((stage, index) => ({
    stage,
    ...Object.fromEntries(rows.map(({ name, values }) => [name, values[index] ?? ""])),
  }));
  return `${JSON.stringify(table, undefined, 2)}\n`;
}

function textTable({ stages: names, rows }: StagesResult, { paint }: CommandContext): string {
  const table = [["", ...names], ...rows.map(({ name, values }) => [name, ...values])].map((row) =>
    row.map(printable),
  );
  const widths = ["", ...names].map((_name, column) =>
    Math.max(...table.map((row) => (row[column] ?? "").length)),
  );
  return table
    .map((row, index) => {
      const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
      const line = cells.join("  ").trimEnd();
      return `${index === 0 ? paint.out.bold(line) : line}\n`;
    })
    .join("");
}
