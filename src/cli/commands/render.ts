import type { EventParts } from "../../pipeline/template-event.js";
import { type RenderOutcome, render } from "../../pipeline/render.js";
import { testTemplates } from "../../pipeline/template-cases.js";
import { readTextFile } from "../../source/text-file.js";
import type { TraceEvent } from "../../vtl/index.js";
import { type CommandArguments, defineCommand, type OptionTable } from "../command.js";
import type { CommandContext } from "../context.js";
import { UsageError } from "../errors.js";
import { ExitCode, exitCodeOf } from "../exit-code.js";
import { loadOptions, SPEC_OPTIONS } from "../options.js";
import { junitReport, textReport } from "../render/case-report.js";
import { refuseIgnoredOptions } from "../render/conflicts.js";
import { EVENT_OPTIONS, eventFiles, eventOf } from "../render/event-options.js";
import { reportDiagnostics } from "../report.js";
import { watchFiles } from "../watch.js";

const POSITIONALS = {
  files: {
    type: "string",
    array: true,
    describe: "A template, or a spec with --operation; with --test cases or folders",
  },
} as const satisfies OptionTable;

const OPTIONS = {
  ...EVENT_OPTIONS,
  operation: {
    type: "string",
    requiresArg: true,
    describe: "The operation of a spec that is run: an operationId or `GET /path`",
    group: "Operation:",
  },
  backend: {
    type: "string",
    requiresArg: true,
    describe: "A file with the body that the backend answers with",
    group: "Operation:",
  },
  "backend-status": {
    type: "number",
    requiresArg: true,
    describe: "The status that it answers with; 200 when absent",
    group: "Operation:",
  },
  "print-event": {
    type: "boolean",
    default: false,
    describe: "Print an event from the operation's examples",
    group: "Operation:",
  },
  profile: {
    choices: ["aws", "velocity-1.7"] as const,
    default: "aws" as const,
    describe: "Whose rules hold",
    group: "Template:",
  },
  test: { type: "boolean", default: false, describe: "Run cases", group: "Template:" },
  watch: {
    type: "boolean",
    default: false,
    describe: "Render again when a file changes",
    group: "Template:",
  },
  trace: {
    type: "boolean",
    default: false,
    describe: "Show what each line did",
    group: "Output:",
  },
  format: {
    choices: ["text", "junit"] as const,
    default: "text" as const,
    describe: "Form of the report of --test",
    group: "Output:",
  },
  json: {
    type: "boolean",
    default: false,
    describe: "Print the output and the overrides, or the steps, as JSON",
    group: "Output:",
  },
  ...SPEC_OPTIONS,
} as const satisfies OptionTable;

type Arguments = CommandArguments<typeof POSITIONALS, typeof OPTIONS>;

/** A run, and the files that it read. */
interface Run {
  readonly code: ExitCode;
  readonly files: readonly string[];
}

/** `gw-gen render`: a mapping template with an event, the steps of an operation, or the test cases of templates. */
export const renderCommand = defineCommand({
  usage: "render [files..]",
  description:
    "Render a mapping template as API Gateway does, with an event from a file or from options.\nWith a spec and --operation, run the templates, mappings and transforms of the operation step by step.\nWith --test, run the *.case.yaml files named, or those below the folders named; exit 1 when one fails.",
  examples: [
    ["gw-gen render pets.vtl --body '{\"id\": 1}'", "what the backend gets"],
    ["gw-gen render pets.vtl --event event.json --trace", "the value of each reference too"],
    ["gw-gen render api.yaml --operation addPet --print-event > e.json", "an event to begin with"],
    ["gw-gen render api.yaml --operation addPet --event e.json", "each step of the operation"],
    ["gw-gen render --test templates --format junit", "the cases beside the templates"],
  ],
  positionals: POSITIONALS,
  options: OPTIONS,
  async run(args, context) {
    refuseIgnoredOptions(args);
    const { cwd } = context.io;
    const files = args.files ?? [];
    if (args.test) {
      const paths = files.length > 0 ? files : ["."];
      return runTests(paths, { cwd, profile: args.profile }, args.format, context);
    }
    const [main] = files;
    if (main === undefined) throw new UsageError("A template is missing.");
    if (files.length > 1) throw new UsageError("One template is rendered at a time.");
    const { operation } = args;
    if (operation === undefined && /\.(ya?ml|json)$/i.test(main)) {
      throw new UsageError(
        `${main} is no template; --operation says which operation of a spec is run.`,
      );
    }
    if (operation !== undefined && args["print-event"]) {
      return showEvent(main, operation, args, context);
    }
    const once = (): Promise<Run> =>
      operation === undefined
        ? runTemplate(main, args, context)
        : runOperation(main, operation, args, context);
    if (!args.watch) return (await once()).code;
    const own = [main, ...eventFiles(args), ...(args.backend === undefined ? [] : [args.backend])];
    await watchFiles(context.io, own, async () => {
      const { files: read } = await once();
      context.tell("Watching; Ctrl+C ends it.\n");
      return read;
    });
    return ExitCode.interrupted;
  },
});

