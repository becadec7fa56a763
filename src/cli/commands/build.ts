import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { DIAGNOSTIC_FORMATS } from "../../diagnostics/formats/index.js";
import {
  build,
  type BuildOptions,
  type BuildResult,
  type OutputReport,
} from "../../pipeline/build.js";
import type { CommandContext } from "../context.js";
import { defineCommand } from "../command.js";
import { UsageError } from "../errors.js";
import { ExitCode, exitCodeOf } from "../exit-code.js";
import { SPEC_OPTIONS } from "../options.js";
import { reportDiagnostics } from "../report.js";
import { watchFiles } from "../watch.js";

/** `gw-gen build`: all outputs of the settings. */
export const buildCommand = defineCommand({
  usage: "build [names..]",
  description:
    "Make the outputs that the settings name, those that changed.\nAn output that fails leaves the others made; the exit code is that of the worst.",
  examples: [
    ["gw-gen build", "every output of gw-gen.yaml"],
    ["gw-gen build client spec", "two of them, by name"],
    ["gw-gen build --check", "exit 1 when one of them is stale"],
    ["gw-gen build --stage prod --json > build.json", "for one stage, with a report"],
  ],
  positionals: {
    names: { type: "string", array: true, describe: "Names of outputs; all when absent" },
  },
  options: {
    check: {
      type: "boolean",
      default: false,
      describe: "Write nothing; exit 1 and say which outputs are stale",
      group: "Output:",
    },
    force: {
      type: "boolean",
      default: false,
      describe: "Make everything, and replace files that gw-gen did not write",
      group: "Output:",
    },
    jobs: {
      type: "number",
      alias: "j",
      requiresArg: true,
      describe: "How many outputs are made at a time; 4 when absent",
      group: "Output:",
    },
    watch: {
      type: "boolean",
      alias: "w",
      default: false,
      describe: "Build again whenever an input changes",
      group: "Output:",
    },
    json: {
      type: "boolean",
      default: false,
      describe: "Print the report as JSON",
      group: "Output:",
    },
    settings: SPEC_OPTIONS.settings,
    stage: { ...SPEC_OPTIONS.stage, describe: "Only what is made for this stage" },
    "allow-net": SPEC_OPTIONS["allow-net"],
    "allow-outside": SPEC_OPTIONS["allow-outside"],
    strict: SPEC_OPTIONS.strict,
  },
  async run(args, context) {
    if (args.jobs !== undefined && !(Number.isInteger(args.jobs) && args.jobs > 0)) {
      throw new UsageError("--jobs takes a whole number from 1.", "Leave it out for 4.");
    }
    const options: BuildOptions = {
      cwd: context.io.cwd,
      names: args.names ?? [],
      check: args.check,
      force: args.force,
      strict: args.strict,
      allowOutside: args["allow-outside"],
      ...(args["allow-net"] && { allowNet: args["allow-net"] }),
      ...(args.settings !== undefined && { settings: args.settings }),
      ...(args.stage !== undefined && { stage: args.stage }),
      ...(args.jobs !== undefined && { jobs: args.jobs }),
    };
    const run = async (): Promise<BuildResult> => {
      const result = await build({
        ...options,
        onOutput: (report) => {
          if (!args.json) tellOutput(report, context);
        },
      });
      reportDiagnostics(result.diagnostics, context);
      if (args.json) context.print(`${JSON.stringify(jsonReport(result), undefined, 2)}\n`);
      return result;
    };
    if (!args.watch) return worstOf(await run());
    await watchFiles(context.io, [args.settings ?? "gw-gen.yaml"], async () => {
      const { inputs } = await run();
      context.tell("Watching; Ctrl+C ends it.\n");
      return inputs;
    });
    return ExitCode.interrupted;
  },
});

const WIDTH = 8;

function tellOutput(report: OutputReport, context: CommandContext): void {
  const { name, out, status, reason, written, unchanged, removed, diagnostics } = report;
  reportDiagnostics(diagnostics, context);
  const { green, yellow, red, bold } = context.paint.err;
  const paint = { made: green, fresh: green, skipped: bold, stale: yellow, failed: red }[status];
  const counts = [
    `${written} written`,
    `${unchanged} unchanged`,
    ...(removed > 0 ? [`${removed} removed`] : []),
  ];
  const detail = status === "made" ? `${counts.join(", ")} (${reason})` : reason;
  const line = `${paint(status.padEnd(WIDTH))} ${bold(name)} ${out}: ${detail}\n`;
  context.tell(line, status === "failed" || status === "stale");
}

/** The worst exit code of the outputs: a failure before a stale output. */
function worstOf({ outputs, diagnostics }: BuildResult): ExitCode {
  const failed = exitCodeOf([...diagnostics, ...outputs.flatMap((output) => output.diagnostics)]);
  if (failed !== ExitCode.fine) return failed;
  return outputs.some(({ status }) => status === "stale") ? ExitCode.findings : ExitCode.fine;
}

function jsonReport({ outputs, diagnostics }: BuildResult): object {
  const shown = (found: readonly Diagnostic[]): unknown => {
    const options = { colour: false, version: "", catalogue: {} };
    return JSON.parse(DIAGNOSTIC_FORMATS.json(found, options)).diagnostics;
  };
  return {
    version: 1,
    outputs: outputs.map((output) => ({ ...output, diagnostics: shown(output.diagnostics) })),
    diagnostics: shown(diagnostics),
  };
}
