import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runInterleaved } from "./measure.js";
import { table } from "./table.js";

/** The verdict on GitHub's spec between two releases, beside api-smart-diff (no rules of its own beyond the defaults). */
export function diff({ modules, work, rounds }) {
  const generated = "generated/api.github.com.json";
  const old = join(modules, "octokit-openapi-19", generated);
  const next = join(modules, "@octokit/openapi", generated);
  const script = join(work, "api-smart-diff.mjs");
  const peer = JSON.stringify(join(modules, "api-smart-diff/dist/index.cjs"));
  writeFileSync(
    script,
    `import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
const { apiCompare } = createRequire(import.meta.url)(${peer});
const [old, next] = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, "utf8")));
console.log(apiCompare(old, next).diffs?.length);
`,
  );
  const own = [process.execPath, resolve("bin/gw-gen.js"), "diff", old, next, "--fail-on", "none"];
  const commands = new Map([
    ["gw-gen", { command: own }],
    ["gw-gen --class wire", { command: [...own, "--class", "wire"] }],
    ["api-smart-diff", { command: [process.execPath, script, old, next] }],
  ]);
  const results = runInterleaved(commands, rounds);
  const base = results.get("gw-gen").cpu;
  const rows = [...results].map(([name, { cpu, memory, code, error }]) => [
    name,
    code === 0 ? cpu.toFixed(2) : `failed: ${error.trim().split("\n").at(-1)}`,
    `${(cpu / base).toFixed(1)}×`,
    memory.toFixed(0),
  ]);
  return table(
    "Changes of GitHub's spec, 19.1.0 to 23.0.2 (bar: 4 s, 500 MiB, 8x less CPU than api-smart-diff)",
    ["tool", "CPU s", "ratio", "MiB"],
    rows,
  );
}