async function runTemplate(
  template: string,
  args: Arguments,
  context: CommandContext,
): Promise<Run> {
  const event = await eventOf(args, context);
  if (!event) return { code: ExitCode.badInput, files: [] };
  const trace = (step: TraceEvent): void => context.tell(traceLine(step, template), true);
  const outcome = render(template, {
    cwd: context.io.cwd,
    event,
    profile: args.profile,
    ...(args.trace && { trace }),
  });
  return { code: show(outcome, args.json, context), files: outcome.files };
}

async function runOperation(
  spec: string,
  operation: string,
  args: Arguments,
  context: CommandContext,
): Promise<Run> {
  const event = await eventOf(args, context);
  const backend = backendOf(args, context);
  if (!event || !backend) return { code: ExitCode.badInput, files: [] };
  const [{ renderOperation }, report] = await Promise.all([
    import("../../pipeline/render-operation.js"),
    import("../render/steps-report.js"),
  ]);
  const trace = (step: TraceEvent, name: string): void => {
    context.tell(traceLine(step, name), true);
  };
  const { request, steps, diagnostics, inputs } = await renderOperation(spec, {
    ...loadOptions(args, context),
    operation,
    event,
    ...backend,
    ...(args.trace && { trace }),
  });
  reportDiagnostics(diagnostics, context);
  if (request) {
    const reported = report.reportedSteps(request, steps);
    context.print(
      args.json
        ? `${JSON.stringify({ steps: reported }, undefined, 2)}\n`
        : report.stepsText(reported, context.paint.out),
    );
  }
  return { code: exitCodeOf(diagnostics), files: inputs.map(({ path }) => path) };
}

async function showEvent(
  spec: string,
  operation: string,
  args: Arguments,
  context: CommandContext,
): Promise<ExitCode> {
  const { printEvent } = await import("../../pipeline/render-operation.js");
  const { event, diagnostics } = await printEvent(spec, {
    ...loadOptions(args, context),
    operation,
  });
  reportDiagnostics(diagnostics, context);
  if (event) context.print(`${JSON.stringify(eventDocument(event), undefined, 2)}\n`);
  return exitCodeOf(diagnostics);
}

/** An event in the form that `--event` reads. */
function eventDocument({ body, path = {}, querystring = {}, header = {} }: EventParts) {
  const params = { path, querystring, header };
  return { ...(body !== undefined && { body }), params, context: {}, stageVariables: {} };
}

/** What the backend answers with as the options say; undefined when its file cannot be read. */
function backendOf(args: Arguments, context: CommandContext) {
  if (args.backend === undefined) return {};
  const status = args["backend-status"] ?? 200;
  if (!Number.isInteger(status) || status < 100 || status > 599) {
    throw new UsageError("--backend-status is a status from 100 to 599.");
  }
  const { file, diagnostics } = readTextFile(args.backend, context.io.cwd);
  reportDiagnostics(diagnostics, context);
  return file && { backend: { status, body: file.text } };
}

function show(outcome: RenderOutcome, json: boolean, context: CommandContext): ExitCode {
  reportDiagnostics(outcome.diagnostics, context);
  const { result } = outcome;
  if (!result) return exitCodeOf(outcome.diagnostics);
  context.print(json ? `${JSON.stringify(result, undefined, 2)}\n` : result.output);
  return ExitCode.fine;
}

function traceLine({ template, line, column, kind, source, value }: TraceEvent, main: string) {
  return `${template ?? main}:${line}:${column} ${kind} ${source} → ${value ?? "null"}\n`;
}

async function runTests(
  paths: readonly string[],
  options: Parameters<typeof testTemplates>[1],
  format: "text" | "junit",
  context: CommandContext,
): Promise<ExitCode> {
  const { cases, diagnostics } = await testTemplates(paths, options);
  reportDiagnostics([...diagnostics, ...cases.flatMap((one) => one.diagnostics)], context);
  const badInput = exitCodeOf(diagnostics) !== ExitCode.fine;
  if (cases.length === 0 && !badInput) throw new UsageError("There are no *.case.yaml files.");
  context.print(format === "junit" ? junitReport(cases) : cases.map(textReport).join(""));
  const failed = cases.filter(({ failures }) => failures.length > 0).length;
  context.tell(`${cases.length} cases, ${failed} failed.\n`);
  if (badInput) return ExitCode.badInput;
  return failed > 0 ? ExitCode.findings : ExitCode.fine;
}
