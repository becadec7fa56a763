import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { InferredOptionTypes, Options } from "yargs";
import type { StartMockOptions } from "../pipeline/mock.js";
import type { FaultOptions, Latency } from "../runtime/faults.js";
import type { CommandContext } from "./context.js";
import { UsageError } from "./errors.js";
import type { ServeChoice } from "./serve.js";
import { selfSigned } from "./self-signed.js";

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
  tls: {
    type: "boolean",
    default: false,
    describe: "Listen with TLS, with a certificate made for this machine unless one is given",
    group: "Server:",
  },
  "tls-cert": {
    type: "string",
    requiresArg: true,
    describe: "The certificate, a PEM file",
    group: "Server:",
  },
  "tls-key": {
    type: "string",
    requiresArg: true,
    describe: "Its key, a PEM file",
    group: "Server:",
  },
  "admin-port": {
    type: "number",
    requiresArg: true,
    describe: "Page, metrics and state for the operator, on this port of the loopback interface",
    group: "Server:",
  },
  watch: {
    type: "boolean",
    alias: "w",
    default: false,
    describe: "Take over changes of the spec; a wrong edit keeps the last good version",
    group: "Server:",
  },
  store: {
    type: "string",
    requiresArg: true,
    describe: "Share counters, quotas and cache with other processes: redis://HOST:PORT",
    group: "Server:",
  },
  "store-failure": {
    choices: ["open", "closed"] as const,
    default: "open" as const,
    describe: "What limits do while the store does not answer: let through, or refuse",
    group: "Server:",
  },
  log: {
    choices: ["text", "json"] as const,
    default: "text" as const,
    describe: "Form of the line that each request gets",
    group: "Server:",
  },
  multiprocess: {
    type: "boolean",
    alias: "m",
    default: false,
    describe: "Taken for Prism's sake; one process serves",
    group: "Server:",
  },
  errors: {
    type: "boolean",
    default: false,
    describe:
      "Answer with a problem where the document is broken, instead of the sl-violations header",
    group: "Answers:",
  },
  latency: {
    type: "string",
    array: true,
    requiresArg: true,
    describe: "Delay answers: MS, FROM-TO, or 'GET /path=MS' for one operation (repeatable)",
    group: "Faults:",
  },
  "error-rate": {
    type: "number",
    requiresArg: true,
    describe: "How many requests fail, 0 to 1",
    group: "Faults:",
  },
  "error-status": {
    type: "number",
    requiresArg: true,
    describe: "The status of those; 500 when absent",
    group: "Faults:",
  },
  "reset-rate": {
    type: "number",
    requiresArg: true,
    describe: "How many connections are reset, 0 to 1",
    group: "Faults:",
  },
  faults: {
    type: "boolean",
    default: false,
    describe: "Let requests ask for faults: x-gw-gen-fault: delay=MS, status=CODE, reset",
    group: "Faults:",
  },
} as const satisfies Record<string, Options>;

type ServeArguments = InferredOptionTypes<typeof SERVE_OPTIONS>;

/** How the options of a command line serve an API. */
export function serveOptions(args: ServeArguments, { io }: CommandContext): StartMockOptions {
  const faults = faultsOf(args);
  const tls = tlsOf(args, io.cwd);
  const adminPort = args["admin-port"];
  return {
    port: args.port,
    host: args.host,
    cors: args.cors,
    errors: args.errors,
    ...(faults && { faults }),
    ...(tls && { tls }),
    ...(adminPort !== undefined && { adminPort }),
    ...(args.store !== undefined && { storeUrl: storeUrl(args.store) }),
    storeFailure: args["store-failure"],
  };
}

/** How the options of a command line show a server and keep it up to date. */
export function serveChoice(
  args: ServeArguments & {
    readonly spec: string;
    readonly settings?: string | undefined;
    readonly overlay?: readonly string[] | undefined;
  },
): ServeChoice {
  const { spec, settings, overlay = [] } = args;
  const watched = [spec, ...overlay, ...(settings === undefined ? [] : [settings])];
  return { log: args.log, ...(args.watch && { watched }) };
}

function faultsOf(args: ServeArguments): FaultOptions | undefined {
  const rates = { errorRate: args["error-rate"], resetRate: args["reset-rate"] };
  for (const rate of Object.values(rates)) {
    if (rate !== undefined && !(rate >= 0 && rate <= 1)) {
      throw new UsageError(`A rate goes from 0 to 1, not ${rate}.`);
    }
  }
  const errorStatus = args["error-status"];
  if (errorStatus !== undefined && !(errorStatus >= 200 && errorStatus <= 599)) {
    throw new UsageError(`--error-status goes from 200 to 599, not ${errorStatus}.`);
  }
  const { latency, latencyOf } = latenciesOf(args.latency ?? []);
  const given: FaultOptions = {
    ...(latency !== undefined && { latency }),
    ...(Object.keys(latencyOf).length > 0 && { latencyOf }),
    ...(rates.errorRate !== undefined && { errorRate: rates.errorRate }),
    ...(errorStatus !== undefined && { errorStatus }),
    ...(rates.resetRate !== undefined && { resetRate: rates.resetRate }),
  };
  return args.faults || Object.keys(given).length > 0 ? given : undefined;
}

function latenciesOf(texts: readonly string[]): {
  readonly latency?: Latency;
  readonly latencyOf: Readonly<Record<string, Latency>>;
} {
  const own: [string, Latency][] = [];
  let common: Latency | undefined;
  for (const text of texts) {
    const match = /^(?:([A-Z]+ \/.*)=)?(\d{1,6})(?:-(\d{1,6}))?$/.exec(text);
    if (!match) throw new UsageError(`--latency takes MS, FROM-TO or 'GET /path=MS', not ${text}.`);
    const [, operation, from = "", to] = match;
    const latency = to === undefined ? Number(from) : { from: Number(from), to: Number(to) };
    if (operation === undefined) common = latency;
    else own.push([operation, latency]);
  }
  return { ...(common !== undefined && { latency: common }), latencyOf: Object.fromEntries(own) };
}

function tlsOf(args: ServeArguments, cwd: string): StartMockOptions["tls"] {
  const { "tls-cert": cert, "tls-key": key, tls, host } = args;
  if (cert === undefined && key === undefined) return tls ? selfSigned(host) : undefined;
  if (cert === undefined || key === undefined) {
    throw new UsageError("--tls-cert and --tls-key belong together.");
  }
  return {
    cert: readFileSync(resolve(cwd, cert), "utf8"),
    key: readFileSync(resolve(cwd, key), "utf8"),
  };
}

function storeUrl(text: string): string {
  const { protocol } = urlOf("--store", text);
  if (protocol === "redis:" || protocol === "rediss:") return text;
  throw new UsageError(`--store takes redis://HOST:PORT, not ${text}.`);
}

/** A URL that an option gives. */
export function urlOf(option: string, text: string): URL {
  if (!URL.canParse(text)) throw new UsageError(`${option} is not a URL: ${text}.`);
  return new URL(text);
}
