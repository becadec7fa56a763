import { defineDiagnostics } from "../diagnostics/diagnostic.js";

/** What goes wrong when a mapping template is tried out. */
export const diagnostic = defineDiagnostics({
  "template-syntax": {
    severity: "error",
    message: (reason: string) => `The template cannot be read: ${reason}.`,
    mend: "Correct the directive or reference at this place; every block needs its #end.",
    explain:
      "The text is no Velocity template: a directive or a reference in it is broken or a block has no end. API Gateway refuses it, or answers each request with status 500.",
  },
  "template-evaluation": {
    severity: "error",
    message: (reason: string) => `The template fails here: ${reason}.`,
    mend: "Guard the expression with #if, or correct it; --trace shows the values up to here.",
    explain:
      "The template was read, and running it with this event failed. In API Gateway the caller gets status 500.",
  },
  "template-payload": {
    severity: "error",
    message: (reason: string) => `The payload cannot be read here: ${reason}.`,
    mend: "Correct the event's body, or the JSONPath that reads it.",
    explain:
      "A template read a payload that is not what it asks for, such as text that is no JSON.",
  },
  "template-limit": {
    severity: "error",
    message: (reason: string) => `The template was stopped: ${reason}.`,
    mend: "Look for a loop or a macro that never ends, or for a value that grows with each round.",
    explain:
      "Loops, nesting, output and time of a template are bounded, so that no template can occupy the machine.",
  },
  "template-without-integration": {
    severity: "warning",
    message: () => "Template files are named here, and the operation has no integration.",
    mend: "Give the operation an integration that takes templates: `http`, `aws` or `mock`.",
    explain:
      "Mapping templates are a part of an integration. An operation without one, and a proxy, passes messages on as they are.",
  },
  "operation-unknown": {
    severity: "error",
    message: (name: string, near: readonly string[]) =>
      `There is no operation "${name}".${near.length > 0 ? ` Did you mean ${near.map((one) => `"${one}"`).join(", ")}?` : ""}`,
    mend: "Name an operation by its operationId, or by method and path as in `GET /pets/{petId}`.",
    explain:
      "`--operation` takes an operationId or the method and the path as the document has them, with a blank between.",
  },
  "operation-fault": {
    severity: "error",
    message: (status: number, type: string, reason: string) =>
      `The gateway answers ${status} itself (${type}): ${reason}.`,
    mend: "Look at the last step that was told: the next one could not be done.",
    explain:
      "The request did not get through: no template takes its media type, no integration response matches what the backend answered, a mapping asks for something that is not there, or a mock integration's template gives no `statusCode`. The client gets a response of the gateway.",
  },
  "event-form": {
    severity: "error",
    message: (what: string) => `This is no event of a template: ${what}.`,
    mend: "An event has body, params (path, querystring, header), context and stageVariables.",
    explain:
      "An event is an object with the members `body` (text; an object or a list is written as JSON), `params` with `path`, `querystring` and `header`, `context` and `stageVariables`. All may be absent. `headers`, `query` and `path` are short for the members of `params`.",
  },
  "case-form": {
    severity: "error",
    message: (what: string) => `This is no case of a template: ${what}.`,
    mend: "A case has an event, and one or more of expected, expectedJson, requestOverride and responseOverride.",
    explain:
      "A file `*.case.yaml` holds one case or a list of them. A case names its `template` (else the `.vtl` file of the same name), its `event` (or the members of one) and what must come out: `expected` text, `expectedJson`, `requestOverride`, `responseOverride`.",
  },
});
