import type { InferredOptionTypes } from "yargs";
import {
  type EventParts,
  mergeEvents,
  readEvent,
  type Values,
} from "../../pipeline/template-event.js";
import { readSource } from "../../source/read-source.js";
import { readTextFile } from "../../source/text-file.js";
import { isJsonObject } from "../../util/json.js";
import type { OptionTable } from "../command.js";
import type { CommandContext } from "../context.js";
import { UsageError } from "../errors.js";
import { ExitCode, exitCodeOf } from "../exit-code.js";
import { reportDiagnostics } from "../report.js";

/** The options that give a template its event. */
export const EVENT_OPTIONS = {
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

/** The arguments of those options. */
export type EventArguments = InferredOptionTypes<typeof EVENT_OPTIONS>;

/** The files that the options name. */
export function eventFiles({ event, body }: EventArguments): readonly string[] {
  return [
    ...(event === undefined ? [] : [event]),
    ...(body?.startsWith("@") ? [body.slice(1)] : []),
  ];
}

/** The event of a command line, its options before its file; undefined when the file is wrong. */
export async function eventOf(
  args: EventArguments,
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
