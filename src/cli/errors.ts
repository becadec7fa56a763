/** The command line was used wrongly; ends in exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** The user interrupted the run. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}
