import { resolve } from "node:path";
import { defineCommand } from "../command.js";
import { loadOptions, SPEC_OPTIONS, SPEC_POSITIONAL } from "../options.js";
import { recordingFile } from "../overlay-file.js";
import { serve } from "../serve.js";
import { SERVE_OPTIONS, serveChoice, serveOptions, urlOf } from "../serve-options.js";

/** `gw-gen proxy`: another name of `gw-gen mock --proxy`. */
export const proxyCommand = defineCommand({
  usage: "proxy <spec> <upstream>",
  description: "Stand in front of a server and check requests and answers against a spec.",
  examples: [
    ["gw-gen proxy api.yaml https://api.example.com --errors", "refuse what breaks the spec"],
  ],
  positionals: {
    ...SPEC_POSITIONAL,
    upstream: { type: "string", demandOption: true, describe: "The server's URL" },
  },
  options: {
    ...SERVE_OPTIONS,
    record: {
      type: "string",
      requiresArg: true,
      describe: "Write the server's answers into this overlay as examples",
      group: "Answers:",
    },
    ...SPEC_OPTIONS,
  },
  async run(args, context) {
    const { record } = args;
    const path = record === undefined ? undefined : resolve(context.io.cwd, record);
    const options = {
      ...loadOptions(args, context),
      ...serveOptions(args, context),
      proxy: urlOf("The upstream", args.upstream),
      ...(path !== undefined && {
        onRecorded: recordingFile(path, (text) => context.tell(text, true)),
      }),
    };
    return serve(args.spec, context, options, serveChoice(args));
  },
});
