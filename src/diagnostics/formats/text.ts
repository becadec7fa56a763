import { type Palette, palette } from "../../util/ansi.js";
import { printable } from "../../util/printable.js";
import type { Severity } from "../diagnostic.js";
import { inOrder, type PlacedDiagnostic } from "../order.js";
import { placeOf, placeText } from "../place.js";
import { excerpt } from "./excerpt.js";
import type { DiagnosticFormat } from "./format.js";

/** For people: place, severity, message and code, the line of the source, related places, the mend. */
export const formatText: DiagnosticFormat = (diagnostics, options) => {
  const paint = palette(options.colour);
  return inOrder(diagnostics)
    .map((item) => `${describeDiagnostic(item, paint)}\n`)
    .join("\n");
};

/** One diagnostic as lines of text, without a last line break. */
export function describeDiagnostic(item: PlacedDiagnostic, paint: Palette): string {
  const { diagnostic, place } = item;
  const severity = severityPaint(diagnostic.severity, paint)(diagnostic.severity);
  const head = place ? `${paint.bold(printable(placeText(place)))} ` : "";
  const operation = diagnostic.operation ? ` (${printable(diagnostic.operation)})` : "";
  const lines = [
    `${head}${severity} ${printable(diagnostic.message)}${operation} ${paint.dim(`[${diagnostic.code}]`)}`,
  ];
  if (diagnostic.location && place?.range && !diagnostic.isSecret) {
    lines.push(...excerpt(diagnostic.location.file, place.range, paint));
  }
  for (const { message, location } of diagnostic.related ?? []) {
    lines.push(
      `  ${printable(message.replace(/\.$/, ""))}: ${printable(placeText(placeOf(location)))}`,
    );
  }
  if (diagnostic.mend) lines.push(`  ${paint.cyan("mend:")} ${printable(diagnostic.mend)}`);
  return lines.join("\n");
}

/** The colour of a severity. */
export function severityPaint(severity: Severity, paint: Palette): (text: string) => string {
  const colours = { error: paint.red, warning: paint.yellow, info: paint.cyan };
  return colours[severity];
}
