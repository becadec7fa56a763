import { defineDiagnostics } from "../../diagnostics/diagnostic.js";

/** What a gateway's definition cannot hold, what it does not enforce, and what was put in its place. */
export const diagnostic = defineDiagnostics({
  "gateway-routes-not-held": {
    severity: "warning",
    message: (count: number) =>
      `OpenAPI has no place for the ${count} routes of the WebSocket API; they are left out.`,
    mend: "Use `--target sam`, `cloudformation` or `terraform`, which hold them.",
    explain:
      "The gateway imports REST and HTTP APIs from OpenAPI documents. A WebSocket API is made of single resources, which the stacks have.",
  },
  "gateway-method-left-out": {
    severity: "warning",
    message: (method: string) => `API Gateway has no method ${method}; the operation is left out.`,
    mend: "Offer the operation under another method, or behind `x-amazon-apigateway-any-method`.",
    explain:
      "API Gateway knows DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT, and ANY for all of them.",
  },
  "gateway-path-left-out": {
    severity: "warning",
    message: (path: string, problem: string) =>
      `API Gateway cannot hold the path \`${path}\`: ${problem}. Its operation is left out.`,
    mend: "Change the path so that a parameter is a whole segment.",
    explain:
      "A segment of a path is text of letters, digits and `_-.,:`, or one parameter; `{name+}` takes the rest of the path and must come last. A document with other paths is refused by the import.",
  },
  "gateway-path-changed": {
    severity: "info",
    message: (path: string, changed: string) =>
      `The path \`${path}\` becomes \`${changed}\`: siblings share one variable, and a trailing slash means nothing.`,
    mend: "Nothing; the URLs of the API stay the same.",
    explain:
      "API Gateway allows one variable among the children of a resource, so `/pets/{id}` and `/pets/{petId}/toys` need the same name. The first one counts.",
  },
  "gateway-parameter-left-out": {
    severity: "warning",
    message: (name: string, problem: string) =>
      `The parameter \`${name}\` is left out of the definition: ${problem}.`,
    mend: "Proxy integrations pass it on all the same; rename it where a mapping has to read it.",
    explain:
      "API Gateway takes parameters of the path, the query and the headers whose names consist of letters, digits and `._$-` and are unique across the three places.",
  },
  "gateway-model-renamed": {
    severity: "info",
    message: (name: string, renamed: string) => `The model \`${name}\` is named \`${renamed}\`.`,
    mend: "Nothing, unless something outside refers to the model by its name.",
    explain: "Names of models hold letters and digits only.",
  },
  "gateway-response-left-out": {
    severity: "info",
    message: (status: string) => `The response \`${status}\` is left out.`,
    mend: "Describe the statuses one by one where clients need them.",
    explain:
      "A method response of API Gateway belongs to one status; `default` and ranges such as `4XX` have no counterpart.",
  },
  "gateway-integration-added": {
    severity: "info",
    message: (kind: string) => `The operation has no integration; it gets ${kind}.`,
    mend: "Say in the settings what runs it: `backends`, `gateway.function`, or an integration in the document.",
    explain:
      "An API cannot be deployed while a method has no integration. Without one in the document the settings decide: `gateway.integration`, else the stage's backend, else a Lambda function by `gateway.function`, else a mock that answers with the example of the operation's success.",
  },
  "gateway-integration-impossible": {
    severity: "error",
    message: (problem: string) => `No integration can be made for the operation: ${problem}.`,
    mend: "Give the operation an integration, or the settings what it lacks.",
    explain: "`gateway.integration: http_proxy` or `lambda` needs a backend or `gateway.function`.",
  },
  "gateway-route-without-integration": {
    severity: "warning",
    message: () => "The route has no integration, and an HTTP API has no mocks.",
    mend: "Name a backend (`--backend`) or functions (`--function`), or use a REST API.",
    explain:
      "HTTP APIs know HTTP proxies, Lambda functions and services of AWS. A route without an integration answers every request with an error.",
  },
  "gateway-transform-lost": {
    severity: "warning",
    message: (reason: string) => `The operation's transform has no effect: ${reason}.`,
    mend: "Give the operation an `http` or `aws` integration, or transform in the backend.",
    explain:
      "Transforms become mapping templates. Proxies of Lambda functions and HTTP APIs have none.",
  },
  "gateway-name-unsafe": {
    severity: "error",
    message: (name: string) => `"${name}" is no name of a Lambda function.`,
    mend: "Change `gateway.function`; names have up to 64 letters, digits, hyphens and underscores.",
    explain:
      "The name of the function is made from `gateway.function`, in which `{operationId}`, `{method}`, `{path}`, `{tag}` and `{stage}` are replaced.",
  },
  "gateway-validation-loosened": {
    severity: "info",
    message: (what: string) => `The gateway's model does not hold ${what}.`,
    mend: "Check it in the backend.",
    explain:
      "What API Gateway would drop from a model can make the rest refuse valid requests: a `nullable` string would have to be a string, a required `readOnly` property would have to be sent. Models that gw-gen adds validation for are loosened instead.",
  },
  "gateway-not-enforced": {
    severity: "info",
    message: (what: string) => `API Gateway does not enforce ${what}.`,
    mend: "Check it in the backend.",
    explain:
      "Of parameters the gateway checks only that required ones are there and not blank; of bodies those of media types that have a model; of responses nothing.",
  },
  "gateway-not-authorized": {
    severity: "warning",
    message: (schemes: string) =>
      `API Gateway does not check ${schemes}; it lets every request through to the integration.`,
    mend: "Add an authorizer to the security scheme (`x-amazon-apigateway-authorizer`), or check the credentials in the backend.",
    explain:
      "Of security schemes a REST API knows the API key in the header `x-api-key`, AWS signatures (`x-amazon-apigateway-authtype: awsSigv4`) and those with an authorizer extension.",
  },
  "gateway-not-held": {
    severity: "info",
    message: (what: string) => `API Gateway has nothing that holds ${what}.`,
    mend: "Nothing, if only readers and SDKs need it.",
    explain:
      "Callbacks, links, servers of single operations, webhooks and `deprecated` are dropped by the import and do not come back in an export.",
  },
  "gateway-cors-origins": {
    severity: "warning",
    message: () =>
      "The gateway's own error responses cannot choose among several origins; they carry no CORS headers.",
    mend: "Allow one origin, or `*`.",
    explain:
      "The preflight of an API with several allowed origins answers with the one that asks. Gateway responses have no mapping templates, so browsers hide errors such as 401, 403 and 429 from scripts of these origins.",
  },
  "gateway-cors-backend": {
    severity: "info",
    message: () => "The integration itself has to send `Access-Control-Allow-Origin`.",
    mend: "Let the backend or the function send the CORS headers.",
    explain: "A proxy integration passes on what comes back; the gateway adds no headers to it.",
  },
  "gateway-stages-differ": {
    severity: "info",
    message: (groups: readonly string[]) =>
      `The stages ${groups.join(", ")} have definitions of their own; each becomes one API.`,
    mend: "Nothing; where they should share an API, use stage variables in place of overlays.",
    explain:
      "All stages of an API in API Gateway deploy the same definition. Stages whose overlays, operations or backends make it differ become one API each.",
  },
  "gateway-setting-not-held": {
    severity: "warning",
    message: (what: string, target: string) => `A ${target} template cannot set ${what}.`,
    mend: "Set it by hand, or use another target.",
    explain: "Not each setting of a stage has a property in each kind of template.",
  },
  "gateway-body-large": {
    severity: "warning",
    message: (bytes: number, limit: number, parameters: string) =>
      `The definition has ${bytes} bytes; a template holds ${limit} at most. It refers to a file in S3: ${parameters}.`,
    mend: "Upload the definition beside the template, and give bucket and key as parameters.",
    explain:
      "CloudFormation takes `Body` of at most 460,800 bytes and templates of 1 MB, passed inline 51,200 bytes. Larger definitions go through `BodyS3Location`.",
  },
  "gateway-template-large": {
    severity: "info",
    message: (bytes: number) =>
      `The template has ${bytes} bytes; above 51,200 it has to be uploaded to S3 first.`,
    mend: "Deploy it with `aws cloudformation deploy --s3-bucket BUCKET`, or `sam deploy`.",
    explain: "A template that is passed in the call itself has at most 51,200 bytes.",
  },
  "gateway-intrinsic": {
    severity: "warning",
    message: (count: number) =>
      `${count === 1 ? "A value is" : `${count} values are`} computed by CloudFormation; the gateway's own import does not compute ${count === 1 ? "it" : "them"}.`,
    mend: "Use `--target sam` or `cloudformation`, or write the values out in an overlay.",
    explain:
      "`Fn::Sub`, `Ref` and their like mean something in a CloudFormation or SAM template only; ImportRestApi refuses an integration whose `uri` is an object.",
  },
});
