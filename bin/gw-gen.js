#!/usr/bin/env node
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { loadBundle } from "./load-bundle.js";

const words = process.argv.slice(2);
const isServer = words.includes("mock") || words.includes("proxy");

/**
 * How V8 is to spend the processor time of a run of seconds; a server runs on, and keeps V8's defaults. On a spec of
 * 13 MB each group was measured by itself.
 */
const SHORT_RUN = [
  // Code is optimized long before that repays its making: waiting saves a third.
  "--interrupt-budget=2500000",
  "--no-concurrent-recompilation",
  // Helper threads of the collector and marks for a heap that is gone soon cost 4 % more than they save.
  "--no-parallel-scavenge",
  "--no-incremental-marking",
];
if (!isServer) for (const flag of SHORT_RUN) setFlagsFromString(flag);

const bundle = fileURLToPath(new URL("../dist/cli/main.cjs", import.meta.url));
const command = words.find((word) => !word.startsWith("-")) ?? "";
const { exports, keepCode } = loadBundle(bundle, command);
process.exitCode = await exports.main(words);
// A run that ended early has compiled little.
if (process.exitCode < 2) keepCode();
