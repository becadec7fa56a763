import type { LoadOptions } from "../pipeline/load.js";
import type { PolicyChoice } from "../pipeline/policy.js";
import type { StandaloneOptions } from "../runtime/standalone.js";
import { reportCompare } from "./compare.js";
import type { CommandContext } from "./context.js";
import { ExitCode, exitCodeOf } from "./exit-code.js";
import { reportDiagnostics } from "./report.js";

/** Writes the mock of a spec as a server folder. */
export async function writeServer(
  spec: string,
  { out, check, force }: { readonly out: string; readonly check: boolean; readonly force: boolean },
  server: StandaloneOptions,
  load: LoadOptions & PolicyChoice,
  context: CommandContext,
): Promise<ExitCode> {
  const { emitMock } = await import("../pipeline/emit-mock.js");
  const mode = check ? "check" : "write";
  const result = await emitMock(spec, { ...load, out, force, server, mode });
  reportDiagnostics(result.diagnostics, context);
  const failed = exitCodeOf(result.diagnostics);
  if (failed !== ExitCode.fine) return failed;
  if (result.compare) return reportCompare(out, result.compare, context);
  const { written = [], unchanged = [] } = result.write ?? {};
  const { green, bold } = context.paint.err;
  context.tell(
    `${green("done")} ${bold(`${out}/`)}: ${written.length} files written, ${unchanged.length} unchanged\n\n  node ${out}/server.mjs --port 4010\n`,
  );
  return ExitCode.fine;
}
