import {
  init,
  type InitChoice,
  type InitStage,
  OUTPUT_KINDS,
  type OutputKind,
} from "../../pipeline/init.js";
import { defined } from "../../util/defined.js";
import { type Ask, openQuestions } from "../ask.js";
import type { CommandContext } from "../context.js";
import { defineCommand } from "../command.js";
import { UsageError } from "../errors.js";
import { ExitCode, exitCodeOf } from "../exit-code.js";
import { reportDiagnostics } from "../report.js";

const SPEC_OF_AWS = "api.json";

/** `gw-gen init`: the first settings of a spec. */
export const initCommand = defineCommand({
  usage: "init [spec]",
  description:
    "Write a commented gw-gen.yaml beside a spec.\nOn a terminal it asks for what no flag says; in pipelines and with --yes it takes the stages of the spec's servers. With --from-aws the spec is made too, of what the service's command line saved.",
  examples: [
    ["gw-gen init api.yaml", "ask, and write the settings"],
    ["gw-gen init api.yaml --yes", "with the stages of the spec's servers"],
    ["gw-gen init api.yaml --with-stage dev=https://dev.example", "with a stage of your own"],
    ["gw-gen init api.yaml --client @acme/pets", "with the name of the client's package"],
    ["gw-gen init --from-aws saved", "a spec and settings of a live API, offline"],
  ],
  positionals: {
    spec: {
      type: "string",
      describe: `The spec; with --from-aws the file that is written, ${SPEC_OF_AWS} when absent`,
    },
  },
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
    make: {
      type: "string",
      array: true,
      choices: OUTPUT_KINDS,
      requiresArg: true,
      describe: "What gw-gen build is to make (repeatable); sdk and export when absent",
      group: "Output:",
    },
    yes: {
      type: "boolean",
      alias: "y",
      default: false,
      describe: "Ask nothing",
      group: "Output:",
    },
    "from-aws": {
      type: "string",
      requiresArg: true,
      describe: "A folder with the saved JSON of get-export, get-stages, get-usage-plans and more",
      group: "Input:",
    },
    force: {
      type: "boolean",
      default: false,
      describe: "Replace what is there",
      group: "Output:",
    },
  },
  async run(args, context) {
    const { client, make } = args;
    const stages = args["with-stage"]?.map(stageOf);
    const shared = { cwd: context.io.cwd, force: args.force };
    if (args["from-aws"] !== undefined) {
      if (stages) {
        throw new UsageError(
          "--from-aws and --with-stage exclude each other.",
          "The stages are those that were saved.",
        );
      }
      const { initFromAws } = await import("../../pipeline/init/init-from-aws.js");
      const spec = args.spec ?? SPEC_OF_AWS;
      const choice = { ...shared, spec, ...defined({ client, outputs: make }) };
      const { paths, settings, diagnostics } = await initFromAws(args["from-aws"], choice);
      reportDiagnostics(diagnostics, context);
      return settings === undefined ? exitCodeOf(diagnostics) : tellDone(paths, context);
    }
    if (args.spec === undefined) {
      throw new UsageError(
        "An argument is missing: gw-gen init <spec>",
        "Or name saved answers with --from-aws DIR.",
      );
    }
    const questions = args.yes ? undefined : openQuestions(context);
    const given = defined({ client, stages, outputs: make });
    const result = await init(args.spec, {
      ...shared,
      ...given,
      ...(questions && {
        choose: (proposal) => askFor({ ...proposal, given }, questions.ask, context),
      }),
    }).finally(() => questions?.close());
    reportDiagnostics(result.diagnostics, context);
    if (result.text === undefined) return exitCodeOf(result.diagnostics);
    return tellDone([result.path], context);
  },
});

function tellDone(paths: readonly string[], context: CommandContext): ExitCode {
  const { green, bold } = context.paint.err;
  for (const path of paths) context.tell(`${green("done")} ${bold(path)}\n`);
  context.tell("\n  gw-gen build\n");
  return ExitCode.fine;
}

interface Proposal {
  readonly stages: readonly InitStage[];
  readonly outputs: readonly OutputKind[];
  /** What flags said already. */
  readonly given: InitChoice;
}

/** Asks for what no flag said; a wrong answer is asked for again. */
async function askFor(
  { stages, outputs, given }: Proposal,
  ask: Ask,
  context: CommandContext,
): Promise<InitChoice> {
  const again = async <T>(
    question: string,
    proposal: string,
    read: (text: string) => T,
  ): Promise<T> => {
    for (;;) {
      const answer = await ask(question, proposal);
      try {
        return read(answer);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        context.tell(`${error.message} ${error.hint ?? ""}\n`, true);
      }
    }
  };
  const names = stages.map(({ name }) => name).join(" ");
  const chosen = given.stages ?? (await again("Stages, with spaces between", names, stagesOf));
  const placed: InitStage[] = [];
  for (const stage of chosen) {
    const known = stage.url ?? stages.find(({ name }) => name === stage.name)?.url ?? "";
    const url = given.stages ? known : await again(`URL of ${stage.name}`, known, urlOf);
    placed.push({ name: stage.name, ...(url !== "" && { url }) });
  }
  const kinds =
    given.outputs ??
    (await again(`What to make, of ${OUTPUT_KINDS.join(", ")}`, outputs.join(" "), kindsOf));
  const asksName = given.client === undefined && kinds.includes("sdk");
  const client = asksName
    ? await ask("Package name of the client, empty for that of the title", "")
    : "";
  return {
    stages: placed,
    outputs: kinds,
    ...(client !== "" && { client }),
  };
}

function stagesOf(text: string): readonly InitStage[] {
  const stages = wordsOf(text).map(stageOf);
  if (stages.length > 0) return stages;
  throw new UsageError("There is at least one stage.", "Name it, such as prod.");
}

function urlOf(text: string): string {
  if (text === "" || /^(?:https?|wss?):\/\/\S+$/.test(text)) return text;
  throw new UsageError(`"${text}" is no URL.`, "It starts with https://; leave it empty for none.");
}

function kindsOf(text: string): readonly OutputKind[] {
  return wordsOf(text).map((word) => {
    const kind = OUTPUT_KINDS.find((each) => each === word);
    if (kind) return kind;
    throw new UsageError(
      `"${word}" is no kind of output.`,
      `There are ${OUTPUT_KINDS.join(", ")}.`,
    );
  });
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((word) => word !== "");
}

function stageOf(text: string): InitStage {
  const [name = "", ...rest] = text.split("=");
  if (!/^(?:[A-Za-z0-9_-]{1,128}|\$default)$/.test(name)) {
    throw new UsageError(
      `"${name}" is no name of a stage.`,
      "Use letters, digits, hyphens and underscores, with =URL behind where you like.",
    );
  }
  return { name, ...(rest.length > 0 && { url: rest.join("=") }) };
}
