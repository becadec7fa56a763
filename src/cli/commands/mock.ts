import { resolve } from "node:path";
import type { StartMockOptions } from "../../pipeline/mock.js";
import { defineCommand } from "../command.js";
import type { CommandContext } from "../context.js";
import { UsageError } from "../errors.js";
import { localSigningKey } from "../local-key.js";
import { loadOptions, SPEC_OPTIONS, SPEC_POSITIONAL } from "../options.js";
import { recordingFile } from "../overlay-file.js";
import { serve } from "../serve.js";
import { SERVE_OPTIONS, serveChoice, serveOptions, urlOf } from "../serve-options.js";
import { writeServer } from "../write-server.js";

/** `gw-gen mock`: the API of a spec, running. */
export const mockCommand = defineCommand({
  usage: "mock <spec>",
  description:
    "Run the API of a spec on this machine: checked requests, answers from examples and schemas;\nwith gateway extensions in the document, as API Gateway does.",
  examples: [
    ["gw-gen mock petstore.yaml", "on http://127.0.0.1:4010"],
    ["gw-gen mock petstore.yaml --port 0 --dynamic", "a free port, invented values"],
    ["gw-gen mock petstore.yaml --out mock", "a folder that starts with node server.mjs"],
    ["gw-gen mock api.yaml --profile aws --lambda pets=./pets.mjs", "with a local function"],
  ],
  positionals: SPEC_POSITIONAL,
  options: {
    ...SERVE_OPTIONS,
    profile: {
      choices: ["openapi", "aws"] as const,
      describe: "What it behaves like; aws when the document has gateway extensions",
      group: "Answers:",
    },
    dynamic: {
      type: "boolean",
      alias: "d",
      default: false,
      describe: "Invent values instead of examples",
      group: "Answers:",
    },
    seed: {
      type: "string",
      requiresArg: true,
      describe: "Another set of invented values",
      group: "Answers:",
    },
    "json-schema-faker-fillProperties": {
      type: "boolean",
      describe: "Whether invented objects get properties until minProperties is met",
      group: "Answers:",
    },
    stateful: {
      type: "boolean",
      default: false,
      describe: "Keep what clients create, change and delete, beginning with the examples",
      group: "Answers:",
    },
    record: {
      type: "string",
      requiresArg: true,
      describe: "With --proxy: write the upstream's answers into this overlay as examples",
      group: "Answers:",
    },
    proxy: {
      type: "string",
      requiresArg: true,
      describe: "Stand in front of this server and validate both ways",
      group: "Answers:",
    },
    integrations: {
      choices: ["mock", "live"] as const,
      default: "mock" as const,
      describe: "Answer backends that are not local from the examples, or call them",
      group: "Gateway:",
    },
    lambda: {
      type: "string",
      array: true,
      requiresArg: true,
      describe: "A function's module: NAME=FILE (repeatable)",
      group: "Gateway:",
    },
    "lambda-endpoint": {
      type: "string",
      requiresArg: true,
      describe: "A server of Lambda's Invoke API for all other functions",
      group: "Gateway:",
    },
    scenario: {
      type: "string",
      requiresArg: true,
      describe: "What the WebSocket API sends of its own accord: a YAML or JSON file",
      group: "Gateway:",
    },
    "source-vpce": {
      type: "string",
      requiresArg: true,
      describe: "The VPC endpoint that resource policies see",
      group: "Gateway:",
    },
    out: {
      type: "string",
      alias: "o",
      requiresArg: true,
      describe:
        "Write the mock into this folder, to start with node server.mjs, instead of running it",
      group: "Output:",
    },
    check: {
      type: "boolean",
      default: false,
      describe: "With --out: compare with what would be written; exit code 1 when stale",
      group: "Output:",
    },
    force: {
      type: "boolean",
      default: false,
      describe: "With --out: replace files that gw-gen did not write",
      group: "Output:",
    },
    ...SPEC_OPTIONS,
  },
  async run(args, context) {
    const fill = args["json-schema-faker-fillProperties"];
    const behaviour = {
      cors: args.cors,
      errors: args.errors,
      dynamic: args.dynamic,
      stateful: args.stateful,
      integrations: args.integrations,
      ...(args.profile && { profile: args.profile }),
      ...(args.seed !== undefined && { seed: args.seed }),
      ...(fill !== undefined && { tuning: { fillProperties: fill } }),
      ...(args["source-vpce"] !== undefined && { sourceVpce: args["source-vpce"] }),
      ...(args["allow-net"] && { allowNet: args["allow-net"] }),
    };
    const { out, check, force } = args;
    if (out !== undefined) {
      const place = { out, check, force };
      return writeServer(args.spec, place, behaviour, loadOptions(args, context), context);
    }
    if (args.record !== undefined && args.proxy === undefined) {
      throw new UsageError("--record needs --proxy: there is nothing to record without it.");
    }
    const options = {
      ...loadOptions(args, context),
      ...behaviour,
      ...(args.scenario !== undefined && { scenario: args.scenario }),
      env: context.io.env,
      signingKey: () => localSigningKey(context.io),
      ...serveOptions(args, context),
      ...(args.proxy !== undefined && { proxy: urlOf("--proxy", args.proxy) }),
      ...(args.record !== undefined && { onRecorded: recordingTo(args.record, context) }),
      ...(args.stage !== undefined && { stage: args.stage }),
      functions: functionsOf(args.lambda ?? [], args["lambda-endpoint"], context.io.cwd),
    };
    return serve(args.spec, context, options, serveChoice(args));
  },
});

function recordingTo(path: string, context: CommandContext): (text: string) => void {
  return recordingFile(resolve(context.io.cwd, path), (text) => context.tell(text, true));
}

function functionsOf(
  named: readonly string[],
  endpoint: string | undefined,
  cwd: string,
): NonNullable<StartMockOptions["functions"]> {
  const modules = named.map((text) => {
    const at = text.indexOf("=");
    if (at < 1) throw new UsageError(`--lambda takes NAME=FILE, not ${text}.`);
    return [text.slice(0, at), resolve(cwd, text.slice(at + 1))] as const;
  });
  return {
    modules: Object.fromEntries(modules),
    ...(endpoint !== undefined && { endpoint: urlOf("--lambda-endpoint", endpoint) }),
  };
}
