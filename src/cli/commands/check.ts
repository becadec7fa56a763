import type { Diagnostic, Severity } from "../../diagnostics/diagnostic.js";
import { DIAGNOSTIC_FORMATS } from "../../diagnostics/formats/index.js";
import { check } from "../../pipeline/check.js";
import type { CommandContext } from "../context.js";
import { defineCommand } from "../command.js";
import { ExitCode } from "../exit-code.js";
import {
  FORMAT_OPTIONS,
  formatName,
  loadOptions,
  SPEC_OPTIONS,
  SPEC_POSITIONAL,
} from "../options.js";
import { formatOptions, severitySummary } from "../report.js";

/** `gw-gen check`: everything that a spec would make trouble with later. */
export const checkCommand = defineCommand({
  usage: "check <spec>",
  description:
    "Say what in a document would fail, be lost or not be enforced later, with file, line and column.\nExit 1 when there is a finding of the severity that --fail-on names, or worse.",
  examples: [
    ["gw-gen check api.yaml", "all findings, for people"],
    ["gw-gen check api.yaml --format github --fail-on warning", "annotations in a workflow"],
    ["gw-gen check api.yaml --format sarif > api.sarif", "for code scanning"],
    ["gw-gen check api.yaml --profile aws", "with what API Gateway drops or refuses"],
  ],
  positionals: SPEC_POSITIONAL,
  options: {
    ...FORMAT_OPTIONS,
    "fail-on": {
      choices: ["error", "warning", "info"],
      default: "error",
      describe: "The least severity that makes the exit code 1",
      group: "Output:",
    },
    profile: {
      choices: ["openapi", "aws"],
      describe: "Whose rules apply; by what the document carries when absent",
      group: "Input:",
    },
    ...SPEC_OPTIONS,
  },
  async run(args, context) {
    const { diagnostics, model } = await check(args.spec, {
      ...loadOptions(args, context),
      ...(args.profile && { profile: args.profile }),
      strict: args.strict,
    });
    await context.breathe();
    const format = formatName(args);
    context.print(DIAGNOSTIC_FORMATS[format](diagnostics, await formatOptions(format, context)));
    if (!model) return ExitCode.badInput;
    if (format === "text") tellVerdict(diagnostics, context);
    return diagnostics.some(({ severity }) => RANK[severity] >= RANK[args["fail-on"]])
      ? ExitCode.findings
      : ExitCode.fine;
  },
});

const RANK: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

function tellVerdict(diagnostics: readonly Diagnostic[], context: CommandContext): void {
  const summary = severitySummary(diagnostics);
  const { green, bold } = context.paint.err;
  context.tell(summary === "" ? `${green("fine")} nothing found.\n` : `\n${bold(summary)}\n`);
}
