import yargs, { type Argv, type Options } from "yargs";
import { nearest } from "../util/nearest.js";
import { palette } from "../util/ansi.js";
import type { Command } from "./command.js";
import { COMMANDS, type CommandRow } from "./commands/index.js";
import { UsageError } from "./errors.js";
import { EXIT_CODE_HELP } from "./exit-code.js";
import { type CliIo, wantsColour } from "./io.js";
import { GLOBAL_OPTIONS } from "./options.js";

/** What the words of a command line ask for. */
export type Request =
  | { readonly kind: "help"; readonly text: string }
  | {
      readonly kind: "run";
      readonly row: CommandRow;
      readonly command: Command;
      readonly args: Readonly<Record<string, unknown>>;
    };

/** Parses a command line, loading only the command that it names; throws a `UsageError` when it is wrong. */
export async function parseCommandLine(written: readonly string[], io: CliIo): Promise<Request> {
  const words = withJoinedCommand(written);
  const name = commandWord(words);
  if (name === undefined || name === "help") return helpRequest(words, io);
  const row = COMMANDS.find((entry) => entry.name === name);
  if (!row) throw unknownCommand(name);
  const command = await row.load();
  const parser = commandParser(command, io);
  if (asksForHelp(words)) return { kind: "help", text: `${await parser.getHelp()}\n` };
  const failure: { message?: string } = {};
  const args = await parser
    .fail((message, error) => {
      if (error && error.name !== "YError") throw error;
      failure.message ??= message ?? error?.message;
    })
    .parseAsync([...words]);
  const hint = `See gw-gen ${row.name} --help.`;
  if (failure.message?.startsWith("Not enough non-option arguments")) {
    throw new UsageError(`An argument is missing: gw-gen ${command.usage}`, hint);
  }
  if (failure.message !== undefined) throw new UsageError(plain(failure.message), hint);
  rejectUnknown(args, command, hint);
  rejectExtra(args["_"], hint);
  rejectRepeated(args, command, hint);
  return { kind: "run", row, command, args: withStandardInput(args, command, words) };
}

/** Makes one word of a command of two, such as `mock token`. */
function withJoinedCommand(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => !word.startsWith("-"));
  const joined = `${words[at] ?? ""}-${words[at + 1] ?? ""}`;
  if (!COMMANDS.some(({ name }) => name === joined)) return words;
  return [...words.slice(0, at), joined, ...words.slice(at + 2)];
}

/** Puts back the `-` of positionals, which yargs reads as an empty text. */
function withStandardInput(
  args: Readonly<Record<string, unknown>>,
  command: Command,
  words: readonly string[],
): Readonly<Record<string, unknown>> {
  if (!words.includes("-")) return args;
  const empty = Object.keys(command.positionals).filter((name) => args[name] === "");
  return { ...args, ...Object.fromEntries(empty.map((name) => [name, "-"])) };
}

async function helpRequest(words: readonly string[], io: CliIo): Promise<Request> {
  const topic = words.filter((word) => !word.startsWith("-"))[1];
  const row = topic === undefined ? undefined : COMMANDS.find(({ name }) => name === topic);
  if (topic !== undefined && !row) throw unknownCommand(topic);
  if (row) {
    const parser = commandParser(await row.load(), io);
    return { kind: "help", text: `${await parser.getHelp()}\n` };
  }
  const option = words.find((word) => word.startsWith("-") && !["-h", "--help"].includes(word));
  if (option !== undefined && !isGlobal(option)) {
    throw new UsageError(`Unknown option ${option}.`, "See gw-gen --help.");
  }
  return { kind: "help", text: overview(io) };
}

/** The list of commands, the first thing that a newcomer sees. */
function overview(io: CliIo): string {
  const { bold, cyan, dim } = palette(wantsColour(io.stdout, io.env));
  const width = Math.max(...COMMANDS.map(({ usage }) => usage.length)) + 2;
  const rows = COMMANDS.map(({ usage, summary }) => `  ${cyan(usage.padEnd(width))}${summary}`);
  return [
    `${bold("gw-gen")} turns an OpenAPI or Swagger document into what stands around an HTTP gateway.`,
    "",
    bold("Start here"),
    `  ${cyan("gw-gen sdk spec.yaml")}      a typed TypeScript client in ./<title>-sdk`,
    "",
    bold("Commands"),
    ...rows,
    "",
    `  gw-gen <command> --help   options and examples of one command`,
    `  gw-gen --version          the version`,
    "",
    dim("A spec is a file, - (standard input), git-ref:path, or a URL (with --allow-net HOST)."),
    dim(EXIT_CODE_HELP),
    "",
  ].join("\n");
}

