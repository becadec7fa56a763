import type {
  ApiModel,
  Dialect,
  Gateway,
  GatewayDocumentation,
  GatewayEndpoint,
  GatewayResponse,
  HttpApiCors,
} from "../../../model/index.js";
import { definedMembers, type JsonObject } from "../../../util/json.js";
import { keptMembers, mappingObject, namedObject, optional, optionalList } from "./node-members.js";

const prefix = "x-amazon-apigateway-";

/** The root's members (API Gateway guide, "x-amazon-apigateway extensions to OpenAPI"). */
export function printDocumentMembers({ gateway }: ApiModel, dialect: Dialect): JsonObject {
  if (!gateway) return {};
  const { endpoint } = gateway;
  return definedMembers({
    [`${prefix}endpoint-configuration`]:
      dialect === "swagger-2.0" ? printEndpoint(endpoint) : undefined,
    [`${prefix}security-policy`]: optional(gateway.securityPolicy),
    [`${prefix}endpoint-access-mode`]: optional(gateway.endpointAccessMode),
    [`${prefix}policy`]: endpoint.policy,
    [`${prefix}api-key-source`]: gateway.apiKeySource?.toUpperCase(),
    [`${prefix}binary-media-types`]: optionalList(gateway.binaryMediaTypes),
    [`${prefix}minimum-compression-size`]: gateway.minimumCompressionSize,
    [`${prefix}request-validators`]: printValidators(gateway),
    [`${prefix}request-validator`]: gateway.requestValidator,
    [`${prefix}gateway-responses`]: namedObject(gateway.gatewayResponses, printGatewayResponse),
    [`${prefix}documentation`]: gateway.documentation && printDocumentation(gateway.documentation),
    [`${prefix}cors`]: gateway.cors && printCors(gateway.cors),
    [`${prefix}importexport-version`]: gateway.importExportVersion,
  });
}

/** The endpoint of an OpenAPI 3 document, which stands in its server. */
export function printServerMembers({ gateway }: ApiModel): JsonObject {
  const endpoint = gateway && printEndpoint(gateway.endpoint);
  return endpoint ? { [`${prefix}endpoint-configuration`]: endpoint } : {};
}

/** Absent when the document's member would be empty: policies have a member of their own. */
function printEndpoint(endpoint: GatewayEndpoint): JsonObject | undefined {
  const members = definedMembers({
    types: endpoint.type && [endpoint.type.toUpperCase()],
    vpcEndpointIds: optionalList(endpoint.vpcEndpointIds),
    disableExecuteApiEndpoint: optional(endpoint.disableExecuteApi),
  });
  return Object.keys(members).length > 0 ? members : undefined;
}

function printValidators({ requestValidators }: Gateway): JsonObject | undefined {
  return namedObject(requestValidators, (validator) => ({
    validateRequestBody: validator.body,
    validateRequestParameters: validator.parameters,
    ...keptMembers(validator),
  }));
}

function printGatewayResponse(response: GatewayResponse): JsonObject {
  return {
    ...definedMembers({
      statusCode: optional(response.statusCode),
      responseParameters: mappingObject(response.parameters),
      responseTemplates: namedObject(response.templates, (text) => optional(text) ?? null),
    }),
    ...keptMembers(response),
  };
}

function printDocumentation(documentation: GatewayDocumentation): JsonObject {
  return {
    ...definedMembers({
      version: documentation.version,
      documentationParts: documentation.parts,
    }),
    ...keptMembers(documentation),
  };
}

function printCors(cors: HttpApiCors): JsonObject {
  return {
    ...definedMembers({
      allowOrigins: cors.allowOrigins,
      allowCredentials: cors.allowCredentials,
      exposeHeaders: cors.exposeHeaders,
      maxAge: cors.maxAge,
      allowMethods: cors.allowMethods,
      allowHeaders: cors.allowHeaders,
    }),
    ...keptMembers(cors),
  };
}
