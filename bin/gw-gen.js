#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { main } from "../dist/cli/main.js";

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

process.exitCode = await main(words);
