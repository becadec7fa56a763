import type { InferredOptionTypes, Options } from "yargs";
import type { DiagnosticFormatName } from "../diagnostics/formats/index.js";
import type { LoadOptions } from "../pipeline/load.js";
import type { PolicyChoice } from "../pipeline/policy.js";
import type { CommandContext } from "./context.js";

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
  stage: {
    type: "string",
    requiresArg: true,
    describe: "Take the API as it is in this stage",
    group: "Input:",
  },
  "allow-net": {
    type: "string",
    array: true,
    requiresArg: true,
    describe: "Allow reading from this host (repeatable)",
    group: "Input:",
  },
  "allow-outside": {
    type: "boolean",
    default: false,
    describe: "Allow references to files outside the spec's folder",
    group: "Input:",
  },
  strict: {
    type: "boolean",
    default: false,
    describe: "Treat warnings as errors",
    group: "Input:",
  },
} as const satisfies Record<string, Options>;

/** The form of findings, of commands whose result they are. */
export const FORMAT_OPTIONS = {
  format: {
    choices: ["text", "json", "github", "sarif"],
    default: "text",
    describe: "Form of the findings",
    group: "Output:",
  },
  json: {
    type: "boolean",
    default: false,
    describe: "Short for --format json",
    group: "Output:",
  },
} as const satisfies Record<string, Options>;

/** The form that a command line asks for. */
export function formatName(args: {
  readonly format: DiagnosticFormatName;
  readonly json: boolean;
}): DiagnosticFormatName {
  return args.json ? "json" : args.format;
}

/** The spec itself, first argument of most commands. */
export const SPEC_POSITIONAL = {
  spec: {
    type: "string",
    demandOption: true,
    describe: "A file, - (standard input), git-ref:path, or a URL",
  },
} as const satisfies Record<string, Options>;

/** How the options of a command line load its spec. */
export function loadOptions(
  args: InferredOptionTypes<typeof SPEC_OPTIONS>,
  { io }: CommandContext,
): LoadOptions & PolicyChoice {
  return {
    cwd: io.cwd,
    ...(io.stdin && { stdin: io.stdin }),
    ...(args["allow-net"] && { allowNet: args["allow-net"] }),
    allowOutside: args["allow-outside"],
    ...(args.settings !== undefined && { settings: args.settings }),
    ...(args.overlay && { overlays: args.overlay }),
    ...(args.stage !== undefined && { stage: args.stage }),
    strict: args.strict,
  };
}
