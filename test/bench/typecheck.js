import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ownCommand } from "./generation.js";
import { runInterleaved, runOnce } from "./measure.js";
import { peerCommands } from "./peers.js";
import { table } from "./table.js";

const OPTIONS = {
  target: "es2022",
  lib: ["es2022", "dom", "dom.iterable"],
  types: [],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};

/** CPU of `tsc` 5.9 on DigitalOcean's client beside hey-api's and an empty file. */
export function typecheck({ modules, work, rounds, bench }) {
  const spec = join(bench, "digitalocean.yaml");
  const own = runOnce(ownCommand(spec, join(work, "own")));
  const { command, cwd } = peerCommands(modules, spec, work).get("hey-api");
  const peer = runOnce(command, { cwd });
  mkdirSync(join(work, "empty"));
  writeFileSync(join(work, "empty", "index.ts"), "export {};\n");
  const projects = new Map([
    ["gw-gen", { folder: "own", resolution: { module: "nodenext" }, generated: own }],
    [
      "hey-api",
      {
        folder: "hey-api",
        resolution: { module: "esnext", moduleResolution: "bundler" },
        generated: peer,
      },
    ],
    ["empty file", { folder: "empty", resolution: { module: "nodenext" }, generated: { code: 0 } }],
  ]);
  const tsc = join(modules, "typescript/bin/tsc");
  const commands = new Map(
    [...projects].map(([name, { folder, resolution }]) => {
      const config = join(work, `${folder}.json`);
      writeFileSync(
        config,
        JSON.stringify({
          compilerOptions: { ...OPTIONS, ...resolution },
          include: [`${folder}/**/*.ts`],
          exclude: [`${folder}/test`, `${folder}/dist`],
        }),
      );
      return [name, { command: [process.execPath, tsc, "-p", config] }];
    }),
  );
  const results = runInterleaved(commands, rounds);
  return table(
    `tsc 5.9 on DigitalOcean's client, median of ${rounds}`,
    ["client", "CPU s", "peak MiB", "generator's exit", "tsc's exit"],
    [...results].map(([name, { cpu, memory, code }]) => [
      name,
      cpu.toFixed(2),
      memory.toFixed(0),
      projects.get(name).generated.code,
      code,
    ]),
  );
}
