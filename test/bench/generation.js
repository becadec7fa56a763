import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { runInterleaved } from "./measure.js";
import { peerCommands } from "./peers.js";
import { table } from "./table.js";

/** The command that generates our SDK of `spec` into `out`. */
export function ownCommand(spec, out) {
  return [process.execPath, resolve("bin/gw-gen.js"), "sdk", spec, "--out", out, "--quiet"];
}

/** CPU and memory of the whole process on GitHub's spec, beside peers in the same rounds. */
export function generation({ modules, work, rounds }) {
  const spec = join(modules, "@octokit/openapi/generated/api.github.com.json");
  mkdirSync(work, { recursive: true });
  const commands = new Map([
    ["gw-gen", { command: ownCommand(spec, join(work, "gw-gen")) }],
    ["node alone", { command: [process.execPath, "-e", "0"] }],
    ...peerCommands(modules, spec, work),
  ]);
  const results = runInterleaved(commands, rounds);
  const own = results.get("gw-gen");
  const rows = [...results].map(([name, { cpu, memory, code }]) => [
    name,
    cpu.toFixed(2),
    `${(cpu / own.cpu).toFixed(1)}×`,
    memory.toFixed(0),
    code,
  ]);
  return table(
    `Generate from GitHub's spec (13 MB), whole process, median of ${rounds}`,
    ["tool", "CPU s", "CPU / gw-gen", "peak MiB", "exit"],
    rows,
  );
}
