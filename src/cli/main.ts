import { palette } from "../util/ansi.js";
import { printable } from "../util/printable.js";
import { isSystemError } from "../util/system-error.js";
import { createContext } from "./context.js";
import { Interrupted, UsageError } from "./errors.js";
import { ExitCode } from "./exit-code.js";
import { type CliIo, processIo, wantsColour } from "./io.js";

/**
 * Runs the command line and gives the exit code of the process.
 * Nothing that a user can cause throws; a defect of ours ends in a short message and code 3.
 */
export async function main(args: readonly string[], io: CliIo = processIo()): Promise<ExitCode> {
  try {
    return await run(args, io);
  } catch (error) {
    return explainFailure(error, args, io);
  }
}

async function run(words: readonly string[], io: CliIo): Promise<ExitCode> {
  if (words[0] === "--version" || words[0] === "-V" || words[0] === "version") {
    const { packageVersion } = await import("../source/package-folder.js");
    io.stdout.write(`${packageVersion()}\n`);
    return ExitCode.fine;
  }
  if (words[0] === "completion" && words[1] === "--complete") {
    const { complete } = await import("./complete.js");
    for (const word of await complete(words.slice(2), io)) io.stdout.write(`${word}\n`);
    return ExitCode.fine;
  }
  const { parseCommandLine } = await import("./parse.js");
  const request = await parseCommandLine(words, io);
  if (request.kind === "help") {
    io.stdout.write(request.text);
    return ExitCode.fine;
  }
  const context = createContext(io, {
    quiet: request.args["quiet"] === true,
    verbose: request.args["verbose"] === true,
  });
  // The tables of the command typed these arguments; `Command` hides the type.
  return await request.command.run(request.args as never, context);
}

function explainFailure(error: unknown, words: readonly string[], io: CliIo): ExitCode {
  const paint = palette(wantsColour(io.stderr, io.env));
  const say = (text: string): void => {
    io.stderr.write(`${text}\n`);
  };
  if (error instanceof Interrupted) {
    say("Interrupted.");
    return ExitCode.interrupted;
  }
  if (error instanceof UsageError) {
    say(`${paint.red("error")} ${printable(error.message)}`);
    if (error.hint !== undefined) say(`  ${printable(error.hint)}`);
    return ExitCode.badInput;
  }
  const debug = words.includes("--debug") || Boolean(io.env["GW_GEN_DEBUG"]);
  if (isSystemError(error)) {
    say(`${paint.red("error")} ${printable(error.message)}`);
    if (debug) say(String(error.stack));
    return ExitCode.environment;
  }
  const message = error instanceof Error ? error.message : String(error);
  say(`${paint.red("defect")} gw-gen failed, which is its own fault: ${printable(message)}`);
  if (debug) say(String(error instanceof Error ? error.stack : error));
  else say("  Please report it with the spec, if you can share it; --debug shows the stack.");
  return ExitCode.defect;
}
