import { init } from "../../pipeline/init.js";
import { defined } from "../../util/defined.js";
import { defineCommand } from "../command.js";
import { UsageError } from "../errors.js";
import { ExitCode, exitCodeOf } from "../exit-code.js";
import { SPEC_POSITIONAL } from "../options.js";
import { reportDiagnostics } from "../report.js";

/** `gw-gen init`: the first settings of a spec. */
export const initCommand = defineCommand({
  usage: "init <spec>",
  description:
    "Write a commented gw-gen.yaml beside a spec.\nIts stages are those of the spec's servers unless --with-stage names others.",
  examples: [
    ["gw-gen init api.yaml", "with the stages of the spec's servers"],
    ["gw-gen init api.yaml --with-stage dev=https://dev.example", "with a stage of your own"],
    ["gw-gen init api.yaml --client @acme/pets", "with the name of the client's package"],
  ],
  positionals: SPEC_POSITIONAL,
  options: {
    "with-stage": {
      type: "string",
      array: true,
      requiresArg: true,
      describe: "A stage as NAME or NAME=URL (repeatable)",
      group: "Output:",
    },
    client: {
      type: "string",
      requiresArg: true,
      describe: "Package name of the client, such as @acme/pets",
      group: "Output:",
    },
    force: {
      type: "boolean",
      default: false,
      describe: "Replace settings that are there",
      group: "Output:",
    },
  },
  async run(args, context) {
    const result = await init(args.spec, {
      cwd: context.io.cwd,
      force: args.force,
      ...defined({ client: args.client, stages: args["with-stage"]?.map(stageOf) }),
    });
    reportDiagnostics(result.diagnostics, context);
    if (result.text === undefined) return exitCodeOf(result.diagnostics);
    const { green, bold } = context.paint.err;
    context.tell(`${green("done")} ${bold(result.path)}\n\n  gw-gen build\n`);
    return ExitCode.fine;
  },
});

function stageOf(text: string): { readonly name: string; readonly url?: string } {
  const [name = "", ...rest] = text.split("=");
  if (!/^(?:[A-Za-z0-9_-]{1,128}|\$default)$/.test(name)) {
    throw new UsageError(
      `"${name}" is no name of a stage.`,
      "Use letters, digits, hyphens and underscores, with =URL behind where you like.",
    );
  }
  return { name, ...(rest.length > 0 && { url: rest.join("=") }) };
}
