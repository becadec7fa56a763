import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { median } from "./measure.js";
import { table } from "./table.js";

const WORKER = resolve("test/bench/vtl-worker.js");

/** Mapping templates a CPU second beside the fastest engine on npm, in turn, so that a drift of the machine meets both. */
export async function vtl({ modules, work, rounds }) {
  const own = join(work, "vtl.mjs");
  await build({
    entryPoints: ["src/vtl/index.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: own,
  });
  const peer = createRequire(join(modules, "x.js")).resolve("velocityjs");
  const engines = { "gw-gen": own, velocityjs: peer };
  const rows = [];
  for (const mode of ["parse and render", "render"]) {
    const speeds = { "gw-gen": [], velocityjs: [] };
    const outputs = new Set();
    for (let round = 0; round < rounds; round++) {
      for (const [engine, entry] of Object.entries(engines)) {
        const text = execFileSync(process.execPath, [WORKER, engine, entry, mode], {
          encoding: "utf8",
        });
        const run = JSON.parse(text);
        speeds[engine].push(run.rounds);
        outputs.add(JSON.stringify(JSON.parse(run.output)));
      }
    }
    if (outputs.size !== 1) throw new Error("the engines print different texts");
    const [ours, theirs] = [median(speeds["gw-gen"]), median(speeds.velocityjs)];
    rows.push([mode, Math.round(ours), Math.round(theirs), `${(ours / theirs).toFixed(1)}×`]);
  }
  return table(
    "Mapping templates a CPU second (25 lines, 10 items, 7 parameters)",
    ["", "gw-gen", "velocityjs", "ratio"],
    rows,
  );
}
