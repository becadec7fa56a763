/** A stream of text out of the process. */
export interface TextOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** All that the command line touches of its process; tests give their own. */
export interface CliIo {
  readonly stdout: TextOutput;
  readonly stderr: TextOutput;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder of relative paths. */
  readonly cwd: string;
  /** Standard input's bytes; absent: the process's own. */
  readonly stdin?: () => Promise<Uint8Array>;
  /** Where answers to questions come from; no questions are asked when it is no terminal. */
  readonly input?: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
}

/** The process's own streams, environment and interrupts; a second interrupt ends it at once. */
export function processIo(): CliIo {
  const interrupt = new AbortController();
  const onSignal = (): void => {
    if (interrupt.signal.aborted) process.exit(130);
    interrupt.abort();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  // A reader such as `head` may close the pipe early; that is no failure of ours.
  process.stdout.on("error", ignoreClosedPipe);
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    // Standard input is opened only when somebody reads it.
    get input() {
      return process.stdin;
    },
    env: process.env,
    cwd: process.cwd(),
    signal: interrupt.signal,
  };
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

/** Whether a stream gets colours: `NO_COLOR` (no-color.org) and `FORCE_COLOR` decide, else whether it is a terminal. */
export function wantsColour(stream: TextOutput, env: CliIo["env"]): boolean {
  if (env["NO_COLOR"]) return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return isInteractive(stream, env) && env["TERM"] !== "dumb";
}

/** Whether a person watches a stream: a terminal, and no build pipeline. */
export function isInteractive(stream: TextOutput, env: CliIo["env"]): boolean {
  return stream.isTTY === true && !env["CI"];
}
