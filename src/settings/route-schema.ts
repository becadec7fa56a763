import type { JsonObject } from "../util/json.js";

const text = (description: string): JsonObject => ({ description, type: "string" });
const flag = (description: string): JsonObject => ({ description, type: "boolean" });
const object = (description: string, values: JsonObject): JsonObject => ({
  description,
  type: "object",
  additionalProperties: values,
});
const words = { type: "string" };
const message = (description: string): JsonObject => ({
  description: `${description}: a schema, or a message with its \`payload\`.`,
  anyOf: [{ type: "object" }, { type: "boolean" }],
});
/** Text, or a CloudFormation function that gives one. */
const computed = (description: string): JsonObject => ({
  description,
  anyOf: [words, { type: "object" }],
});

/** The JSON Schemas of WebSocket routes by name, for editors; the importer of `x-gw-gen-websocket` reads and judges them. */
export const ROUTE_SCHEMAS: JsonObject = {
  route: {
    anyOf: [
      { type: "null" },
      {
        type: "object",
        properties: {
          direction: {
            description: "Who sends the message, seen from the client; `send` when absent.",
            enum: ["send", "receive", "both"],
          },
          summary: text("What the route is for, in a line."),
          description: text("What the route is for."),
          deprecated: flag("Whether clients should leave it."),
          message: message("What is sent"),
          reply: message("What comes back"),
          parameters: {
            description: "Parameters of the connection, on `$connect`, as OpenAPI writes them.",
            type: "array",
            items: { type: "object" },
          },
          security: {
            description: "Who may connect, on `$connect`, as OpenAPI writes it.",
            type: "array",
            items: { type: "object" },
          },
          apiKeyRequired: flag("Whether `$connect` needs an API key."),
          modelSelection: text(
            "The expression that selects the model which messages are checked by.",
          ),
          integration: { description: "What answers the route.", $ref: "#/$defs/integration" },
        },
        patternProperties: { "^x-": true },
        additionalProperties: false,
      },
    ],
  },
  integration: {
    type: "object",
    required: ["type"],
    properties: {
      type: {
        description: "The kind of backend.",
        enum: ["aws", "aws_proxy", "http", "http_proxy", "mock"],
      },
      uri: computed("The backend's address."),
      httpMethod: text("The method of the request to the backend."),
      credentials: computed("The ARN of the role that the gateway takes on."),
      connectionType: {
        description: "How the backend is reached.",
        enum: ["INTERNET", "VPC_LINK", "internet", "vpc_link"],
      },
      connectionId: computed("The VPC link."),
      contentHandling: text("`CONVERT_TO_TEXT` or `CONVERT_TO_BINARY`."),
      passthroughBehavior: text("`WHEN_NO_MATCH`, `WHEN_NO_TEMPLATES` or `NEVER`."),
      timeoutInMillis: {
        description: "How long the backend may take.",
        type: "integer",
        minimum: 50,
        maximum: 29_000,
      },
      requestParameters: object("Mappings, `integration.request.…` from `route.request.…`.", words),
      requestTemplates: object("Templates by the key that the selection gives.", words),
      templateSelectionExpression: text("The expression that selects the template."),
      integrationResponseSelectionExpression: text("The expression that selects the response."),
      responses: object("Responses by `$default` or `/regex/`.", { type: "object" }),
    },
    patternProperties: { "^x-": true },
    additionalProperties: true,
  },
};
