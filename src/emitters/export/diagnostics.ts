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
  "asyncapi-without-routes": {
    severity: "error",
    message: () => "The API has no WebSocket routes, which are what AsyncAPI describes.",
    mend: "Describe routes in `x-gw-gen-websocket` or in the settings, or export as OpenAPI.",
    explain:
      "An export as AsyncAPI holds the WebSocket part of an API. An API of HTTP operations alone is exported as OpenAPI.",
  },
  "asyncapi-loss": {
    severity: "info",
    message: (what: string) => `AsyncAPI has no place for ${what}.`,
    mend: "Nothing, where the export is meant for clients of the WebSocket API.",
    explain:
      "AsyncAPI describes messages. HTTP operations, and the integrations of routes, are left out of such an export.",
  },
  "stage-variable-unset": {
    severity: "warning",
    message: (name: string, stage: string) => `The stage ${stage} has no variable \`${name}\`.`,
    mend: (name: string) => `Give the stage a value for \`${name}\` in the settings.`,
    explain:
      "`--stage-variables resolve` puts the stage's values in place of `${stageVariables.NAME}`. A variable without a value stays as it is.",
  },
});
