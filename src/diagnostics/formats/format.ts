import type { Diagnostic, DiagnosticCatalogue } from "../diagnostic.js";

/** What a format may use beside the diagnostics. */
export interface FormatOptions {
  /** Whether the reader's terminal shows colours; only `text` has any. */
  readonly colour: boolean;
  /** gw-gen's version. */
  readonly version: string;
  /** All codes; `sarif` lists the rules that occur from it. */
  readonly catalogue: DiagnosticCatalogue;
}

/** Writes diagnostics down, in order and without repetitions; ends in a line break unless empty. */
export type DiagnosticFormat = (
  diagnostics: readonly Diagnostic[],
  options: FormatOptions,
) => string;
