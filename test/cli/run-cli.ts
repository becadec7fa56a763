import { Readable } from "node:stream";
import { main } from "../../src/cli/main.js";

/** What a command line gave. */
export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a test may choose about the process around a command line. */
export interface CliSetup {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly tty?: boolean;
  /** Lines that a person types; the input is a terminal then. */
  readonly answers?: readonly string[];
  readonly signal?: AbortSignal;
  /** Gets what is written to standard error, as it comes. */
  readonly onStderr?: (text: string) => void;
}

/** Runs a command line in this process, with streams of its own. */
export async function runCli(words: readonly string[], setup: CliSetup = {}): Promise<CliRun> {
  const out: string[] = [];
  const err: string[] = [];
  const { stdin, tty = false } = setup;
  const code = await main(words, {
    stdout: { write: (text) => out.push(text), isTTY: tty, columns: 100 },
    stderr: {
      write: (text) => {
        err.push(text);
        setup.onStderr?.(text);
      },
      isTTY: tty,
      columns: 100,
    },
    env: setup.env ?? {},
    cwd: setup.cwd ?? process.cwd(),
    ...(stdin !== undefined && { stdin: async () => new TextEncoder().encode(stdin) }),
    ...(setup.answers && { input: terminal(setup.answers) }),
    signal: setup.signal ?? new AbortController().signal,
  });
  return { code, stdout: out.join(""), stderr: err.join("") };
}

function terminal(lines: readonly string[]) {
  const input = Readable.from(lines.map((line) => `${line}\n`));
  return Object.assign(input, { isTTY: true });
}
