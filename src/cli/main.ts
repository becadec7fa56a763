/** Runs the command line and gives the exit code of the process. */
export async function main(_args: readonly string[]): Promise<number> {
  return 0;
}
