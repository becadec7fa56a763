#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { main } from "../dist/cli/main.js";

const words = process.argv.slice(2);
const isServer = words.includes("mock") || words.includes("proxy");

// V8 optimizes code long before a run of seconds repays it: waiting saves a third of the processor time. A server runs on.
if (!isServer) setFlagsFromString("--interrupt-budget=1000000");

process.exitCode = await main(words);
