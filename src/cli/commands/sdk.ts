import {
  generate,
  type GenerateOptions,
  type GenerateResult,
  SDK_LANGUAGES,
} from "../../pipeline/generate.js";
import { SDK_EXTRAS } from "../../emitters/sdk/sdk-options.js";
import {
  EJECT_FOLDER,
  ejectSdkTemplates,
  isSdkTemplate,
  sdkTemplates,
} from "../../pipeline/sdk-templates/index.js";
import { defined } from "../../util/defined.js";
import type { CommandContext } from "../context.js";
import { defineCommand } from "../command.js";
import { UsageError } from "../errors.js";
import { ExitCode, exitCodeOf } from "../exit-code.js";
import { loadOptions, SPEC_OPTIONS, SPEC_POSITIONAL } from "../options.js";
import { reportDiagnostics, severitySummary } from "../report.js";
import { reportCompare } from "../compare.js";
import { watchFiles } from "../watch.js";

/** `gw-gen sdk`: a typed client SDK from a spec. */
export const sdkCommand = defineCommand({
  usage: "sdk [spec]",
  description:
    "Generate a typed client SDK from an OpenAPI or Swagger document.\nNo settings are needed; files that gw-gen did not write are never replaced without --force.",
  examples: [
    ["gw-gen sdk petstore.yaml", "into ./<title>-sdk, as a package"],
    ["gw-gen sdk petstore.yaml --out src/api --layout source", "only the modules, into your tree"],
    ["gw-gen sdk main:api.yaml --check", "exit 1 when the client on disk is stale"],
    ["gw-gen sdk --eject README.md", "copy a part out, to replace it with --templates"],
    ["gw-gen sdk api.yaml --include tag:pets --exclude '/admin/**'", "a part of the API"],
  ],
  positionals: {
    spec: { type: "string", describe: SPEC_POSITIONAL.spec.describe },
  },
  options: {
    out: {
      type: "string",
      alias: "o",
      requiresArg: true,
      describe: `Output folder; ./<title>-sdk when absent, ./${EJECT_FOLDER} with --eject`,
      group: "Output:",
    },
    check: {
      type: "boolean",
      default: false,
      describe: "Write nothing; exit 1 and name the files when the output is stale",
      group: "Output:",
    },
    "dry-run": {
      type: "boolean",
      default: false,
      describe: "Write nothing; list the files",
      group: "Output:",
    },
    force: {
      type: "boolean",
      default: false,
      describe: "Replace files that gw-gen did not write; take the generated side of conflicts",
      group: "Output:",
    },
    format: {
      type: "boolean",
      default: false,
      describe: "Lay the output out by your own prettier configuration",
      group: "Output:",
    },
    watch: {
      type: "boolean",
      alias: "w",
      default: false,
      describe: "Generate again whenever the spec, or a file that it refers to, changes",
      group: "Output:",
    },
    lang: {
      choices: SDK_LANGUAGES,
      defaultDescription: "typescript",
      describe: "Language of the client",
      group: "Client:",
    },
    name: {
      type: "string",
      requiresArg: true,
      describe: "Package name, such as @acme/pets; from the title when absent",
      group: "Client:",
    },
    "package-version": {
      type: "string",
      requiresArg: true,
      describe: "Package version; from the document when absent",
      group: "Client:",
    },
    client: {
      type: "string",
      requiresArg: true,
      describe: "Name of the client class, such as PetsClient; from the title when absent",
      group: "Client:",
    },
    license: {
      type: "string",
      requiresArg: true,
      describe: "Package licence, an SPDX expression",
      group: "Client:",
    },
    repository: {
      type: "string",
      requiresArg: true,
      describe: "URL of the package's repository",
      group: "Client:",
    },
    registry: {
      type: "string",
      requiresArg: true,
      describe: "URL of the registry that the package is published to",
      group: "Client:",
    },
    "all-stages": {
      type: "boolean",
      default: false,
      describe: "Type clients by their stage: calling an operation that it lacks does not compile",
      group: "Client:",
    },
    layout: {
      choices: ["package", "source"],
      defaultDescription: "package",
      describe: "A package of its own, or only the modules",
      group: "Client:",
    },
    int64: {
      choices: ["number", "bigint", "string"],
      defaultDescription: "number",
      describe: "Type of 64-bit integers; number refuses what it cannot hold",
      group: "Client:",
    },
    dates: {
      choices: ["string", "date"],
      defaultDescription: "string",
      describe: "Type of dates and date-times",
      group: "Client:",
    },
    with: {
      choices: SDK_EXTRAS,
      array: true,
      requiresArg: true,
      describe:
        "Also write this: query, options for TanStack Query; reference, a page of all operations; tests, in test/wire (repeatable)",
      group: "Client:",
    },
    redact: {
      type: "string",
      array: true,
      requiresArg: true,
      describe: "A header or query parameter that the client's logger is never told (repeatable)",
      group: "Client:",
    },
    templates: {
      type: "string",
      requiresArg: true,
      describe: "Folder of files that replace parts of the SDK",
      group: "Templates:",
    },
    "list-templates": {
      type: "boolean",
      default: false,
      describe: "List the parts that can be replaced, with their versions",
      group: "Templates:",
    },
    eject: {
      type: "string",
      array: true,
      requiresArg: true,
      describe: "Copy this part into a folder of templates (repeatable)",
      group: "Templates:",
    },
    json: {
      type: "boolean",
      default: false,
      describe: "With --list-templates: as JSON, with what each template can print",
      group: "Templates:",
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
    const { spec } = args;
    if (args["list-templates"]) return listTemplates(args.json, context);
    if (args.eject) return ejectTemplates(args.eject, args, context);
    if (spec === undefined)
      throw new UsageError("An argument is missing: gw-gen sdk <spec>", USAGE_HINT);
    if (args["all-stages"] && args.stage !== undefined) {
      throw new UsageError("--all-stages and --stage exclude each other.", "Leave one out.");
    }
    const options: GenerateOptions = {
      ...loadOptions(args, context),
      ...(args.include && { include: args.include }),
      ...(args.exclude && { exclude: args.exclude }),
      ...defined({
        language: args.lang,
        layout: args.layout,
        int64: args.int64,
        dates: args.dates,
        extras: args.with,
        redact: args.redact,
        packageName: args.name,
        packageVersion: args["package-version"],
        clientName: args.client,
        license: args.license,
        repository: args.repository,
        registry: args.registry,
        templates: args.templates,
      }),
      ...(args["all-stages"] && { allStages: true }),
      ...(args.out !== undefined && { out: args.out }),
      mode: args.check ? "check" : args["dry-run"] ? "none" : "write",
      force: args.force,
      format: args.format,
      beforeWrite: () => context.breathe(),
    };
    const run = async (): Promise<{ code: ExitCode; files: readonly string[] }> => {
      context.progress(`Generating from ${spec} …`);
      const result = await generate(spec, options);
      return { code: reportResult(result, context), files: result.inputs.map(({ path }) => path) };
    };
    if (!args.watch) return (await run()).code;
    const folder = args.templates === undefined ? [] : [`${args.templates}/`];
    const settings = args.settings === undefined ? [] : [args.settings];
    const own = [spec, ...(args.overlay ?? []), ...settings, ...folder];
    await watchFiles(context.io, own, async () => {
      const { files } = await run();
      context.tell("Watching; Ctrl+C ends it.\n");
      return files;
    });
    return ExitCode.interrupted;
  },
});

const USAGE_HINT = "See gw-gen sdk --help.";

/** The parts that can be replaced: names and versions in columns, or everything as JSON. */
async function listTemplates(asJson: boolean, context: CommandContext): Promise<ExitCode> {
  const templates = await sdkTemplates();
  if (asJson) {
    context.print(`${JSON.stringify({ templates }, undefined, 2)}\n`);
    return ExitCode.fine;
  }
  const width = Math.max(...templates.map(({ name }) => name.length));
  for (const { name, version, description } of templates) {
    context.print(`${name.padEnd(width)}  ${version}  ${description}\n`);
  }
  return ExitCode.fine;
}

function ejectTemplates(
  eject: readonly string[],
  { spec, out, force }: EjectArguments,
  context: CommandContext,
): ExitCode {
  // Of `--eject ONE TWO` the parser takes the second for the spec.
  const names = spec !== undefined && isSdkTemplate(spec) ? [...eject, spec] : eject;
  const where = { cwd: context.io.cwd, force, ...(out !== undefined && { out }) };
  const { written, diagnostics } = ejectSdkTemplates(names, where);
  reportDiagnostics(diagnostics, context);
  for (const path of written) context.print(`${path}\n`);
  if (written.length > 0) {
    context.tell(`Use: gw-gen sdk <spec> --templates ${out ?? EJECT_FOLDER}\n`);
  }
  return exitCodeOf(diagnostics);
}

interface EjectArguments {
  readonly spec: string | undefined;
  readonly out: string | undefined;
  readonly force: boolean;
}

function reportResult(result: GenerateResult, context: CommandContext): ExitCode {
  reportDiagnostics(result.diagnostics, context);
  const failed = exitCodeOf(result.diagnostics);
  if (failed !== ExitCode.fine) return failed;
  const { folder = ".", sdk, compare, write, files = [] } = result;
  if (compare) return reportCompare(folder, compare, context);
  if (!write) {
    for (const { path } of files) context.print(`${folder}/${path}\n`);
    return ExitCode.fine;
  }
  const { green, bold } = context.paint.err;
  const counts = [
    `${sdk?.surface.operations.length ?? 0} operations`,
    `${sdk?.surface.types.length ?? 0} types`,
    `${write.written.length} files written`,
    `${write.unchanged.length} unchanged`,
    ...(write.removed.length > 0 ? [`${write.removed.length} removed`] : []),
    severitySummary(result.diagnostics),
  ].filter((part) => part !== "");
  context.tell(`${green("done")} ${bold(`${folder}/`)}: ${counts.join(", ")}\n`);
  if (sdk?.usage) context.tell(`\n${sdk.usage.lines.map((line) => `  ${line}\n`).join("")}`);
  return ExitCode.fine;
}
