import { defineDiagnostics } from "../diagnostics/diagnostic.js";

/** What importing an API description can find wrong. */
export const diagnostic = defineDiagnostics({
  "not-an-api-description": {
    severity: "error",
    message: (found: string) => `This is not an API description: ${found}.`,
    mend: 'Give a document whose root has `openapi: 3.x` or `swagger: "2.0"`.',
    explain:
      "The root of an OpenAPI document names its version in `openapi`, that of a Swagger document in `swagger`. Without it nothing says how to read the rest.",
  },
  "unsupported-version": {
    severity: "error",
    message: (member: string, version: string) =>
      `\`${member}: ${version}\` is not a version that can be read.`,
    mend: "Use Swagger 2.0, OpenAPI 3.0, 3.1 or 3.2, or AsyncAPI 2 or 3; converters exist for older versions.",
    explain: "Swagger 2.0, OpenAPI 3.0, 3.1 and 3.2, and AsyncAPI 2 and 3 are read.",
  },
  "no-websocket-server": {
    severity: "warning",
    message: () => "None of the servers speaks WebSocket.",
    mend: "Add a server with `protocol: wss`.",
    explain:
      "AsyncAPI describes many protocols; here its channels are read as the routes of a WebSocket API, whatever protocol the document's servers speak.",
  },
  "schema-format-unknown": {
    severity: "warning",
    message: (format: string) => `Payloads in the format \`${format}\` cannot be read.`,
    mend: "Describe the payload in JSON Schema.",
    explain:
      "Payloads are described in JSON Schema or AsyncAPI's form of it; any other is taken to accept everything.",
  },
  "version-repaired": {
    severity: "warning",
    message: (member: string, written: string, read: string) =>
      `\`${member}: ${written}\` is read as ${read}.`,
    mend: (member: string, _written: string, read: string) => `Write \`${member}: "${read}"\`.`,
    explain:
      "The version is a string of the form `2.0` or `3.1.0`. A number, a missing patch level and a later minor version are understood all the same.",
  },
  "wrong-type": {
    severity: "warning",
    message: (what: string, expected: string, found: string) =>
      `${what} should be ${expected} but is ${found}.`,
    mend: (_what: string, expected: string) => `Write ${expected} here, or remove it.`,
    explain:
      "The member has a value of a type that the specification does not allow here. Where the meaning is plain it is taken over, else the member is ignored; everything around it is imported.",
  },
  "missing-member": {
    severity: "warning",
    message: (what: string, member: string) => `${what} lacks \`${member}\`.`,
    mend: (_what: string, member: string) => `Add \`${member}\`.`,
    explain: "The specification requires the member; the import goes on without it.",
  },
  "unknown-value": {
    severity: "warning",
    message: (what: string, value: string, known: string) =>
      `${what} is \`${value}\`, which is none of ${known}.`,
    mend: (_what: string, _value: string, known: string) => `Use one of ${known}.`,
    explain: "The member takes one of a fixed list of values.",
  },
  "unknown-member": {
    severity: "warning",
    message: (name: string, _closest: string | undefined) => `\`${name}\` has no meaning here.`,
    mend: (_name: string, closest: string | undefined) =>
      closest === undefined
        ? "Remove it, or give it a name that starts with `x-`."
        : `Did you mean \`${closest}\`?`,
    explain:
      "The specification has no such member in this place, so nothing obeys it; often it is misspelt or stands one level too high or too low. It is kept for exports.",
  },
  "ref-not-found": {
    severity: "error",
    message: (ref: string) => `Nothing stands where \`$ref: ${ref}\` points to.`,
    mend: "Correct the reference, or add its target.",
    explain:
      "A reference that leads nowhere is imported as a schema that accepts anything (other objects are left out), so that the rest can be used when the severity of this code is lowered in the settings.",
  },
  "dynamic-ref-not-found": {
    severity: "warning",
    message: (ref: string) => `No schema has the anchor that \`$dynamicRef: ${ref}\` names.`,
    mend: "Give a schema that `$dynamicAnchor`.",
    explain:
      "A dynamic reference leads to the outermost schema in use that has the `$dynamicAnchor`. Without any, the place accepts everything.",
  },
  "ref-circular": {
    severity: "warning",
    message: (ref: string) =>
      `\`$ref: ${ref}\` leads back to itself without ever reaching a definition.`,
    mend: "Let one of the references point to a definition.",
    explain:
      "Schemas may be recursive through their properties and items, but a chain of references must end at something that is not a reference.",
  },
  "ref-siblings-ignored": {
    severity: "info",
    message: (names: string) => `${names} beside \`$ref\` has no effect in this version.`,
    mend: "Move it into an `allOf` beside the reference, or use OpenAPI 3.1.",
    explain:
      "Until OpenAPI 3.0 everything beside `$ref` is ignored; OpenAPI 3.1 gives it a meaning in schemas.",
  },
  "nullable-without-type": {
    severity: "info",
    message: (beside: string) => `\`nullable\` beside ${beside} is read as: that, or null.`,
    mend: "Say it in full: put the null into an `anyOf`, or give the schema a `type`.",
    explain:
      "OpenAPI 3.0 gives `nullable` a meaning only beside `type`. Authors who write it beside a composition or a reference mean that null is allowed too.",
  },
  "keyword-of-other-version": {
    severity: "warning",
    message: (keyword: string, version: string) => `\`${keyword}\` is not a keyword of ${version}.`,
    mend: "Use the form of the document's own version.",
    explain:
      "The keyword belongs to another version of the specification. It is read with the meaning that it has there.",
  },
  "nesting-too-deep": {
    severity: "error",
    message: (limit: number) => `Schemas are nested more than ${limit} levels deep here.`,
    mend: "Give parts of the schema names under components and refer to them.",
    explain:
      "Inline schemas may be nested 500 levels deep. Named schemas may refer to one another without limit.",
  },
  "duplicate-operation-id": {
    severity: "warning",
    message: (id: string, first: string) =>
      `The operationId \`${id}\` is already used by ${first}.`,
    mend: "Give each operation an operationId of its own.",
    explain:
      "Operation ids are unique within a document. Both operations are kept; names derived from the id are made unique.",
  },
  "path-without-slash": {
    severity: "warning",
    message: (path: string) => `The path \`${path}\` does not start with a slash.`,
    mend: (path: string) => `Write \`/${path}\`.`,
    explain: "Paths are appended to the server's URL and start with a slash.",
  },
  "path-parameter-undeclared": {
    severity: "warning",
    message: (name: string) =>
      `The path has \`{${name}}\`, but no path parameter of that name is declared.`,
    mend: (name: string) =>
      `Declare a parameter \`${name}\` with \`in: path\` and \`required: true\`.`,
    explain:
      "Each variable of a path template has a parameter; a missing one is taken to be a string.",
  },
  "path-parameter-unused": {
    severity: "warning",
    message: (name: string) => `The path parameter \`${name}\` does not occur in the path.`,
    mend: "Remove the parameter, or put it into the path template.",
    explain: "A path parameter that the path template does not name can never be sent.",
  },
  "duplicate-parameter": {
    severity: "warning",
    message: (name: string, place: string) =>
      `The ${place} parameter \`${name}\` is declared twice; the last one counts.`,
    mend: "Remove one of the two.",
    explain:
      "A parameter is identified by its name and its place, which are unique in a list of parameters.",
  },
  "several-bodies": {
    severity: "warning",
    message: () => "The operation has more than one body; only one can be sent.",
    mend: "Keep one body parameter, or describe all fields as `formData`.",
    explain:
      "A request has one body. Swagger 2 describes it by one `body` parameter or by `formData` parameters, never by both.",
  },
  "mapping-not-found": {
    severity: "warning",
    message: (value: string) => `The mapping's target \`${value}\` is no schema of the document.`,
    mend: "Correct the schema's name or reference.",
    explain:
      "A discriminator maps values to schemas by name or by reference. An entry that leads nowhere is left out.",
  },
  "mapping-not-understood": {
    severity: "warning",
    message: (source: string) => `\`${source}\` is no parameter mapping.`,
    mend: "Use `method.request.…`, `integration.response.…`, `context.…`, `stageVariables.…`, or a text in single quotes.",
    explain:
      "The source of a parameter mapping names a value of the request or response, of the context or of the stage, or is a fixed text in single quotes. The gateway refuses anything else.",
  },
  "mapping-target-unknown": {
    severity: "warning",
    message: (target: string) => `\`${target}\` is nothing that a parameter mapping can set.`,
    mend: "Use `integration.request.{path,querystring,header}.NAME`, `method.response.header.NAME` or `gatewayresponse.header.NAME`.",
    explain: "A parameter mapping sets a path variable, a query parameter or a header.",
  },
  "condition-assumed": {
    severity: "info",
    message: () => "A condition decides what stands here; its first branch is read.",
    mend: "Nothing, where that branch describes the API.",
    explain:
      "Templates may choose a path item or an operation by `Fn::If`. The condition is known only at deployment, so the first branch that is not `AWS::NoValue` stands for it.",
  },
  "no-responses": {
    severity: "warning",
    message: () => "The operation has no `responses`.",
    mend: "Describe at least the successful response.",
    explain:
      "Each operation describes at least one response; without one the result's type is unknown.",
  },
});
