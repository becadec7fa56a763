import { resolve } from "node:path";
import { mock, type RunningMock, type StartMockOptions } from "../../pipeline/mock.js";
import { isSystemError } from "../../util/system-error.js";
import type { CommandContext } from "../context.js";
import { defineCommand } from "../command.js";
import { UsageError } from "../errors.js";
import { ExitCode } from "../exit-code.js";
import { localSigningKey } from "../local-key.js";
import { loadOptions, SPEC_OPTIONS, SPEC_POSITIONAL } from "../options.js";
import { reportDiagnostics } from "../report.js";

/** Options of the commands that serve an API. */
export const SERVE_OPTIONS = {
  port: {
    type: "number",
    alias: "p",
    default: 4010,
    requiresArg: true,
    describe: "Port; 0 picks a free one",
    group: "Server:",
  },
  host: {
    type: "string",
    default: "127.0.0.1",
    requiresArg: true,
    describe: "Address to listen on; 0.0.0.0 for all",
    group: "Server:",
  },
  cors: {
    type: "boolean",
    default: true,
    describe: "Add CORS headers and answer preflight requests",
    group: "Server:",
  },
  errors: {
    type: "boolean",
    default: false,
    describe:
      "Answer with a problem where the document is broken, instead of the sl-violations header",
    group: "Answers:",
  },
  multiprocess: {
    type: "boolean",
    alias: "m",
    default: false,
    describe: "Taken for Prism's sake; one process serves",
    group: "Server:",
  },
} as const;

/** `gw-gen mock`: the API of a spec, running. */
export const mockCommand = defineCommand({
  usage: "mock <spec>",
  description:
    "Run the API of a spec on this machine: checked requests, answers from examples and schemas;\nwith gateway extensions in the document, as API Gateway does.",
  examples: [
    ["gw-gen mock petstore.yaml", "on http://127.0.0.1:4010"],
    ["gw-gen mock petstore.yaml --port 0 --dynamic", "a free port, invented values"],
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
    "source-vpce": {
      type: "string",
      requiresArg: true,
      describe: "The VPC endpoint that resource policies see",
      group: "Gateway:",
    },
    ...SPEC_OPTIONS,
  },
  async run(args, context) {
    const fill = args["json-schema-faker-fillProperties"];
    return serve(args.spec, context, {
      ...loadOptions(args, context),
      env: context.io.env,
      signingKey: () => localSigningKey(context.io),
      port: args.port,
      host: args.host,
      cors: args.cors,
      errors: args.errors,
      dynamic: args.dynamic,
      integrations: args.integrations,
      ...(args.profile && { profile: args.profile }),
      ...(args.seed !== undefined && { seed: args.seed }),
      ...(fill !== undefined && { tuning: { fillProperties: fill } }),
      ...(args.proxy !== undefined && { proxy: urlOf("--proxy", args.proxy) }),
      ...(args.stage !== undefined && { stage: args.stage }),
      ...(args["source-vpce"] !== undefined && { sourceVpce: args["source-vpce"] }),
      functions: functionsOf(args.lambda ?? [], args["lambda-endpoint"], context.io.cwd),
    });
  },
});

/** Serves a spec until the user interrupts. */
export async function serve(
  spec: string,
  context: CommandContext,
  options: StartMockOptions,
): Promise<ExitCode> {
  const { err } = context.paint;
  try {
    const {
      mock: running,
      unchecked,
      diagnostics,
    } = await mock(spec, {
      ...options,
      onRequest: ({ method, target, status }) =>
        context.tell(
          `${status < 400 ? err.green(String(status)) : err.red(String(status))} ${method} ${target}\n`,
        ),
      onDiagnostic: (found) => {
        if (found.code === "schema-not-compiled") reportDiagnostics([found], context);
      },
      onCallback: ({ callback, method, url, result }) =>
        context.tell(`callback ${callback}: ${method} ${url}: ${result}\n`),
      onDefect: (error) => context.tell(`${err.red("defect")} ${String(error)}\n`, true),
    });
    reportDiagnostics(diagnostics, context);
    if (!running) return ExitCode.badInput;
    await announce(running, context);
    // The first request should not wait for the walk over all schemas.
    const later = setTimeout(
      () => reportDiagnostics(unchecked?.() ?? [], context),
      UNCHECKED_AFTER_MS,
    );
    await interruption(context);
    clearTimeout(later);
    await running.close();
    return ExitCode.interrupted;
  } catch (error) {
    if (!isSystemError(error) || !("code" in error)) throw error;
    const reason = LISTEN_ERRORS[String(error.code)];
    if (reason === undefined) throw error;
    context.tell(`${err.red("error")} ${reason(options.port ?? 0, options.host ?? "")}\n`, true);
    return ExitCode.environment;
  }
}

const UNCHECKED_AFTER_MS = 1000;

const LISTEN_ERRORS: Readonly<Record<string, (port: number, host: string) => string>> = {
  EADDRINUSE: (port) => `Port ${port} is taken.\n  Give another one, or --port 0 for any free one.`,
  EACCES: (port) =>
    `Port ${port} may not be used.\n  Ports below 1024 need rights; give another one.`,
  EADDRNOTAVAIL: (_, host) => `This machine has no address ${host}.\n  Give another --host.`,
};

async function announce(running: RunningMock, context: CommandContext): Promise<void> {
  const { bold } = context.paint.err;
  context.print(`${running.url}\n`);
  const count = running.operations.length;
  context.tell(`${bold(running.profile)} profile, ${count} operations; Ctrl+C stops it.\n`);
  for (const line of await credentialLines(running)) context.tell(`${line}\n`);
}

/** How clients sign in, as command lines; values that are not the mock's own are not shown. */
async function credentialLines({ url, credentials }: RunningMock): Promise<string[]> {
  const { apiKeys, token, iam } = credentials;
  const lines = apiKeys.map(({ name, value, from }) =>
    from === "made"
      ? `API key ${name}: curl -H 'x-api-key: ${value}' ${url}/…`
      : `API key ${name}: taken from ${from === "environment" ? "the environment" : "the options"}.`,
  );
  if (token) lines.push(`Token: curl -H 'Authorization: Bearer ${await token()}' ${url}/…`);
  if (iam?.from === "made") {
    lines.push(
      `IAM: curl --aws-sigv4 aws:amz:${iam.region}:execute-api --user ${iam.accessKeyId}:${iam.secretAccessKey} ${url}/…`,
    );
  }
  return lines;
}

function interruption({ io }: CommandContext): Promise<void> {
  return new Promise((done) => {
    if (io.signal.aborted) done();
    else io.signal.addEventListener("abort", () => done(), { once: true });
  });
}

/** A URL that an option gives. */
export function urlOf(option: string, text: string): URL {
  if (!URL.canParse(text)) throw new UsageError(`${option} is not a URL: ${text}.`);
  return new URL(text);
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
