import type { Command } from "../command.js";

/** One row of the table of commands; only what the list of commands shows is known before loading. */
export interface CommandRow {
  readonly name: string;
  /** Its usage and one line of help, as `gw-gen --help` lists them. */
  readonly usage: string;
  readonly summary: string;
  load(): Promise<Command>;
}

/** All commands, in the order of the help. */
export const COMMANDS: readonly CommandRow[] = [
  {
    name: "sdk",
    usage: "sdk <spec>",
    summary: "Generate a typed client SDK",
    load: async () => (await import("./sdk.js")).sdkCommand,
  },
  {
    name: "mock",
    usage: "mock <spec>",
    summary: "Run the API on this machine",
    load: async () => (await import("./mock.js")).mockCommand,
  },
  {
    name: "mock-token",
    usage: "mock token [spec]",
    summary: "Print a token that a running mock accepts",
    load: async () => (await import("./mock-token.js")).mockTokenCommand,
  },
  {
    name: "proxy",
    usage: "proxy <spec> <upstream>",
    summary: "Check a running server's traffic against a spec",
    load: async () => (await import("./proxy.js")).proxyCommand,
  },
  {
    name: "export",
    usage: "export <spec>",
    summary: "Write a spec as it is in a stage, in any dialect",
    load: async () => (await import("./export.js")).exportCommand,
  },
  {
    name: "gateway",
    usage: "gateway <spec>",
    summary: "Emit the gateway's definition and mapping templates",
    load: async () => (await import("./gateway.js")).gatewayCommand,
  },
  {
    name: "build",
    usage: "build [names..]",
    summary: "Make the outputs that the settings name",
    load: async () => (await import("./build.js")).buildCommand,
  },
  {
    name: "init",
    usage: "init [spec]",
    summary: "Write the first settings of a spec",
    load: async () => (await import("./init.js")).initCommand,
  },
  {
    name: "stages",
    usage: "stages <spec>",
    summary: "Show all stages side by side",
    load: async () => (await import("./stages.js")).stagesCommand,
  },
  {
    name: "check",
    usage: "check <spec>",
    summary: "Say what would fail, be lost or not be enforced",
    load: async () => (await import("./check.js")).checkCommand,
  },
  {
    name: "diff",
    usage: "diff <old> <new>",
    summary: "Say what changed between two versions, and whom it breaks",
    load: async () => (await import("./diff.js")).diffCommand,
  },
  {
    name: "render",
    usage: "render [files..]",
    summary: "Try a mapping template with an event, or run its cases",
    load: async () => (await import("./render.js")).renderCommand,
  },
  {
    name: "explain",
    usage: "explain [code]",
    summary: "Show what a diagnostic means and its mend",
    load: async () => (await import("./explain.js")).explainCommand,
  },
  {
    name: "completion",
    usage: "completion <shell>",
    summary: "Print a completion script for bash or zsh",
    load: async () => (await import("./completion.js")).completionCommand,
  },
];
