import { defineDiagnostics } from "../diagnostics/diagnostic.js";

/** What validation with a schema cannot hold to. */
export const diagnostic = defineDiagnostics({
  "schema-format-unchecked": {
    severity: "info",
    message: (format: string) =>
      `The format "${format}" is not one that is checked; any value passes.`,
    mend: "Add a `pattern` where the values have a shape, or leave it: the rest of the schema is checked.",
    explain:
      "JSON Schema lets anyone invent a `format`. Validation checks the formats of the specification and of the OpenAPI registry; another one is a note to the reader.",
  },
  "schema-pattern-invalid": {
    severity: "warning",
    message: (pattern: string, reason: string) =>
      `The pattern ${JSON.stringify(pattern)} is not a regular expression: ${reason}.`,
    mend: "Write the pattern in the syntax of ECMA-262, without delimiters such as `/…/`.",
    explain:
      "A `pattern` is a regular expression of ECMA-262. One that cannot be compiled checks nothing, so values that should be refused are accepted.",
  },
  "schema-not-compiled": {
    severity: "warning",
    message: (reason: string) => `No validator could be made from this schema: ${reason}.`,
    mend: "Correct the keyword that the message names; until then values of this schema are not checked.",
    explain:
      "A keyword has a value that JSON Schema does not allow, such as a text where a number must stand, so the schema as a whole cannot be checked.",
  },
});
