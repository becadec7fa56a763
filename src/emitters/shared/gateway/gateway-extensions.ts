import { definedMembers, type JsonObject } from "../../../util/json.js";
import type { ApiModel, Operation } from "../../../model/index.js";
import type { ExtensionPrinter } from "../openapi/extension-printer.js";
import { namedObject, optional } from "./node-members.js";
import { printSchemeMembers } from "./print-authorizer.js";
import { printDocumentMembers, printServerMembers } from "./print-document-members.js";
import { printIntegration, printIntegrationUse } from "./print-integration.js";

/** The members of API Gateway, `x-amazon-apigateway-*`: the inverse of what the importer reads. */
export const gatewayExtensions: ExtensionPrinter = {
  document: printDocumentMembers,
  server: printServerMembers,
  components: printComponentMembers,
  operation: printOperationMembers,
  securityScheme: printSchemeMembers,
  tag: ({ tagValue }) => definedMembers({ "x-amazon-apigateway-tag-value": optional(tagValue) }),
};

function printComponentMembers({ gateway }: ApiModel): JsonObject {
  return definedMembers({
    "x-amazon-apigateway-integrations": namedObject(gateway?.integrations, printIntegration),
  });
}

function printOperationMembers({ gateway }: Operation): JsonObject {
  if (!gateway) return {};
  const { integration, requestValidator, auth, isDefaultRoute } = gateway;
  return definedMembers({
    "x-amazon-apigateway-request-validator": requestValidator,
    "x-amazon-apigateway-auth": auth === undefined ? undefined : { type: auth.toUpperCase() },
    "x-amazon-apigateway-integration": integration && printIntegrationUse(integration),
    isDefaultRoute,
  });
}
