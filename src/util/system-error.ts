/** An error of the operating system, as Node throws it. */
export interface SystemError extends Error {
  /** Such as `ENOENT`. */
  readonly code: string;
}

/** Whether an error came from the operating system, and not from a defect of ours. */
export function isSystemError(error: unknown): error is SystemError {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    "syscall" in error
  );
}
