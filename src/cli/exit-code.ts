import type { Diagnostic } from "../diagnostics/diagnostic.js";

/** What a finished command says to the shell. */
export const ExitCode = {
  /** All went well. */
  fine: 0,
  /** Findings: a failed check, a breaking change, a stale output under `--check`. */
  findings: 1,
  /** Bad input or usage. */
  badInput: 2,
  /** A defect of gw-gen itself. */
  defect: 3,
  /** The environment failed: a full disk, a port that is taken. */
  environment: 4,
  /** Interrupted from the keyboard. */
  interrupted: 130,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** The exit codes as the help shows them. */
export const EXIT_CODE_HELP =
  "Exit codes: 0 fine, 1 findings, 2 bad input or usage, 3 a defect of gw-gen, 4 environment, 130 interrupted";

/** Diagnostics that no input causes: the disk or its permissions do. */
const OF_THE_ENVIRONMENT: ReadonlySet<string> = new Set(["disk-full", "output-not-writable"]);

/** The exit code of a run whose input or output had errors; `fine` without any. */
export function exitCodeOf(diagnostics: readonly Diagnostic[]): ExitCode {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return ExitCode.fine;
  return errors.every(({ code }) => OF_THE_ENVIRONMENT.has(code))
    ? ExitCode.environment
    : ExitCode.badInput;
}
