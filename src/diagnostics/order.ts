import type { Diagnostic, Severity } from "./diagnostic.js";
import { type Place, placeOf } from "./place.js";

/** A diagnostic with its place looked up. */
export interface PlacedDiagnostic {
  readonly diagnostic: Diagnostic;
  readonly place?: Place;
}

/** How many diagnostics there are of each severity. */
export type SeverityCounts = Readonly<Record<Severity, number>>;

/** Looks up all places, drops repetitions, and sorts by file and position; those without a place come first. */
export function inOrder(diagnostics: readonly Diagnostic[]): PlacedDiagnostic[] {
  const seen = new Set<string>();
  const placed: PlacedDiagnostic[] = [];
  for (const diagnostic of diagnostics) {
    const item = place(diagnostic);
    const identity = JSON.stringify([diagnostic.code, item.place, diagnostic.message]);
    if (seen.has(identity)) continue;
    seen.add(identity);
    placed.push(item);
  }
  return placed.sort(compare);
}

/** Looks up the place of one diagnostic. */
export function place(diagnostic: Diagnostic): PlacedDiagnostic {
  return { diagnostic, ...(diagnostic.location && { place: placeOf(diagnostic.location) }) };
}

/** Counts by severity. */
export function countSeverities(diagnostics: readonly Diagnostic[]): SeverityCounts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of diagnostics) counts[severity] += 1;
  return counts;
}

function compare(a: PlacedDiagnostic, b: PlacedDiagnostic): number {
  const [from, to] = [a.place?.range?.start, b.place?.range?.start];
  return (
    compareText(a.place?.path ?? "", b.place?.path ?? "") ||
    (from?.line ?? 0) - (to?.line ?? 0) ||
    (from?.column ?? 0) - (to?.column ?? 0) ||
    compareText(a.diagnostic.code, b.diagnostic.code)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
