import { defineDiagnostics } from "../diagnostics/diagnostic.js";

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

/** Diagnostics of finding and preparing the API description in a file. */
export const diagnostic = defineDiagnostics({
  "not-an-api": {
    severity: "error",
    message: (looksLike: string) => `This is no API description: it looks like ${looksLike}.`,
    mend: "Name a Swagger 2.0, OpenAPI 3.x, AsyncAPI or Postman document, or a SAM or CloudFormation template that holds one.",
    explain:
      'An API description says what it is in its root: `openapi: 3.1.0`, `swagger: "2.0"`, `asyncapi: 3.0.0`, or Postman\'s `info.schema`. A SAM or CloudFormation template holds one in the `DefinitionBody` or `Body` of an API resource.',
  },
  "template-no-api": {
    severity: "error",
    message: (types: readonly string[]) =>
      types.length === 0
        ? "This template has no API resource with a body."
        : `This template has no body of an API: ${quoted(types)} leave it to the functions' events or to a file elsewhere.`,
    mend: "Give the API resource a `DefinitionBody` (SAM) or a `Body` (CloudFormation), or name the description's own file.",
    explain:
      "An API description is read from `DefinitionBody` of AWS::Serverless::Api and AWS::Serverless::HttpApi, and from `Body` of AWS::ApiGateway::RestApi and AWS::ApiGatewayV2::Api. An API that SAM makes up from the events of functions has none.",
  },
  "template-several-apis": {
    severity: "warning",
    message: (chosen: string, others: readonly string[]) =>
      `This template holds several APIs; "${chosen}" was read, not ${quoted(others)}.`,
    mend: (_chosen: string, others: readonly string[]) =>
      `Choose one by its logical id: --api ${others[0] ?? "ID"}.`,
    explain: "One run reads one API. Without --api it is the first of the template.",
  },
  "template-unknown-api": {
    severity: "error",
    message: (wanted: string, known: readonly string[]) =>
      `This template has no API "${wanted}"; it has ${quoted(known)}.`,
    mend: "Give the logical id of one of them to --api.",
    explain: "`--api` names the logical id of an API resource in a SAM or CloudFormation template.",
  },
  "template-remote-body": {
    severity: "warning",
    message: (place: string) => `The part at ${place} is not on this machine and was left out.`,
    mend: "Name a file relative to the template.",
    explain:
      "`AWS::Include`, `DefinitionUri` and `BodyS3Location` may name a file in a bucket, which gw-gen does not read.",
  },
  "template-macro": {
    severity: "warning",
    message: (name: string) => `The macro ${name} is not run; its part was left out.`,
    mend: "Write the part out, or generate from the processed template.",
    explain:
      "CloudFormation runs macros on its own side. `AWS::Include` with a local file is the only one that gw-gen can follow.",
  },
  "include-cycle": {
    severity: "error",
    message: (path: string) => `"${path}" includes itself.`,
    mend: "Remove one of the includes.",
    explain: "A file that `AWS::Include` brings in may not bring in, through others, itself.",
  },
  "overlay-form": {
    severity: "error",
    message: (missing: string) => `This overlay lacks ${missing}.`,
    mend: "Write it as the Overlay Specification has it.",
    explain:
      "An overlay has `overlay: 1.0.0`, `info`, and a list of `actions`, each with a JSONPath `target` and what to do with what it selects: `update`, `remove: true`, or (1.1) `copy` (https://spec.openapis.org/overlay/v1.1.0).",
  },
  "overlay-version": {
    severity: "warning",
    message: (version: string) =>
      `The overlay's version is ${version}; it is applied by the rules of 1.1.`,
    mend: "Write `overlay: 1.0.0` or `overlay: 1.1.0`.",
    explain: "gw-gen applies OpenAPI Overlays 1.0 and 1.1.",
  },
  "overlay-extends": {
    severity: "warning",
    message: (extended: string, target: string) =>
      `The overlay is made for "${extended}" and is applied to "${target}".`,
    mend: "Check that it is the right overlay; change or remove `extends` if it is.",
    explain: "`extends` of an overlay names the document that it was written for.",
  },
  "overlay-target": {
    severity: "error",
    message: (path: string, reason: string) => `"${path}" is no JSONPath: ${reason}.`,
    mend: "Write it by RFC 9535; names with a slash need brackets: $.paths['/pets'].",
    explain: "The `target` and `copy` of an action are JSONPath expressions of RFC 9535.",
  },
  "overlay-no-match": {
    severity: "warning",
    message: (path: string) => `"${path}" matches nothing.`,
    mend: "Check it against the document; remove the action if it is no longer needed.",
    explain:
      "The target of an overlay's action selects no node, so the action does nothing. Often the document changed since.",
  },
  "overlay-mixed": {
    severity: "error",
    message: (path: string, kinds: readonly string[]) =>
      `"${path}" selects ${kinds.join(" and ")}.`,
    mend: "Split the action in two, each for one kind of node.",
    explain:
      "All nodes that an `update` or `copy` is applied to must be objects, or lists, or single values (Overlay 1.1, Action Object).",
  },
  "overlay-incompatible": {
    severity: "error",
    message: (place: string, target: string, update: string) =>
      `The overlay puts ${update} where the document has ${target}: ${place}.`,
    mend: "Remove the node by an action before this one, or give the update the same form.",
    explain:
      "Objects are merged, lists are joined and single values are replaced; any other pair is an error (Overlay 1.1, Action Object).",
  },
  "overlay-copy": {
    severity: "error",
    message: (path: string, count: number) => `"${path}" selects ${count} nodes, not one.`,
    mend: "Write a path that leads to a single node.",
    explain: "`copy` names the one node that is copied into the targets (Overlay 1.1).",
  },
  "overlay-invalid": {
    severity: "error",
    message: (problem: string) => `This action makes the document invalid: ${problem}`,
    mend: "Narrow its target, or change with it what depends on that part.",
    explain:
      "The document is right without this action of the overlay and wrong with it: something that it takes away is referred to elsewhere, or what it puts in has the wrong form.",
  },
  "overlay-breaks": {
    severity: "error",
    message: (target: string, part: string) =>
      `The action on "${target}" takes ${part} away, without which this is no API description.`,
    mend: "Narrow the target of this action.",
    explain: "An overlay may change anything, but the result must still be an API description.",
  },
});
