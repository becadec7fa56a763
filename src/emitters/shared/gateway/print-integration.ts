import type { Integration, IntegrationResponse } from "../../../model/index.js";
import { definedMembers, type JsonObject } from "../../../util/json.js";
import {
  keptMembers,
  mappingObject,
  namedObject,
  optional,
  templateObject,
} from "./node-members.js";

/**
 * The integration of an operation, as a reference where a component holds it
 * (API Gateway guide, "x-amazon-apigateway-integration object").
 */
export function printIntegrationUse(integration: Integration): JsonObject {
  if (integration.component === undefined) return printIntegration(integration);
  const name = integration.component;
  return { $ref: `#/components/x-amazon-apigateway-integrations/${name}` };
}

/** An integration, with what is absent left to the service's defaults. */
export function printIntegration(integration: Integration): JsonObject {
  const { type, rawType, tls, responses } = integration;
  return {
    ...definedMembers({
      type: type === "unknown" ? rawType : type,
      integrationSubtype: integration.integrationSubtype,
      httpMethod: integration.httpMethod,
      uri: optional(integration.uri),
      credentials: optional(integration.credentials),
      connectionType: integration.connectionType?.toUpperCase(),
      connectionId: optional(integration.connectionId),
      integrationTarget: optional(integration.integrationTarget),
      passthroughBehavior: integration.passthroughBehavior,
      contentHandling: integration.contentHandling?.toUpperCase(),
      payloadFormatVersion: integration.payloadFormatVersion,
      responseTransferMode: integration.responseTransferMode?.toUpperCase(),
      timeoutInMillis: optional(integration.timeout),
      cacheNamespace: optional(integration.cacheNamespace),
      cacheKeyParameters: integration.cacheKeyParameters,
      requestParameters: mappingObject(integration.requestParameters),
      requestTemplates: templateObject(integration.requestTemplates),
      responses:
        responses &&
        Object.fromEntries(responses.map((each) => [each.pattern, printResponse(each)])),
      responseParameters: namedObject(
        integration.responseParameters,
        (mappings) => mappingObject(mappings) ?? {},
      ),
      tlsConfig: tls && definedMembers(tls),
    }),
    ...keptMembers(integration),
  };
}

function printResponse(response: IntegrationResponse): JsonObject {
  return {
    ...definedMembers({
      statusCode: optional(response.statusCode),
      contentHandling: response.contentHandling?.toUpperCase(),
      responseParameters: mappingObject(response.parameters),
      responseTemplates: templateObject(response.templates),
    }),
    ...keptMembers(response),
  };
}
