import type { InferredOptionTypes } from "yargs";
import { escapeMarkup } from "../../util/escape-markup.js";
import { type RenderOutcome, render } from "../../pipeline/render.js";
import { type CaseResult, testTemplates } from "../../pipeline/template-cases.js";
import {
  type EventParts,
  mergeEvents,
  readEvent,
  type Values,
} from "../../pipeline/template-event.js";
import { readSource } from "../../source/read-source.js";
import { readTextFile } from "../../source/text-file.js";
import { isJsonObject } from "../../util/json.js";
import type { TraceEvent } from "../../vtl/index.js";
import { defineCommand, type OptionTable } from "../command.js";
import type { CommandContext } from "../context.js";
import { UsageError } from "../errors.js";
import { ExitCode, exitCodeOf } from "../exit-code.js";
import { reportDiagnostics } from "../report.js";

const EVENT_OPTIONS = {
  event: {
    type: "string",
    requiresArg: true,
    describe: "A file with the event; - is standard input",
    group: "Event:",
  },
  body: { type: "string", requiresArg: true, describe: "The payload, or @file", group: "Event:" },
  header: {
    type: "string",
    array: true,
    requiresArg: true,
    describe: "A header: k=v (repeatable)",
    group: "Event:",
  },
  query: {
    type: "string",
    array: true,
    requiresArg: true,
    describe: "A query parameter: k=v (repeatable)",
    group: "Event:",
  },
  path: {
    type: "string",
    array: true,
    requiresArg: true,
    describe: "A path parameter: k=v (repeatable)",
    group: "Event:",
  },
  "stage-variable": {
    type: "string",
    array: true,
    requiresArg: true,
    describe: "A stage variable: k=v (repeatable)",
    group: "Event:",
  },
  context: {
    type: "string",
    array: true,
    requiresArg: true,
    describe: "What $context holds: k=v with dots in k, or a JSON object (repeatable)",
    group: "Event:",
  },
} as const satisfies OptionTable;

/** `gw-gen render`: a mapping template with an event, or the test cases of templates. */
export const renderCommand = defineCommand({
  usage: "render [files..]",
  description:
    "Render a mapping template as API Gateway does, with an event from a file or from options.\nWith --test, run the *.case.yaml files named, or those below the folders named; exit 1 when one fails.",
  examples: [
    ["gw-gen render pets.vtl --body '{\"id\": 1}'", "what the backend gets"],
    ["gw-gen render pets.vtl --event event.json --trace", "the value of each reference too"],
    ["gw-gen render --test templates --format junit", "the cases beside the templates"],
  ],
  positionals: {
    files: { type: "string", array: true, describe: "A template; with --test cases or folders" },
  },
  options: {
    ...EVENT_OPTIONS,
    profile: {
      choices: ["aws", "velocity-1.7"] as const,
      default: "aws" as const,
      describe: "Whose rules hold",
      group: "Template:",
    },
    test: { type: "boolean", default: false, describe: "Run cases", group: "Template:" },
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
      describe: "Print the output and the overrides as JSON",
      group: "Output:",
    },
  },
  async run(args, context) {
    const { cwd } = context.io;
    const files = args.files ?? [];
    if (args.test) {
      const paths = files.length > 0 ? files : ["."];
      return runTests(paths, { cwd, profile: args.profile }, args.format, context);
    }
    const [template] = files;
    if (template === undefined) throw new UsageError("A template is missing.");
    if (files.length > 1) throw new UsageError("One template is rendered at a time.");
    const event = await eventOf(args, context);
    if (!event) return ExitCode.badInput;
    const trace = (step: TraceEvent): void => context.tell(traceLine(step, template), true);
    const outcome = render(template, {
      cwd,
      event,
      profile: args.profile,
      ...(args.trace && { trace }),
    });
    return show(outcome, args.json, context);
  },
});

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

/** The event of a command line, its options before its file; undefined when the file is wrong. */
async function eventOf(
  args: InferredOptionTypes<typeof EVENT_OPTIONS>,
  context: CommandContext,
): Promise<EventParts | undefined> {
  const { cwd, stdin } = context.io;
  let base: EventParts = {};
  if (args.event !== undefined) {
    const read = await readSource(args.event, { cwd, ...(stdin && { stdin }) });
    const event = read.file ? readEvent(read.file.value, { file: read.file }) : undefined;
    const diagnostics = [...read.diagnostics, ...(event?.diagnostics ?? [])];
    reportDiagnostics(diagnostics, context);
    if (!event || exitCodeOf(diagnostics) !== ExitCode.fine) return undefined;
    base = event.parts;
  }
  let { body } = args;
  if (body?.startsWith("@")) {
    const { file, diagnostics } = readTextFile(body.slice(1), cwd);
    reportDiagnostics(diagnostics, context);
    if (!file) return undefined;
    body = file.text;
  }
  return mergeEvents(base, {
    ...(body !== undefined && { body }),
    header: pairs("--header", args.header),
    querystring: pairs("--query", args.query),
    path: pairs("--path", args.path),
    stageVariables: pairs("--stage-variable", args["stage-variable"]),
    context: (args.context ?? []).reduce(addContext, {}),
  });
}

function pairs(option: string, texts: readonly string[] = []): Values {
  return Object.fromEntries(texts.map((text) => pair(option, text)));
}

function pair(option: string, text: string): readonly [name: string, value: string] {
  const at = text.indexOf("=");
  if (at < 1) throw new UsageError(`${option} takes NAME=VALUE, not ${text}.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function addContext(all: Values, text: string): Values {
  if (text.trimStart().startsWith("{")) return { ...all, ...jsonObject(text) };
  const [name, value] = pair("--context", text);
  return setAt(all, name.split("."), value);
}

function jsonObject(text: string): Values {
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UsageError(`--context is no JSON object: ${text}`);
}

function setAt(values: Values, [name = "", ...rest]: readonly string[], value: string): Values {
  const inner = Object.hasOwn(values, name) ? values[name] : undefined;
  const next = rest.length === 0 ? value : setAt(isJsonObject(inner) ? inner : {}, rest, value);
  return { ...values, [name]: next };
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

function textReport({ file, name, failures }: CaseResult): string {
  const lines = failures.map((failure) => `  ${failure}\n`).join("");
  return `${failures.length > 0 ? "failed" : "passed"} ${file}: ${name}\n${lines}`;
}

function junitReport(cases: readonly CaseResult[]): string {
  const failed = cases.filter(({ failures }) => failures.length > 0).length;
  const rows = cases.map(({ file, name, failures }) => {
    const head = `    <testcase classname="${escapeMarkup(file)}" name="${escapeMarkup(name)}"`;
    if (failures.length === 0) return `${head}/>\n`;
    const text = escapeMarkup(failures.join("\n"));
    return `${head}>\n      <failure message="${escapeMarkup(failures[0] ?? "")}">${text}</failure>\n    </testcase>\n`;
  });
  const counts = `tests="${cases.length}" failures="${failed}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="gw-gen render" ${counts}>\n  <testsuite name="templates" ${counts}>\n${rows.join("")}  </testsuite>\n</testsuites>\n`;
}
