import { type Palette, palette } from "../util/ansi.js";
import { Interrupted } from "./errors.js";
import { type CliIo, isInteractive, wantsColour } from "./io.js";

/** What a running command has to hand. */
export interface CommandContext {
  readonly io: CliIo;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** The styles of standard output and of standard error. */
  readonly paint: { readonly out: Palette; readonly err: Palette };
  readonly colour: { readonly out: boolean; readonly err: boolean };
  /** Writes a result to standard output. */
  print(text: string): void;
  /** Tells the user something, on standard error; errors and warnings come even with `--quiet`. */
  tell(text: string, important?: boolean): void;
  /** Shows what is being done, on a terminal only; the next call, or any output, replaces it. */
  progress(text: string): void;
  /** Lets a pending interrupt arrive, and ends the command when one did. */
  breathe(): Promise<void>;
}

/** Options that every command has. */
export interface GlobalOptions {
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** Makes the context of one command. */
export function createContext(io: CliIo, { quiet, verbose }: GlobalOptions): CommandContext {
  const colour = { out: wantsColour(io.stdout, io.env), err: wantsColour(io.stderr, io.env) };
  const live = isInteractive(io.stderr, io.env) && !quiet;
  let shown = false;
  const clear = (): void => {
    if (shown) io.stderr.write("\r\u001B[2K");
    shown = false;
  };
  return {
    io,
    quiet,
    verbose,
    colour,
    paint: { out: palette(colour.out), err: palette(colour.err) },
    print: (text) => {
      clear();
      io.stdout.write(text);
    },
    tell: (text, important = false) => {
      clear();
      if (important || !quiet) io.stderr.write(text);
    },
    progress: (text) => {
      clear();
      if (!live) return;
      io.stderr.write(text);
      shown = true;
    },
    breathe: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      if (io.signal.aborted) throw new Interrupted();
    },
  };
}
