import { defineDiagnostics } from "../diagnostics/diagnostic.js";

/** What goes wrong between reading and writing. */
export const diagnostic = defineDiagnostics({
  "format-config-missing": {
    severity: "warning",
    message: (folder: string) =>
      `No prettier configuration holds for "${folder}"; the output keeps its own layout.`,
    mend: "Add a prettier configuration there or above, or leave --format out.",
    explain:
      "`--format` lays the output out by the prettier configuration of the folder that it is written to. Without a configuration there is nothing to do: what gw-gen prints is laid out as prettier does by default.",
  },
  "format-failed": {
    severity: "error",
    message: (reason: string) => `Formatting the output failed: ${reason}`,
    mend: "Correct the prettier configuration, or leave --format out.",
    explain:
      "The prettier configuration, or a plugin that it names, could not be loaded or failed. Nothing was written.",
  },
  "git-tag-missing": {
    severity: "error",
    message: () => "No git tag stands before the checked-out commit.",
    mend: "Make a tag, fetch the tags (`git fetch --tags`), or name the version.",
    explain:
      "`--version-as git` writes the last tag into `info.version`. A shallow clone, as build pipelines make them, has no tags unless it fetches them.",
  },
  "split-not-openapi": {
    severity: "error",
    message: (form: string) => `An export as ${form} cannot be split into files.`,
    mend: "Leave --split out, or export as OpenAPI or Swagger.",
    explain:
      "`--split` writes one file for each path and each component of an OpenAPI document. The other forms are one file by their definition.",
  },
  "stateful-not-here": {
    severity: "warning",
    message: () => "The gateway keeps nothing: `--stateful` has no effect in the profile `aws`.",
    mend: "Give --profile openapi, or let a function behind the gateway keep what is sent.",
    explain:
      "In the profile `aws` the integrations answer, as they do behind API Gateway, so there is nothing that the mock could keep. The profile `openapi` answers by the schemas, and keeps what clients create when it is told to.",
  },
  "scenario-route-unknown": {
    severity: "error",
    message: (key: string, known: readonly string[]) =>
      `No route \`${key}\` can set off this step; there are ${known.join(", ")}.`,
    mend: "Use the key of a route that clients send to, or `$connect`.",
    explain:
      "`on` of a scenario's step is the key of a route that clients send to, or `$connect` for a new connection. By another key it would never run.",
  },
  "scenario-event-unknown": {
    severity: "error",
    message: (key: string, known: readonly string[]) =>
      `The API has no event \`${key}\` whose example could be sent; it has ${known.join(", ") || "none"}.`,
    mend: "Use the key of an event, or write the `message` out.",
    explain:
      "`event` of a scenario's step names a route of the direction `receive` or `both`, whose first example, or a value by its schema, is sent.",
  },
  "scaffold-kept": {
    severity: "info",
    message: (paths: readonly string[]) =>
      `Templates are there already and stay: ${paths.join(", ")}.`,
    mend: "Delete a file to have its start again, or replace them all with --force.",
    explain:
      "`gw-gen gateway --scaffold` writes templates that are changed by hand afterwards, so it leaves alone what is there.",
  },
  "scaffold-without-body": {
    severity: "error",
    message: (name: string) => `"${name}" has no JSON body that a template could be made of.`,
    mend: "Give a request body or a success a JSON media type with a schema.",
    explain:
      "A starter template writes a body again, member by member; it is made of the schema of a JSON request body or of a JSON body of a 2xx response.",
  },
  "environment-unset": {
    severity: "warning",
    message: (variable: string, use: string) =>
      `The environment variable ${variable} is not set; ${use} gets a value made up for this run.`,
    mend: (variable: string) => `Set it before the run: ${variable}=… gw-gen mock …`,
    explain:
      "Settings name the environment variables of secrets, which are read only where they are used. A local mock makes up a value for a key whose variable is not set, and prints it.",
  },
  "settings-there": {
    severity: "error",
    message: (path: string) => `"${path}" is there already.`,
    mend: "Change it, or replace it with --force.",
    explain:
      "`gw-gen init` writes the first settings of a spec, with --from-aws the spec too, and does not touch what is there.",
  },
});
