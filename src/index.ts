export type { Diagnostic, RelatedLocation, Severity } from "./diagnostics/diagnostic.js";
export type { SourceLocation } from "./diagnostics/location.js";
