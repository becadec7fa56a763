import { defineDiagnostics } from "../../diagnostics/diagnostic.js";

/** What exporting a spec can meet. */
export const diagnostic = defineDiagnostics({
  "export-rebuilt": {
    severity: "info",
    message: (reason: string) => `The document is printed anew: ${reason}.`,
    mend: "Nothing, unless its comments matter.",
    explain:
      "An export to the document's own version changes the text as little as it can, so that comments and the order of members stay. Where that is impossible, the document is printed from what it says; comments are then gone.",
  },
  "stage-variable-unset": {
    severity: "warning",
    message: (name: string, stage: string) => `The stage ${stage} has no variable \`${name}\`.`,
    mend: (name: string) => `Give the stage a value for \`${name}\` in the settings.`,
    explain:
      "`--stage-variables resolve` puts the stage's values in place of `${stageVariables.NAME}`. A variable without a value stays as it is.",
  },
});
