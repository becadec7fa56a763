import type { Options } from "yargs";

/** Options that every command has. */
export const GLOBAL_OPTIONS = {
  quiet: {
    type: "boolean",
    alias: "q",
    default: false,
    describe: "Say nothing but errors and warnings",
    group: "Output:",
  },
  verbose: {
    type: "boolean",
    default: false,
    describe: "Say everything, each single diagnostic too",
    group: "Output:",
  },
  debug: {
    type: "boolean",
    default: false,
    describe: "Show the stack of a defect (also GW_GEN_DEBUG=1)",
    group: "Output:",
  },
  help: { type: "boolean", alias: "h", describe: "Show this help", group: "Output:" },
} as const satisfies Record<string, Options>;

/** Options of all commands that read a spec. */
export const SPEC_OPTIONS = {
  settings: {
    type: "string",
    requiresArg: true,
    describe: "Settings file; gw-gen.yaml beside the spec when absent",
    group: "Input:",
  },
  overlay: {
    type: "string",
    array: true,
    requiresArg: true,
    describe: "Apply an OpenAPI Overlay first (repeatable)",
    group: "Input:",
  },
  "allow-net": {
    type: "string",
    array: true,
    requiresArg: true,
    describe: "Allow reading from this host (repeatable)",
    group: "Input:",
  },
  strict: {
    type: "boolean",
    default: false,
    describe: "Treat warnings as errors",
    group: "Input:",
  },
} as const satisfies Record<string, Options>;

/** The spec itself, first argument of most commands. */
export const SPEC_POSITIONAL = {
  spec: {
    type: "string",
    demandOption: true,
    describe: "A file, - (standard input), git-ref:path, or a URL",
  },
} as const satisfies Record<string, Options>;
