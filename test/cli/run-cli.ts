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
    signal: setup.signal ?? new AbortController().signal,
  });
  return { code, stdout: out.join(""), stderr: err.join("") };
}
