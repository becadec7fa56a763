import { defineDiagnostics } from "../../diagnostics/diagnostic.js";

/** What `gw-gen init --from-aws` finds in the saved answers of the service. */
export const diagnostic = defineDiagnostics({
  "aws-export-missing": {
    severity: "error",
    message: (folder: string) => `The folder "${folder}" has no export of an API.`,
    mend: "Save one there: aws apigateway get-export --rest-api-id ID --stage-name STAGE --export-type oas30 --parameters extensions=apigateway api.json",
    explain:
      "`gw-gen init --from-aws DIR` reads what the service's own command line saved: the document of get-export, and beside it the JSON of get-stages, get-usage-plans, get-rest-apis, get-api-keys, get-usage-plan-keys, get-domain-names and get-base-path-mappings as far as they are there. Files are told by what is in them.",
  },
  "aws-extensions-missing": {
    severity: "warning",
    message: () =>
      "This export has no integrations: it was saved without the gateway's extensions.",
    mend: "Save it again with `--parameters extensions=apigateway`.",
    explain:
      "get-export leaves out integrations, validators, authorizers and gateway responses unless it is asked for them. Without them the spec says what the API offers, not what runs it.",
  },
  "aws-export-unused": {
    severity: "warning",
    message: (used: string) => `This export was not used: the spec is made of "${used}".`,
    mend: "Compare the two (`gw-gen diff`); write what differs in a stage into an overlay of that stage.",
    explain:
      "Each stage of a live API may run another deployment, so that exports of stages differ. Settings know one spec, and overlays for what is different in a stage.",
  },
  "aws-file-unknown": {
    severity: "info",
    message: (path: string) =>
      `Nothing is taken from "${path}": it is no answer that is read here.`,
    mend: "Nothing, if it belongs to something else.",
    explain:
      "Saved answers are told by their members, whatever the files are called. An empty list says nothing of what it is.",
  },
  "aws-not-carried": {
    severity: "warning",
    message: (what: string, where: string) => `${what} of ${where} has no place in the settings.`,
    mend: "Keep it where the infrastructure is described.",
    explain:
      "Some of what the service keeps has no counterpart in `gw-gen.yaml`, such as web ACLs, tags of stages and deployments. It is named here so that it is not lost unseen.",
  },
  "aws-plan-stage-unknown": {
    severity: "warning",
    message: (plan: string, stage: string) =>
      `The usage plan "${plan}" has the stage "${stage}", which get-stages does not have; it is left out.`,
    mend: "Save the stages and the usage plans again, at the same time.",
    explain:
      "The saved files were taken at different times, or the stage was deleted since and the plan still names it.",
  },
  "aws-secret-saved": {
    severity: "warning",
    message: (key: string, variable: string) =>
      `This file has the value of the API key "${key}"; the settings read it from ${variable}.`,
    mend: "Keep the value where secrets are kept, and delete the file or save it without `--include-values`.",
    explain:
      "The value of an API key never stands in settings. They name an environment variable, which is read only where the value is used.",
  },
});
