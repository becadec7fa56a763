import type { TokenClaims } from "../../runtime/aws/local-token.js";
import { defineCommand } from "../command.js";
import { UsageError } from "../errors.js";
import { ExitCode } from "../exit-code.js";
import { localSigningKey } from "../local-key.js";
import { loadOptions, SPEC_OPTIONS } from "../options.js";
import { reportDiagnostics } from "../report.js";

/** `gw-gen mock token`: a token that a running mock accepts. */
export const mockTokenCommand = defineCommand({
  usage: "mock-token [spec]",
  description:
    "Print a signed token (JWT, one hour) that `gw-gen mock` accepts on this machine.\nWith a spec it has the issuer and audience that the API's JWT authorizer asks for.",
  examples: [
    ["gw-gen mock token api.yaml --scope read --scope write", "for methods that ask for scopes"],
    ['curl -H "Authorization: Bearer $(gw-gen mock token api.yaml)" localhost:4010/pets', "use it"],
  ],
  positionals: {
    spec: { type: "string", describe: "The spec that the mock runs" },
  },
  options: {
    scope: {
      type: "string",
      array: true,
      requiresArg: true,
      describe: "A scope that the token grants (repeatable)",
      group: "Token:",
    },
    claim: {
      type: "string",
      array: true,
      requiresArg: true,
      describe: "A claim, NAME=VALUE; the value is JSON or a text (repeatable)",
      group: "Token:",
    },
    ...SPEC_OPTIONS,
  },
  async run(args, context) {
    const claims = {
      ...(args.scope && { scope: args.scope.join(" ") }),
      ...claimsOf(args.claim ?? []),
    };
    const { signToken } = await import("../../runtime/aws/local-token.js");
    const key = await localSigningKey(context.io);
    if (args.spec === undefined) {
      context.print(`${await signToken(key, undefined, claims, Date.now())}\n`);
      return ExitCode.fine;
    }
    const { load } = await import("../../pipeline/load.js");
    const { model, diagnostics } = await load(args.spec, loadOptions(args, context));
    reportDiagnostics(
      diagnostics.filter(({ severity }) => severity === "error"),
      context,
    );
    if (!model) return ExitCode.badInput;
    context.print(`${await signToken(key, model, claims, Date.now())}\n`);
    return ExitCode.fine;
  },
});

function claimsOf(written: readonly string[]): TokenClaims {
  const pairs = written.map((text) => {
    const at = text.indexOf("=");
    if (at < 1) throw new UsageError(`--claim takes NAME=VALUE, not ${text}.`);
    return [text.slice(0, at), jsonOrText(text.slice(at + 1))] as const;
  });
  return Object.fromEntries(pairs);
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