function commandParser(command: Command, io: CliIo): Argv {
  const parser = yargs([])
    .scriptName("gw-gen")
    .locale("en")
    .version(false)
    .help(false)
    .exitProcess(false)
    .wrap(Math.min(100, io.stdout.columns ?? 100))
    .updateStrings(plainStrings())
    .parserConfiguration({
      "dot-notation": false,
      "greedy-arrays": false,
      "parse-positional-numbers": false,
    })
    .command(
      command.usage,
      false,
      (builder) => {
        for (const [name, option] of Object.entries(command.positionals)) {
          builder.positional(name, option as Parameters<typeof builder.positional>[1]);
        }
        return builder;
      },
      () => {},
    );
  return describe(parser, command);
}

/** yargs's complaints in the words of the house. */
function plainStrings(): Record<string, string> {
  return {
    "Not enough arguments following: %s": "--%s needs a value",
    "Invalid values:": "A value is wrong:",
    "Argument: %s, Given: %s, Choices: %s": "--%s is %s, but must be one of %s",
  };
}

function describe(parser: Argv, command: Command): Argv {
  parser
    .usage(`gw-gen ${command.usage}\n\n${command.description}${argumentHelp(command)}`)
    .options({ ...command.options, ...GLOBAL_OPTIONS })
    .epilogue(EXIT_CODE_HELP);
  for (const [line, meaning] of command.examples) parser.example(line, meaning);
  return parser;
}

/** yargs lists the arguments only within a command's own builder, which help does not run. */
function argumentHelp({ positionals }: Command): string {
  const rows = Object.entries<Options>(positionals).map(
    ([name, { describe: text = "" }]) => `  <${name}>  ${text}`,
  );
  return rows.length === 0 ? "" : `\n\nArguments:\n${rows.join("\n")}`;
}

/** The first word that is no option, and so the command. */
function commandWord(words: readonly string[]): string | undefined {
  const first = words.find((word) => !word.startsWith("-"));
  return first;
}

function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf("--");
  const before = end < 0 ? words : words.slice(0, end);
  return before.includes("--help") || before.includes("-h");
}

function isGlobal(option: string): boolean {
  const name = option.replace(/^--?/, "");
  return Object.entries<Options>(GLOBAL_OPTIONS).some(
    ([key, { alias }]) => key === name || alias === name,
  );
}

function unknownCommand(name: string): UsageError {
  const close = nearest(
    name,
    COMMANDS.map((row) => row.name),
  );
  const looksLikeSpec = /[./\\:]/.test(name);
  const hint =
    close.length > 0
      ? `Did you mean ${close.map((word) => `gw-gen ${word}`).join(" or ")}?`
      : looksLikeSpec
        ? `To generate a client from it: gw-gen sdk ${name}`
        : "gw-gen alone lists the commands.";
  return new UsageError(`Unknown command "${name}".`, hint);
}

function rejectUnknown(args: object, command: Command, hint: string): void {
  const tables = { ...command.positionals, ...command.options, ...GLOBAL_OPTIONS };
  const names = Object.keys(tables);
  const known = new Set(["_", "$0", "--"]);
  for (const [name, { alias }] of Object.entries<Options>(tables)) {
    for (const each of [name, ...[alias ?? []].flat()]) known.add(each).add(camelCase(each));
  }
  const unknown = Object.keys(args).filter((name) => !known.has(name));
  // yargs adds the camel-case form of each dashed option; the user wrote only the latter.
  const written = unknown.find((name) => name.includes("-")) ?? unknown[0];
  if (written === undefined) return;
  const dashes = written.length === 1 ? "-" : "--";
  const close = nearest(written, names).map((name) => `--${name}`);
  const better = close.length > 0 ? `Did you mean ${close.join(" or ")}? ` : "";
  throw new UsageError(`Unknown option ${dashes}${written}.`, better + hint);
}

function rejectExtra(rest: unknown, hint: string): void {
  const extra = Array.isArray(rest) ? rest.slice(1) : [];
  if (extra.length > 0) throw new UsageError(`Unexpected argument "${String(extra[0])}".`, hint);
}

function rejectRepeated(args: Readonly<Record<string, unknown>>, command: Command, hint: string) {
  for (const [name, { array, type }] of Object.entries(command.options)) {
    const many = array === true || type === "array";
    if (!many && Array.isArray(args[name])) {
      throw new UsageError(`--${name} is given more than once.`, hint);
    }
    if (type === "string" && args[name] === "") {
      throw new UsageError(`--${name} needs a value.`, hint);
    }
  }
}

function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** yargs's words in the house's form: one line, ending in a full stop. */
function plain(message: string): string {
  const line = message
    .trim()
    .split(/\s*\n\s*/)
    .join(" ");
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
