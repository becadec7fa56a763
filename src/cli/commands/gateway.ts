import {
  gateway,
  GATEWAY_TARGETS,
  type GatewayOptions,
  type GatewayResult,
  type GatewayTarget,
} from "../../pipeline/gateway.js";
import { scaffoldTemplates, type ScaffoldOptions } from "../../pipeline/scaffold.js";
import { defineCommand } from "../command.js";
import type { CommandContext } from "../context.js";
import { reportCompare } from "../compare.js";
import { UsageError } from "../errors.js";
import { ExitCode, exitCodeOf } from "../exit-code.js";
import { loadOptions, SPEC_OPTIONS, SPEC_POSITIONAL } from "../options.js";
import { reportDiagnostics, severitySummary } from "../report.js";

/** `gw-gen gateway`: the definition of an API Gateway from a spec. */
export const gatewayCommand = defineCommand({
  usage: "gateway <spec>",
  description:
    "Emit the gateway's definition and mapping templates of a spec.\nOperations without an integration get the settings' backend or Lambda function, else a mock of their example.",
  examples: [
    ["gw-gen gateway petstore.yaml --out gateway", "OpenAPI for the gateway's import"],
    ["gw-gen gateway api.yaml --target cloudformation --out stack", "all stages, as a template"],
    [
      "gw-gen gateway api.yaml --backend https://api.internal --out gateway",
      "in front of a server",
    ],
    ["gw-gen gateway api.yaml --scaffold --out templates", "templates to start from"],
    ["gw-gen gateway api.yaml --function 'pets-{operationId}' --out gateway", "Lambda functions"],
  ],
  positionals: SPEC_POSITIONAL,
  options: {
    out: {
      type: "string",
      alias: "o",
      requiresArg: true,
      describe: "Output folder",
      group: "Output:",
    },
    target: {
      choices: GATEWAY_TARGETS,
      default: "openapi",
      describe: "Form of the definition",
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
      describe: "Replace files that gw-gen did not write",
      group: "Output:",
    },
    scaffold: {
      type: "boolean",
      default: false,
      describe: "Write starter mapping templates of the JSON bodies instead; existing files stay",
      group: "Output:",
    },
    operation: {
      type: "string",
      requiresArg: true,
      describe: "With --scaffold: only this operation, an operationId or 'GET /path'",
      group: "Output:",
    },
    integration: {
      choices: ["http_proxy", "lambda", "mock"],
      describe: "What runs operations that have no integration",
      group: "Gateway:",
    },
    backend: {
      type: "string",
      requiresArg: true,
      describe: "Base URL of the backend, in place of those of the settings",
      group: "Gateway:",
    },
    function: {
      type: "string",
      requiresArg: true,
      describe: "Name of Lambda functions: {operationId} {method} {path} {tag} {stage}",
      group: "Gateway:",
    },
    "cors-origin": {
      type: "string",
      array: true,
      requiresArg: true,
      describe: "Answer preflights of this origin; * for any (repeatable)",
      group: "Gateway:",
    },
    into: {
      type: "string",
      requiresArg: true,
      describe: "The definition that there is: emit what an import of the spec makes of it",
      group: "Import:",
    },
    mode: {
      choices: ["merge", "overwrite"],
      describe: "With --into: keep what the spec does not say, or drop it; merge when absent",
      group: "Import:",
    },
    basepath: {
      choices: ["ignore", "prepend", "split"],
      describe: "With --into: what becomes of the base path of the spec's servers",
      group: "Import:",
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
    const { out, target } = args;
    const dryRun = args["dry-run"];
    if (out === undefined && !dryRun) {
      throw new UsageError("gateway needs --out DIR, or --dry-run to list the files.");
    }
    if (args.scaffold) {
      if (args.check)
        throw new UsageError("--scaffold writes what is changed by hand; leave --check out.");
      return scaffold(
        args.spec,
        context,
        {
          ...loadOptions(args, context),
          ...(args.include && { include: args.include }),
          ...(args.exclude && { exclude: args.exclude }),
          ...(args.operation !== undefined && { operation: args.operation }),
          ...(out !== undefined && !dryRun && { out }),
          force: args.force,
        },
        out ?? ".",
      );
    }
    if (args.operation !== undefined) {
      throw new UsageError(
        "--operation goes with --scaffold; --include chooses operations otherwise.",
      );
    }
    if (args.into === undefined && (args.mode ?? args.basepath) !== undefined) {
      throw new UsageError("--mode and --basepath say how to import --into FILE; name the file.");
    }
    const options: GatewayOptions = {
      ...loadOptions(args, context),
      ...(args.include && { include: args.include }),
      ...(args.exclude && { exclude: args.exclude }),
      ...(args.integration && { integration: args.integration }),
      ...(args.backend !== undefined && { backend: args.backend }),
      ...(args.function !== undefined && { function: args.function }),
      ...(args["cors-origin"] && { corsOrigins: args["cors-origin"] }),
      ...(args.into !== undefined && { into: args.into }),
      ...(args.mode && { importMode: args.mode }),
      ...(args.basepath && { basePath: args.basepath }),
      ...(out !== undefined && { out }),
      target,
      mode: args.check ? "check" : dryRun ? "none" : "write",
      force: args.force,
      beforeWrite: () => context.breathe(),
    };
    context.progress(`Emitting from ${args.spec} …`);
    const result = await gateway(args.spec, options);
    return report(result, { folder: out ?? ".", target }, context);
  },
});

/** Tells what was emitted and what to do next. */
function report(
  result: GatewayResult,
  { folder, target }: { readonly folder: string; readonly target: GatewayTarget },
  context: CommandContext,
): ExitCode {
  reportDiagnostics(result.diagnostics, context);
  const failed = exitCodeOf(result.diagnostics);
  if (failed !== ExitCode.fine) return failed;
  if (result.compare) return reportCompare(folder, result.compare, context);
  if (!result.write) {
    for (const { path } of result.files ?? []) context.print(`${folder}/${path}\n`);
    return ExitCode.fine;
  }
  const { green, bold } = context.paint.err;
  const { written, unchanged, removed } = result.write;
  const counts = [
    `stage ${(result.stages ?? []).join(", ")}`,
    `${written.length} files written`,
    `${unchanged.length} unchanged`,
    ...(removed.length > 0 ? [`${removed.length} removed`] : []),
    severitySummary(result.diagnostics),
  ].filter((part) => part !== "");
  context.tell(`${green("done")} ${bold(`${folder}/`)}: ${counts.join(", ")}\n`);
  context.tell(`\n  ${NEXT[target](folder)}\n`);
  return ExitCode.fine;
}

async function scaffold(
  spec: string,
  context: CommandContext,
  options: ScaffoldOptions,
  folder: string,
): Promise<ExitCode> {
  const result = await scaffoldTemplates(spec, options);
  reportDiagnostics(result.diagnostics, context);
  const failed = exitCodeOf(result.diagnostics);
  if (failed !== ExitCode.fine) return failed;
  if (options.out === undefined) {
    for (const { path } of result.files ?? []) context.print(`${folder}/${path}\n`);
    return ExitCode.fine;
  }
  const { green, bold } = context.paint.err;
  const counts = `${result.written.length} templates written, ${result.kept.length} kept`;
  context.tell(`${green("done")} ${bold(`${folder}/`)}: ${counts}\n`);
  context.tell("\n  Name them in the spec's x-gw-gen-template, or in templates of the settings.\n");
  return ExitCode.fine;
}

/** What users do next with each form. */
const NEXT = {
  openapi: (folder: string) =>
    `aws apigateway import-rest-api --body fileb://${folder}/openapi.json`,
  sam: (folder: string) => `sam deploy --template-file ${folder}/template.json --guided`,
  cloudformation: (folder: string) =>
    `aws cloudformation deploy --template-file ${folder}/template.json --stack-name NAME`,
  terraform: (folder: string) =>
    `terraform -chdir=${folder} init && terraform -chdir=${folder} plan`,
} as const;
