import { resolve } from "node:path";
import {
  EXPORT_FORMATS,
  exportDocument,
  type ExportOptions,
  type ExportResult,
  EXTENSION_GROUPS,
} from "../../pipeline/export.js";
import type { ExportFolderResult } from "../../pipeline/export-folder.js";
import { compareOutputFile } from "../../source/output-folder.js";
import { writeSingleFile } from "../../source/single-file.js";
import { defined } from "../../util/defined.js";
import { reportCompare } from "../compare.js";
import type { CommandContext } from "../context.js";
import { defineCommand } from "../command.js";
import { UsageError } from "../errors.js";
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
    [
      "gw-gen export api.yaml --code-samples -o api.yaml --force",
      "calls of the SDK, in the spec itself",
    ],
    ["gw-gen export api.yaml --all-stages -o dist/specs", "every stage, with an index.html"],
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
      describe: "Output file, with --all-stages folder; standard output when absent",
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
      describe: "Write nothing; exit 1 when what stands there is stale",
      group: "Output:",
    },
    force: {
      type: "boolean",
      default: false,
      describe: "Replace the spec itself, and files that gw-gen did not write",
      group: "Output:",
    },
    "all-stages": {
      type: "boolean",
      default: false,
      describe: "Write the export of each stage, and an index.html, into the folder at --out",
      group: "Output:",
    },
    split: {
      type: "string",
      requiresArg: true,
      describe: "Write a folder: a root file, and one for each path and each component",
      group: "Output:",
    },
    bundle: {
      type: "boolean",
      default: false,
      describe: "One document from several files, with references into its components",
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
    "code-samples": {
      type: "boolean",
      default: false,
      describe: "Write a call of the SDK into each operation, as x-codeSamples",
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
    const { "version-as": version, out, check, force } = args;
    const options: ExportOptions = {
      ...loadOptions(args, context),
      ...(args.include && { include: args.include }),
      ...(args.exclude && { exclude: args.exclude }),
      ...defined({
        as: args.as,
        format: args.format,
        extensions: args.extensions,
        version,
        like: args.like,
      }),
      rebuild: args.rebuild,
      bundle: args.bundle,
      dereference: args.dereference,
      resolveVariables: args["stage-variables"] === "resolve",
      withoutInternal: args.public,
      codeSamples: args["code-samples"],
    };
    const isOpenApi = args.as === undefined || /^(openapi|swagger)/.test(args.as);
    if (args["code-samples"] && (!isOpenApi || args.like)) {
      throw new UsageError("--code-samples goes into OpenAPI documents only.", "Leave it out.");
    }
    if (args.split !== undefined) {
      if (out !== undefined || args["all-stages"] || args.bundle || args.dereference) {
        throw new UsageError(
          "--split DIR excludes --out, --all-stages, --bundle and --dereference.",
          "Leave one of them out.",
        );
      }
      const { exportSplit } = await import("../../pipeline/export-split.js");
      const place = { out: args.split, mode: check ? "check" : "write", force } as const;
      return reportFolder(
        await exportSplit(args.spec, { ...options, ...place }),
        args.split,
        context,
      );
    }
    if (args["all-stages"]) {
      if (out === undefined) throw new UsageError("--all-stages needs --out DIR.");
      if (args.stage !== undefined) {
        throw new UsageError("--all-stages and --stage exclude each other.", "Leave one out.");
      }
      const { exportStages } = await import("../../pipeline/export-stages.js");
      const mode = check ? "check" : "write";
      const result = await exportStages(args.spec, { ...options, out, mode, force });
      return reportFolder(result, out, context);
    }
    const result = await exportDocument(args.spec, { ...options, ...defined({ out }) });
    await context.breathe();
    return report(result, { check, force, ...(out !== undefined && { out }) }, context);
  },
});

function reportFolder(
  { diagnostics, write, compare }: ExportFolderResult,
  folder: string,
  context: CommandContext,
): ExitCode {
  reportDiagnostics(diagnostics, context);
  const failed = exitCodeOf(diagnostics);
  if (failed !== ExitCode.fine) return failed;
  if (compare) return reportCompare(folder, compare, context);
  const { written = [], unchanged = [], removed = [] } = write ?? {};
  const { green, bold } = context.paint.err;
  const gone = removed.length > 0 ? `, ${removed.length} removed` : "";
  const counts = `${written.length} files written, ${unchanged.length} unchanged${gone}`;
  context.tell(`${green("done")} ${bold(`${folder}/`)}: ${counts}\n`);
  return ExitCode.fine;
}

function report(
  { text, inputs, diagnostics }: ExportResult,
  place: { readonly out?: string; readonly check: boolean; readonly force: boolean },
  context: CommandContext,
): ExitCode {
  const { out, check, force } = place;
  reportDiagnostics(diagnostics, context);
  if (text === undefined) return exitCodeOf(diagnostics);
  if (out === undefined) {
    context.print(text);
    return ExitCode.fine;
  }
  const { cwd } = context.io;
  const { green, yellow } = context.paint.err;
  if (check) {
    const isFresh = compareOutputFile(resolve(cwd, out), text);
    context.tell(isFresh ? `${green("fine")} ${out}\n` : `${yellow("stale")} ${out}\n`, !isFresh);
    return isFresh ? ExitCode.fine : ExitCode.findings;
  }
  const failed = writeSingleFile(out, text, { cwd, inputs, force });
  reportDiagnostics(failed, context);
  if (failed.length === 0) context.tell(`${green("done")} ${out}\n`);
  return exitCodeOf(failed);
}
