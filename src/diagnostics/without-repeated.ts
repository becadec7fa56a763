import type { Diagnostic } from "./diagnostic.js";
import { placeOf, placeText } from "./place.js";

/** Diagnostics of several runs over one input: what each of them found is told once. */
export function withoutRepeated(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const known = new Map<string, Diagnostic>();
  for (const item of diagnostics) {
    const at = item.location ? placeText(placeOf(item.location)) : "";
    const key = `${item.code}\n${item.severity}\n${item.message}\n${at}`;
    if (!known.has(key)) known.set(key, item);
  }
  return [...known.values()];
}
