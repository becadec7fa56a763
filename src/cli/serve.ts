import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  mock,
  type MockResult,
  type RunningMock,
  type StartMockOptions,
} from "../pipeline/mock.js";
import { StoreUnreachableError } from "../runtime/limits/store.js";
import { credentialLines } from "../runtime/credential-lines.js";
import { isSystemError } from "../util/system-error.js";
import type { CommandContext } from "./context.js";
import { ExitCode } from "./exit-code.js";
import { reportDiagnostics } from "./report.js";
import { requestJson, requestLine } from "./request-line.js";
import { watchFiles } from "./watch.js";

/** How a server is shown and kept up to date. */
export interface ServeChoice {
  readonly log: "text" | "json";
  /** The files to watch besides those that the spec reads; absent: nothing is watched. */
  readonly watched?: readonly string[];
}

/** Serves a spec until the user interrupts. */
export async function serve(
  spec: string,
  context: CommandContext,
  options: StartMockOptions,
  choice: ServeChoice,
): Promise<ExitCode> {
  const { err } = context.paint;
  try {
    const started = await mock(spec, {
      ...options,
      onRequest: (entry) =>
        context.tell(choice.log === "json" ? requestJson(entry) : requestLine(entry, err)),
      onDiagnostic: (found) => {
        if (found.code === "schema-not-compiled") reportDiagnostics([found], context);
      },
      onRefused: (status, reason) => context.tell(`refused ${status}: ${reason}\n`),
      onStoreTrouble: (reason) =>
        context.tell(reason === undefined ? "Redis is back\n" : `Redis is lost: ${reason}\n`, true),
      onCallback: ({ callback, method, url, result }) =>
        context.tell(`callback ${callback}: ${method} ${url}: ${result}\n`),
      onDefect: (error) => context.tell(`${err.red("defect")} ${String(error)}\n`, true),
    });
    reportDiagnostics(started.diagnostics, context);
    if (!started.mock) return ExitCode.badInput;
    await announce(started.mock, context);
    // The first request should not wait for the walk over all schemas.
    const later = setTimeout(() => {
      reportDiagnostics(started.unchecked?.() ?? [], context);
      releaseMemory();
    }, LATER_MS);
    await untilInterrupted(started, context, choice.watched);
    clearTimeout(later);
    reportDrift(started.mock, context);
    await started.mock.close(GRACE_MS);
    return ExitCode.interrupted;
  } catch (error) {
    if (error instanceof StoreUnreachableError) {
      context.tell(
        `${err.red("error")} ${error.message}.\n  Start it, or leave --store out.\n`,
        true,
      );
      return ExitCode.environment;
    }
    if (!isSystemError(error) || !("code" in error)) throw error;
    const reason = LISTEN_ERRORS[String(error.code)];
    if (reason === undefined) throw error;
    const port = Reflect.get(error, "port");
    context.tell(
      `${err.red("error")} ${reason(Number(port ?? options.port ?? 0), options.host ?? "")}\n`,
      true,
    );
    return ExitCode.environment;
  }
}

const LATER_MS = 1000;
const GRACE_MS = 5000;

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

/** Waits for the interrupt; where files are watched, takes over what changes in them meanwhile. */
async function untilInterrupted(
  { inputs, reload }: MockResult,
  context: CommandContext,
  watched: readonly string[] | undefined,
): Promise<void> {
  if (!watched || !reload) return interruption(context);
  const { green, yellow } = context.paint.err;
  let isStarted = false;
  await watchFiles(context.io, watched, async () => {
    const read = inputs.map(({ path }) => path);
    if (!isStarted) {
      isStarted = true;
      return read;
    }
    const next = await reload();
    reportDiagnostics(next.diagnostics, context);
    context.tell(
      next.taken
        ? `${green("reloaded")} ${next.operations} operations\n`
        : `${yellow("kept")} the last good version\n`,
      !next.taken,
    );
    return next.inputs.map(({ path }) => path);
  });
}

async function announce(running: RunningMock, context: CommandContext): Promise<void> {
  const { bold } = context.paint.err;
  context.print(`${running.url}\n`);
  const count = running.operations.length;
  context.tell(`${bold(running.profile)} profile, ${count} operations; Ctrl+C stops it.\n`);
  if (running.adminUrl !== undefined) context.tell(`Operator's page: ${running.adminUrl}/\n`);
  for (const line of await credentialLines(running)) context.tell(`${line}\n`);
}

/** Sums up how the traffic of a proxy differed from the spec. */
function reportDrift({ drift }: RunningMock, context: CommandContext): void {
  if (drift.length === 0) return;
  context.tell("The traffic differs from the spec:\n");
  for (const { operation, message, count } of drift) {
    context.tell(`  ${count} × ${operation}: ${message}\n`);
  }
}

function interruption({ io }: CommandContext): Promise<void> {
  return new Promise((done) => {
    if (io.signal.aborted) done();
    else io.signal.addEventListener("abort", () => done(), { once: true });
  });
}
