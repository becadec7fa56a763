import {
  EXPORT_FORMATS,
  exportDocument,
  type ExportOptions,
  type ExportResult,
  EXTENSION_GROUPS,
} from "../../pipeline/export.js";
import { compareOutputFile, writeOutputFile } from "../../source/output-folder.js";
import { defined } from "../../util/defined.js";
import { isAbsolute, join } from "node:path";
import type { CommandContext } from "../context.js";
import { defineCommand } from "../command.js";
import { ExitCode, exitCodeOf } from "../exit-code.js";
import { loadOptions, SPEC_OPTIONS, SPEC_POSITIONAL } from "../options.js";
import { reportDiagnostics } from "../report.js";

/** `gw-gen export`: the spec of one stage, in any dialect. */
export const exportCommand = defineCommand({
  usage: "export <spec>",
  description:
    "Write a spec as it is in a stage, in its own dialect or another.\nIn its own dialect comments and the order of members survive; what another cannot say is reported.",
  examples: [
    ["gw-gen export api.yaml --as openapi-3.0", "to standard output"],
    ["gw-gen export api.yaml --stage prod --out dist/prod.yaml", "with the servers of a stage"],
    ["gw-gen export api.yaml --extensions none --public -o public.json", "for others to read"],
    ["gw-gen export api.yaml --as postman > collection.json", "for Postman"],
  ],
  positionals: SPEC_POSITIONAL,
  options: {
    as: {
      choices: EXPORT_FORMATS,
      describe: "What to write; the spec's own dialect when absent",
      group: "Output:",
    },
    out: {
      type: "string",
      alias: "o",
      requiresArg: true,
      describe: "Output file; standard output when absent",
      group: "Output:",
    },
    format: {
      choices: ["json", "yaml"],
      describe: "JSON or YAML; by the ending of --out, else as the spec",
      group: "Output:",
    },
    check: {
      type: "boolean",
      default: false,
      describe: "Write nothing; exit 1 when the file at --out is stale",
      group: "Output:",
    },
    rebuild: {
      type: "boolean",
      default: false,
      describe: "Print through the model even in the spec's own dialect",
      group: "Output:",
    },
    dereference: {
      type: "boolean",
      default: false,
      describe: "Put what references lead to in their place",
      group: "Output:",
    },
    extensions: {
      type: "string",
      array: true,
      choices: EXTENSION_GROUPS,
      requiresArg: true,
      describe: "The gateway extensions to keep (repeatable); all when absent",
      group: "Output:",
    },
    like: {
      choices: ["aws"],
      describe: "Give what the service's own export of the stage gives",
      group: "Output:",
    },
    "stage-variables": {
      choices: ["keep", "resolve"],
      default: "keep",
      describe: "Whether ${stageVariables.NAME} stays or gets the stage's value",
      group: "Output:",
    },
    public: {
      type: "boolean",
      default: false,
      describe: "Leave out operations with x-internal: true",
      group: "Output:",
    },
    "version-as": {
      type: "string",
      requiresArg: true,
      describe: "The value of info.version; `git` takes the last tag",
      group: "Output:",
    },
    include: {
      type: "string",
      array: true,
      requiresArg: true,
      describe: "Only these operations: tag:NAME, a path or glob, or an operationId (repeatable)",
      group: "Input:",
    },
    exclude: {
      type: "string",
      array: true,
      requiresArg: true,
      describe: "Not these operations (repeatable)",
      group: "Input:",
    },
    ...SPEC_OPTIONS,
  },
  async run(args, context) {
    const { "version-as": version, out } = args;
    const options: ExportOptions = {
      ...loadOptions(args, context),
      ...(args.include && { include: args.include }),
      ...(args.exclude && { exclude: args.exclude }),
      ...defined({
        as: args.as,
        out,
        format: args.format,
        extensions: args.extensions,
        version,
        like: args.like,
      }),
      rebuild: args.rebuild,
      dereference: args.dereference,
      resolveVariables: args["stage-variables"] === "resolve",
      withoutInternal: args.public,
    };
    const result = await exportDocument(args.spec, options);
    await context.breathe();
    return report(result, { check: args.check, ...(out !== undefined && { out }) }, context);
  },
});

function report(
  { text, diagnostics }: ExportResult,
  { out, check }: { readonly out?: string; readonly check: boolean },
  context: CommandContext,
): ExitCode {
  reportDiagnostics(diagnostics, context);
  if (text === undefined) return exitCodeOf(diagnostics);
  if (out === undefined) {
    context.print(text);
    return ExitCode.fine;
  }
  const path = isAbsolute(out) ? out : join(context.io.cwd, out);
  const { green, yellow } = context.paint.err;
  if (check) {
    const isFresh = compareOutputFile(path, text);
    context.tell(isFresh ? `${green("fine")} ${out}\n` : `${yellow("stale")} ${out}\n`, !isFresh);
    return isFresh ? ExitCode.fine : ExitCode.findings;
  }
  const failed = writeOutputFile(path, text);
  reportDiagnostics(failed, context);
  if (failed.length === 0) context.tell(`${green("done")} ${out}\n`);
  return exitCodeOf(failed);
}
