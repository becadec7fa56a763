import { defineDiagnostics } from "../../../../diagnostics/diagnostic.js";

/** What planning an SDK cannot make of what it is told. */
export const diagnostic = defineDiagnostics({
  "sdk-pagination-invalid": {
    severity: "warning",
    message: (operation: string, reason: string) =>
      `The SDK does not page ${operation} as it is told: ${reason}.`,
    mend: "Correct `pagination` in the settings or `x-gw-gen-pagination` in the description, or take it out.",
    explain: `\`kind\` is \`cursor\`, \`offset\`, \`page\`, \`link\` or \`none\`. \`items\` points to a list in the answer's body,
\`next\` to the cursor or address of the next page, \`parameter\` names the query parameter (or the member of a
JSON body) that takes the cursor, offset or page. Without \`items\`, the body's only list is taken. When one of
them leads nowhere, the operation gets no iteration over its pages; calling it works as ever.`,
  },
  "sdk-idempotency-invalid": {
    severity: "warning",
    message: (operation: string, value: string) =>
      `x-gw-gen-idempotency of ${operation} is ${value}: neither true nor false nor the name of a header.`,
    mend: "Write `true`, `false`, or the name of the header that takes the key.",
    explain: `An operation that takes an idempotency key is sent with a new one for each call, the same for all of its
retries, so that it can be tried again. A header parameter named \`Idempotency-Key\` (or \`X-Idempotency-Key\`,
\`Idempotency-Token\`) says so by itself; \`x-gw-gen-idempotency\` says it where no parameter does, names another header,
or with \`false\` leaves the key to the caller.`,
  },
  "sdk-xml-request-left-out": {
    severity: "info",
    message: (operation: string, mediaType: string, sent: string) =>
      `The SDK does not send ${operation} as ${mediaType}: it sends ${sent}.`,
    mend: "Nothing, if the server takes what is sent; else describe the XML body alone: the SDK takes it as text.",
    explain: `The SDK writes JSON, forms and multipart bodies from typed values, but no XML. Where a request body has such
a media type beside XML, the XML one is left out; where XML is the only one, the body is text that the caller writes.`,
  },
  "sdk-xml-response-left-out": {
    severity: "info",
    message: (operation: string, status: string, mediaType: string, read: string) =>
      `The SDK does not read the answer ${status} of ${operation} as ${mediaType}: it asks for ${read}.`,
    mend: "Nothing, if the server answers as it is asked; else describe the XML answer alone: the SDK gives it as text.",
    explain: `The SDK reads JSON into typed values, but no XML. Where an answer has another readable media type beside
XML, the \`Accept\` header and the type of the result leave XML out; where XML is the only one, the result is its text.`,
  },
  "sdk-body-not-sent": {
    severity: "warning",
    message: (operation: string, method: string) =>
      `The body of ${operation} cannot be sent: \`fetch\` has no ${method} with a body.`,
    mend: "Describe it as query parameters, or let the operation be POST or QUERY.",
    explain: `A client is built on \`fetch\`, which refuses a body with GET and HEAD everywhere (Fetch standard); HTTP says that
such a body has no meaning (RFC 9110 §9.3.1), and gateways and caches drop it. The SDK leaves the operation as it is
described, and says so in its documentation: a call with a body ends in an error before anything is sent.`,
  },
  "sdk-no-stages": {
    severity: "warning",
    message: () => "The SDK is not typed by stages: the settings name none.",
    mend: "Name the stages in gw-gen.yaml, or leave out `--all-stages`.",
    explain: `With \`--all-stages\` a client is made for one of the stages, and calling an operation that this stage does
not have is an error of the compiler. Which operation is in which stage is said by \`stages\` in the settings
(\`include\`, \`exclude\`, \`overlays\`); servers of the document say nothing of that.`,
  },
  "sdk-stage-without-url": {
    severity: "warning",
    message: (stage: string) =>
      `The stage "${stage}" has no URL: clients of it must be given a \`baseUrl\`.`,
    mend: "Give the stage its `url` in gw-gen.yaml.",
    explain: `The SDK takes the URL of each stage from \`stages\` in the settings. A client of a stage without one sends nothing
until it is made with \`baseUrl\`: its calls end in a RequestError.`,
  },
  "sdk-any-method": {
    severity: "warning",
    message: (operation: string) => `The SDK sends ${operation} as POST: ANY is no method to send.`,
    mend: "Describe the methods that clients use beside `x-amazon-apigateway-any-method`.",
    explain: `\`x-amazon-apigateway-any-method\` stands for every method that the path does not have itself. A client
has to choose one, and the description does not say which: the SDK's function uses POST.`,
  },
});
