import type { Diagnostic } from "../diagnostic.js";
import { countSeverities, inOrder, type PlacedDiagnostic } from "../order.js";
import { type Place, placeOf } from "../place.js";
import type { DiagnosticFormat } from "./format.js";

/** For programs; `schemas/diagnostics.schema.json` describes it. */
export const formatJson: DiagnosticFormat = (diagnostics) => {
  const placed = inOrder(diagnostics);
  const counts = countSeverities(placed.map((item) => item.diagnostic));
  const report = {
    version: 1,
    summary: { errors: counts.error, warnings: counts.warning, infos: counts.info },
    diagnostics: placed.map(jsonDiagnostic),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
};

function jsonDiagnostic({ diagnostic, place }: PlacedDiagnostic): object {
  const { code, severity, message, mend, operation } = diagnostic;
  return {
    code,
    severity,
    message,
    ...(mend !== undefined && { mend }),
    ...(operation !== undefined && { operation }),
    ...(place && { location: jsonPlace(place) }),
    ...(diagnostic.related && { related: jsonRelated(diagnostic.related) }),
  };
}

function jsonRelated(related: NonNullable<Diagnostic["related"]>): object[] {
  return related.map(({ message, location }) => ({
    message,
    location: jsonPlace(placeOf(location)),
  }));
}

function jsonPlace({ path, pointer, range }: Place): object {
  return {
    file: path,
    pointer,
    ...(range && { line: range.start.line, column: range.start.column }),
    ...(range?.end && { endLine: range.end.line, endColumn: range.end.column }),
  };
}
