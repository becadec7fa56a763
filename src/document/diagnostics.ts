import { defineDiagnostics } from "../diagnostics/diagnostic.js";

/** Diagnostics of finding and preparing the API description in a file. */
export const diagnostic = defineDiagnostics({
  "not-an-api": {
    severity: "error",
    message: (looksLike: string) => `This is no API description: it looks like ${looksLike}.`,
    mend: "Name a Swagger 2.0, OpenAPI 3.x, AsyncAPI or Postman document, or a SAM or CloudFormation template that holds one.",
    explain:
      'An API description says what it is in its root: `openapi: 3.1.0`, `swagger: "2.0"`, `asyncapi: 3.0.0`, or Postman\'s `info.schema`. A SAM or CloudFormation template holds one in the `DefinitionBody` or `Body` of an API resource.',
  },
});
