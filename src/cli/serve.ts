import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { mock, type RunningMock, type StartMockOptions } from "../pipeline/mock.js";
import { isSystemError } from "../util/system-error.js";
import type { CommandContext } from "./context.js";
import { UsageError } from "./errors.js";
import { ExitCode } from "./exit-code.js";
import { reportDiagnostics } from "./report.js";

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
    const later = setTimeout(() => {
      reportDiagnostics(unchecked?.() ?? [], context);
      releaseMemory();
    }, LATER_MS);
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

const LATER_MS = 1000;

/** Gives the memory of reading the spec back at once: V8 alone would keep its pages while requests are light. */
function releaseMemory(): void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
}

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
