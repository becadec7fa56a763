import type { InferredOptionTypes, Options } from "yargs";
import type { CommandContext } from "./context.js";
import type { ExitCode } from "./exit-code.js";

/** Options by name, as yargs describes them. */
export type OptionTable = Readonly<Record<string, Options>>;

/** A command, in the terms of a yargs command module; its own file and loaded only when it is asked for. */
export interface Command {
  /** As yargs takes it: `sdk <spec>`. */
  readonly usage: string;
  /** What the command does, in a few sentences. */
  readonly description: string;
  readonly positionals: OptionTable;
  readonly options: OptionTable;
  /** Command lines to learn from, each with what it does. */
  readonly examples: readonly (readonly [command: string, meaning: string])[];
  run(args: never, context: CommandContext): Promise<ExitCode>;
}

/** The arguments of a command as parsed, typed by its tables. */
export type CommandArguments<P extends OptionTable, O extends OptionTable> = InferredOptionTypes<
  P & O
>;

/** Defines a command whose `run` gets what its tables describe. */
export function defineCommand<const P extends OptionTable, const O extends OptionTable>(command: {
  readonly usage: string;
  readonly description: string;
  readonly positionals: P;
  readonly options: O;
  readonly examples: Command["examples"];
  run(args: CommandArguments<P, O>, context: CommandContext): Promise<ExitCode>;
}): Command {
  return command;
}
