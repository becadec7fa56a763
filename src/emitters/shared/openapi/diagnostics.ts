import { defineDiagnostics } from "../../../diagnostics/diagnostic.js";

/** What writing a model as an OpenAPI document can lose. */
export const diagnostic = defineDiagnostics({
  "export-lost": {
    severity: "warning",
    message: (what: string, dialect: string) => `${what} cannot be written in ${dialect}.`,
    mend: "Export to a later version, or describe it in a form that this one has.",
    explain:
      "Each version of the specification can say some things that others cannot. What the target has no words for is left out of the exported document, and each such place is reported.",
  },
  "export-changed": {
    severity: "info",
    message: (what: string, how: string) => `${what} is written as ${how}.`,
    mend: "Nothing, where the other form serves its readers.",
    explain: "The target version has no such form, but another one that says nearly the same.",
  },
});
