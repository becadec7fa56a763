import type { Diagnostic, Severity } from "../diagnostics/diagnostic.js";
import type { DiagnosticFormatName, FormatOptions } from "../diagnostics/formats/index.js";
import { describeDiagnostic } from "../diagnostics/formats/text.js";
import { countSeverities, place } from "../diagnostics/order.js";
import { loadCatalogue } from "../pipeline/catalogue.js";
import { packageVersion } from "../source/package-folder.js";
import { groupBy } from "../util/group-by.js";
import type { CommandContext } from "./context.js";

/** How many diagnostics of one code are shown before the rest is only counted. */
const SHOWN_PER_CODE = 3;

const SEVERITIES: readonly Severity[] = ["info", "warning", "error"];

/**
 * Shows what a command found on the way, grouped so that hundreds of one kind do not hide the others:
 * the first of each code, then their count. Errors come last, nearest to the prompt.
 */
export function reportDiagnostics(
  diagnostics: readonly Diagnostic[],
  context: CommandContext,
): void {
  const limit = context.verbose ? Number.POSITIVE_INFINITY : SHOWN_PER_CODE;
  for (const severity of SEVERITIES) {
    if (severity === "info" && !context.verbose) continue;
    const groups = groupBy(
      diagnostics.filter((item) => item.severity === severity),
      ({ code }) => code,
    );
    for (const [code, group] of groups) reportGroup(code, group, limit, context);
  }
}

function reportGroup(
  code: string,
  group: readonly Diagnostic[],
  limit: number,
  context: CommandContext,
): void {
  for (const item of group.slice(0, limit)) {
    context.tell(`${describeDiagnostic(place(item), context.paint.err)}\n\n`, true);
  }
  const rest = group.length - limit;
  if (rest > 0) {
    context.tell(`  … and ${rest} more of ${code} (all with --verbose, or gw-gen check)\n\n`, true);
  }
}

/** `2 warnings, 1 note`, empty when there is nothing. */
export function severitySummary(diagnostics: readonly Diagnostic[]): string {
  const counts = countSeverities(diagnostics);
  const parts = [
    plural(counts.error, "error"),
    plural(counts.warning, "warning"),
    plural(counts.info, "note"),
  ].filter((part) => part !== "");
  return parts.join(", ");
}

/** What a form of diagnostics needs; the catalogue is loaded only for the form that lists rules. */
export async function formatOptions(
  format: DiagnosticFormatName,
  context: CommandContext,
): Promise<FormatOptions> {
  return {
    colour: context.colour.out,
    version: packageVersion(),
    catalogue: format === "sarif" ? await loadCatalogue() : {},
  };
}

function plural(count: number, noun: string): string {
  if (count === 0) return "";
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
