import { defineCommand } from "../command.js";
import { loadOptions, SPEC_OPTIONS, SPEC_POSITIONAL } from "../options.js";
import { serve, urlOf } from "../serve.js";
import { SERVE_OPTIONS } from "./mock.js";

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
  options: { ...SERVE_OPTIONS, ...SPEC_OPTIONS },
  async run(args, context) {
    return serve(args.spec, context, {
      ...loadOptions(args, context),
      port: args.port,
      host: args.host,
      cors: args.cors,
      errors: args.errors,
      proxy: urlOf("The upstream", args.upstream),
    });
  },
});
