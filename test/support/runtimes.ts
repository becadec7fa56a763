/** How to run a module in a JavaScript runtime other than Node: the program and its words before the module. */
export type RuntimeCommand = readonly [program: string, ...words: string[]];

/** Deno, with leave to reach the network and to read; tests that need it are skipped, and counted, without it. */
export const deno: RuntimeCommand | undefined = command("GW_GEN_DENO", [
  "run",
  "--no-config",
  "--no-lock",
  "--quiet",
  "--allow-net",
  "--allow-read",
]);

/** Bun; tests that need it are skipped, and counted, without it. */
export const bun: RuntimeCommand | undefined = command("GW_GEN_BUN", ["run"]);

function command(variable: string, words: readonly string[]): RuntimeCommand | undefined {
  const program = process.env[variable];
  return program === undefined ? undefined : [program, ...words];
}
