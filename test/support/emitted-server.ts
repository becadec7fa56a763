import { execFileSync, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { join } from "node:path";

/** Bundles the runtime that server folders carry, from the sources as they are. */
export function bundleMockRuntime(): void {
  execFileSync("npm", ["run", "--silent", "bundle:mock"], { stdio: "inherit" });
}

/** A server folder that runs in a process of its own. */
export interface EmittedServer {
  readonly url: string;
  readonly pid: number;
  /** What it has written to standard error so far. */
  readonly told: string;
  /** Interrupts it and gives its exit code. */
  stop(): Promise<number | null>;
}

/** Starts `node server.mjs` of a folder on a free port. */
export async function startEmitted(
  folder: string,
  words: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<EmittedServer> {
  const child = spawn(
    process.execPath,
    [join(folder, "server.mjs"), "--port", "0", "--quiet", ...words],
    { cwd: folder, stdio: ["ignore", "pipe", "pipe"], env: { ...env } },
  );
  let told = "";
  child.stderr.on("data", (text: Buffer) => (told += String(text)));
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once("line", resolve);
    void ended.then((code) => reject(new Error(`the server ended with ${code}: ${told}`)));
  });
  return {
    url: line,
    pid: child.pid ?? 0,
    get told() {
      return told;
    },
    stop: () => {
      child.kill("SIGINT");
      return ended;
    },
  };
}
